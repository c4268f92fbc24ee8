import Experiments

extension HTMLReport {
  /// How to read the page, and what its words mean.
  var helpSection: PageSection {
    let reading: [(String, String)] = [
      (
        "The same people everywhere",
        "Every alternative is lived by the same simulated people with the same luck. What differs between two of them was caused by the messages."
      ),
      (
        "A number is never alone",
        "Beside an effect stands the interval in which it lies with \(confidence) confidence. If the interval holds zero, the page says “no clear change”."
      ),
      (
        "Two kinds of doubt",
        "Simulation error says how well this run knows the effect inside the scenario; simulate more people and it shrinks. Sampling error says what a real test with that many users could tell. Comparisons of programs show the first, A/B tests the second."
      ),
      (
        "Three verdicts",
        "“Reaches its objective”: the whole interval is at or beyond the objective. “Does not reach it”: the whole interval falls short. “Cannot tell at this size”: the objective lies inside the interval; simulate more people."
      ),
      (
        "What it is not",
        "A simulation shows what follows from its assumptions. Compare them with your own app before you act on a small difference."
      ),
    ]
    let items = reading.map { title, text -> HTML in "<div><h3>\(title)</h3><p>\(text)</p></div>" }
    let terms = Self.glossary.map { term, text -> HTML in "<div><dt>\(term)</dt><dd>\(text)</dd></div>" }
    return PageSection(
      id: "help", shortTitle: "How to read", title: "How to read this page", lead: .empty,
      content: "<div class=\"grid help\">\(items)</div>\n<h3>Words</h3>\n<dl class=\"glossary\">\(terms)</dl>\n")
  }

  private static let glossary: [(String, String)] = [
    ("Active user", "Someone with at least one session on that day."),
    ("Arm", "One alternative: the programs that a group of people lives under."),
    (
      "Attributed",
      "Credited to a message by a rule, such as the last one received. A claim: many of these users would have done the same without it."
    ),
    ("Baseline", "The arm that the others are compared with."),
    ("Campaign", "One message with its audience, content and schedule."),
    ("Cap", "The most messages a person may get in a period."),
    ("Conversion", "The action that a campaign is for, within its time window after the message."),
    ("Difference", "The value in an arm minus the value in the baseline."),
    (
      "Gain from pairing",
      "How many times more people would be needed for the same certainty if the arms had different people."
    ),
    ("Guardrail", "A KPI that must not get worse, whatever the objective."),
    ("Held out", "People who would get a message and do not, so that its effect can be measured."),
    ("Interval", "The range in which the true value lies with the stated confidence."),
    ("KPI", "A number by which arms are compared."),
    ("Lift", "The difference in percent of the baseline."),
    ("Objective", "The change or value of a KPI that is wanted."),
    ("Pressure", "How many messages a person gets."),
    ("Program", "A set of campaigns with an objective."),
    ("p-value", "The chance to see a difference at least this large if there were none."),
    ("Retention", "Of those who installed, the share who use the app exactly so many days later."),
    ("User-week", "One person during one week."),
  ]
}

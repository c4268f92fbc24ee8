import Experiments

extension HTMLReport {
  /// The randomised tests of the scenario.
  var testsSection: PageSection? {
    guard let tests = result.tests, !tests.isEmpty else { return nil }
    let panels = tests.map { test in
      (
        label: test.title.isEmpty ? Words.sentenceCase(Words.fromIdentifier(test.name)) : test.title,
        content: block(test)
      )
    }
    return PageSection(
      id: "tests", shortTitle: "Tests", title: "What would a real test say?",
      lead: """
        Users are split at random, as a real test would split them, and read as its analyst would read them. Beside each \
        estimate stands <b>what is true</b>: the difference that the two lives of the same people make, which no real test \
        knows.
        """,
      content: tabs(panels, name: "tests") + checklist)
  }

  private func block(_ test: RunResult.RandomizedTest) -> HTML {
    let sentence = test.decision.sentence
    let opening = sentence.prefix { $0 != ":" }
    let rest = sentence.dropFirst(opening.count)
    let agreement = ReportFacts.agreement(test.decision)
    let isRight: HTML = agreement.isEmpty ? .empty : " <b>The decision is \(agreement).</b>"
    let hypothesis: HTML = test.hypothesis.isEmpty ? .empty : "<p class=\"fine\">Hypothesis: \(test.hypothesis)</p>"
    let charts = test.sequences.compactMap { self.charts.looks(of: $0, in: test) }.map { figure($0) }
    let bandit = facts.banditSentence(test, numbers).map { sentence -> HTML in "<p>\(sentence)</p>" } ?? .empty
    let tables = [
      facts.banditTable(test, numbers).map { tableFigure($0, id: "bandit-\(test.name)", open: true) },
      tableFigure(facts.testTable(test, numbers), id: "test-\(test.name)", open: true),
      facts.interactionTable(test, numbers).map { tableFigure($0, id: "together-\(test.name)", open: true) },
      tableFigure(facts.testArms(test, numbers), id: "arms-\(test.name)", open: false),
    ].compactMap { $0 }
    return """
      <p class="verdict"><b>\(opening)</b>\(rest)\(isRight)</p>
      \(hypothesis)
      \(test.bandit == nil ? splitNote(test.sampleRatioPValue, isAlarm: test.sampleRatioAlarm) : .empty)
      \(HTML(charts))
      \(self.charts.allocation(of: test).map { figure($0) } ?? .empty)
      \(bandit)
      \(HTML(tables))
      <p class="fine">\(ReportFacts.adjustmentSentence(test))</p>
      """
  }

  /// What should be settled before a real test begins.
  private var checklist: HTML {
    guard let items = result.checklist, !items.isEmpty else { return .empty }
    let rows = items.map { item -> HTML in
      "<li><b class=\"tag\">\(item.isDone ? "✓" : "○") \(item.about)</b> \(item.sentence.replacing("`", with: ""))</li>"
    }
    let open = items.filter { !$0.isDone }.count
    let lead = open == 0 ? "everything is settled." : "\(Words.count(open, "point", "points")) still open."
    return """
      <h3>Before launch</h3>
      <p>\(Words.sentenceCase(lead))</p>
      <ul class="checklist">\(HTML(rows))</ul>
      """
  }
}

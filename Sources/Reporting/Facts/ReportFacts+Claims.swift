import Experiments

extension ReportFacts {
  /// What a view claims for an arm, beside what the arm caused.
  package struct Claim: Sendable, Equatable {
    package var view: RunResult.AttributionView
    package var arm: String
    /// Conversions that the view saw.
    package var seen: Int
    /// Credits, all campaigns together; where every message is credited, more than conversions.
    package var attributed: Int
    /// Currency units.
    package var revenue: Double
    /// Conversions beyond the baseline's.
    package var caused: RunResult.IntervalEstimate?
    /// Campaigns with credits, most first.
    package var credits: [(campaign: String, credit: RunResult.Credit)]

    package static func == (a: Claim, b: Claim) -> Bool {
      a.view == b.view && a.arm == b.arm && a.seen == b.seen && a.attributed == b.attributed && a.caused == b.caused
    }
  }

  /// Every view in every arm that has messages.
  package var claims: [Claim] {
    (result.attribution ?? []).flatMap { view in
      alternatives.compactMap { arm in
        guard let found = arm.attribution?[view.name], !arm.campaigns.isEmpty else { return nil }
        let credits = found.credits.filter { $0.value.conversions > 0 }
          .sorted { ($1.value.conversions, $0.key) < ($0.value.conversions, $1.key) }
        return Claim(
          view: view, arm: arm.name, seen: found.conversions,
          attributed: credits.reduce(0) { $0 + $1.value.conversions },
          revenue: credits.reduce(0) { $0 + $1.value.revenue }, caused: found.incremental,
          credits: credits.map { (campaign: $0.key, credit: $0.value) })
      }
    }
  }

  /// The warning that stands beside every claim.
  package static let claimSentence =
    "Attributed is a claim, not a cause: a view credits messages by a rule, also for what people would have done without "
    + "them. Caused is the difference from the baseline, with the same people."

  /// What a view does, in words: `subscribe: the last message received within 2 days`.
  package func words(_ view: RunResult.AttributionView) -> String {
    let messages =
      switch view.credit {
      case "every": "every message"
      case "first": "the first message"
      case "last-click-else-view": "the last message opened, else seen,"
      default: "the last message"
      }
    let start =
      switch view.start {
      case _ where view.credit == "last-click-else-view": ""
      case "display": " seen"
      case "click": " opened"
      default: " received"
      }
    let once = view.oncePerUser ? ", once per user" : ""
    return
      "\(messages)\(start) within \(Self.span(seconds: view.withinSeconds)) before \(Words.fromIdentifier(view.conversion))\(once)"
  }

  private static func span(seconds: Int) -> String {
    if seconds % 86_400 == 0 { return DateText.span(days: seconds / 86_400) }
    if seconds % 3600 == 0 { return seconds == 3600 ? "1 hour" : "\(seconds / 3600) hours" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  /// What an arm caused, and its interval, for the columns of a table.
  package func caused(_ claim: Claim, numbers: ReportNumbers) -> (estimate: String, interval: String) {
    guard let caused = claim.caused else { return ("–", "no KPI counts it") }
    return numbers.parts(caused) { ($0 > 0 ? "+" : "") + numbers.count(Int($0.rounded())) }
  }
}

import Experiments
import Primitives

/// An audience estimate as text or JSON.
///
/// ```swift
/// print(AudienceReport(estimate).text)
/// ```
public struct AudienceReport: Sendable {
  private let estimate: AudienceEstimate
  private let numbers = ReportNumbers.plain

  /// Makes a report.
  public init(_ estimate: AudienceEstimate) { self.estimate = estimate }

  /// The estimate as JSON, ending with a line break.
  ///
  /// - Throws: `EncodingError` when it cannot be encoded.
  public func json() throws -> String { try JSONValueEncoder.encode(estimate).prettyText }

  /// The estimate for a terminal, ending with a line break.
  public var text: String {
    let moments = estimate.moments.map { moment -> String in
      let tables = [segments(moment), campaigns(moment)].filter { !$0.rows.isEmpty && moment.sampled > 0 }
      return ([sentence(moment)] + tables.flatMap { [""] + $0.plainLines() }).joined(separator: "\n")
    }
    return ([head] + moments).joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    let title = estimate.title.isEmpty ? Words.sentenceCase(Words.fromIdentifier(estimate.scenario)) : estimate.title
    guard let last = estimate.moments.last else { return title }
    let people =
      last.sampled >= last.known
      ? "All \(numbers.count(last.known)) people were played, so the numbers are exact for seed \(estimate.seed)."
      : "\(numbers.count(last.sampled)) of \(numbers.count(last.known)) people were played; the interval holds the number "
        + "of all with \(numbers.percent(estimate.confidence).replacing(".0%", with: "%")) confidence."
    return """
      \(title), arm \(estimate.arm)
      \(people)
      Users are those who have the app; who uninstalled it matches too, and gets nothing.
      """
  }

  private func sentence(_ moment: AudienceEstimate.Moment) -> String {
    let date = DateText.long(moment.date)
    let when = moment.name == "launch" ? "At the launch, \(date)" : "After \(DateText.span(days: moment.day)), \(date)"
    guard moment.known > 0 else { return "\(when): nobody has installed yet, as there is no warm-up." }
    return "\(when): \(numbers.count(moment.known)) known users, \(numbers.count(moment.installed.users)) with the app "
      + "(\(share(moment.installed.share))), \(numbers.count(moment.uninstalled.users)) uninstalled"
  }

  private func segments(_ moment: AudienceEstimate.Moment) -> SummaryTable {
    var rows: [[String]] = []
    for segment in moment.segments {
      let group = segment.group
      guard !segment.steps.isEmpty else {
        rows.append([group.name] + cells(group.members) + ["", numbers.count(group.uninstalled.users)])
        continue
      }
      rows.append([group.name, "", "", "", "", ""])
      for (index, step) in segment.steps.enumerated() {
        rows.append(
          ["  \(index + 1). \(step.who)"] + cells(step.members)
            + [share(step.shareOfPrevious), numbers.count(step.uninstalled.users)])
      }
    }
    let hasFunnels = moment.segments.contains { !$0.steps.isEmpty }
    return table("Segment", rows, hasFunnels: hasFunnels)
  }

  private func campaigns(_ moment: AudienceEstimate.Moment) -> SummaryTable {
    table(
      "Audience of",
      moment.campaigns.map { [$0.name] + cells($0.members) + ["", numbers.count($0.uninstalled.users)] },
      hasFunnels: false)
  }

  /// Number, interval and share.
  private func cells(_ count: AudienceEstimate.Count) -> [String] {
    let isExact = count.low == count.users && count.high == count.users
    let interval = isExact ? "exact" : "\(numbers.count(count.low)) to \(numbers.count(count.high))"
    return [numbers.count(count.users), interval, share(count.share)]
  }

  private func share(_ share: Double?) -> String { share.map { numbers.percent($0) } ?? "–" }

  private func table(_ title: String, _ rows: [[String]], hasFunnels: Bool) -> SummaryTable {
    var columns: [SummaryTable.Column] = [
      (title, false), ("Users", true), ("Interval", false), ("Of all", true), ("Of the step before", true),
      ("Uninstalled", true),
    ]
    guard !hasFunnels else { return SummaryTable(title: "", columns: columns, rows: rows) }
    columns.remove(at: 4)
    return SummaryTable(
      title: "", columns: columns, rows: rows.map { row in row.enumerated().filter { $0.offset != 4 }.map(\.element) })
  }
}

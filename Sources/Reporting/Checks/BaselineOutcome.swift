import Experiments

/// What became of the comparison with a baseline.
public struct BaselineOutcome: Sendable, Equatable {
  /// The possible outcomes.
  public enum State: String, Sendable, CaseIterable {
    /// The digest is the same.
    case same
    /// It was written, as there was none or as it was asked for.
    case recorded
    /// The digest differs, but all figures are statistically equivalent, and that was said to be enough.
    case equivalent
    /// There is none, and none is recorded.
    case missing
    /// The digest differs.
    case differs = "differ"
  }

  /// Path of the baseline.
  public var path: String
  public var state: State
  /// How the run differs from it; nil: there was none.
  public var comparison: BaselineComparison?
  /// The file beside it into which the new figures were written.
  public var newFile: String?

  /// Makes an outcome.
  public init(path: String, state: State, comparison: BaselineComparison? = nil, newFile: String? = nil) {
    self.path = path
    self.state = state
    self.comparison = comparison
    self.newFile = newFile
  }

  /// In a sentence without a final stop.
  var sentence: String {
    switch state {
    case .same: return "the same as \(path)"
    case .recorded:
      return comparison == nil ? "\(path) was recorded for the first time" : "\(path) was recorded again"
    case .missing: return "there is no baseline \(path); record it with --record missing"
    case .equivalent, .differs:
      let new = newFile.map { "; the new figures are in \($0)" } ?? ""
      return "\(comparison?.sentence ?? "differs"), beside \(path)\(new)"
    }
  }
}

extension BaselineComparison {
  /// What moved, in a part of a sentence.
  var sentence: String {
    let numbers = ReportNumbers.plain
    if moved.isEmpty {
      return "none of \(numbers.count(figures)) key figures moved, but the digest did: something that is not among them"
    }
    return "\(numbers.count(moved.count)) of \(numbers.count(figures)) key figures moved"
  }

  /// Whether the numbers say the same although they moved, in a sentence.
  var equivalenceSentence: String? {
    guard !isSame, !equivalence.isEmpty else { return nil }
    let numbers = ReportNumbers.plain
    let within =
      "within ±\(numbers.target(percent: margins.value).dropFirst()) of each KPI and "
      + "±\(numbers.measured(margins.lift * 100)) points of each lift (two one-sided tests at 5%)"
    switch verdict {
    case .equivalent: return "Statistically equivalent: all \(equivalence.count) numbers agree \(within)."
    case .different:
      let worst = equivalence.filter { $0.verdict == .different }
      return "Not equivalent: \(worst.count) of \(equivalence.count) numbers differ for sure, not \(within): "
        + Words.list(worst.prefix(3).map(\.place)) + (worst.count > 3 ? " and others" : "") + "."
    case .unclear:
      let unclear = equivalence.filter { $0.verdict == .unclear }
      return "It cannot be told at this size whether \(unclear.count) of \(equivalence.count) numbers agree \(within): "
        + Words.list(unclear.prefix(3).map(\.place)) + (unclear.count > 3 ? " and others" : "") + "."
    }
  }

  /// What moved, for the terminal, ending with a line break.
  package func text(title: String, style: TerminalStyle) -> String {
    let table = table(.plain, most: 200)
    let rows = table.rows.isEmpty ? [] : table.plainLines()
    let lines =
      [style.bold(title), "  \(sentence)"] + rows.prefix(1).map(style.dim) + rows.dropFirst()
      + [table.note.isEmpty ? nil : "  \(table.note)", equivalenceSentence.map { "  \($0)" }].compactMap { $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The figures that moved, as a table.
  func table(_ numbers: ReportNumbers, most: Int) -> SummaryTable {
    let rows =
      setup.map { [$0.what, $0.before, $0.after, ""] }
      + moved.prefix(most).map { change in
        [
          change.figure.place, change.text(change.before, numbers), change.text(change.after, numbers),
          change.change(numbers),
        ]
      }
    let rest = moved.count - min(most, moved.count)
    return SummaryTable(
      title: "What moved", columns: [("Figure", false), ("Before", true), ("After", true), ("Change", true)],
      rows: rows, note: rest == 0 ? "" : "and \(rest) more")
  }
}

extension BaselineComparison.Change {
  fileprivate func text(_ value: Double?, _ numbers: ReportNumbers) -> String {
    guard let value else { return "–" }
    if figure.isCount { return numbers.count(Int(value)) }
    return figure.kind == .lift ? numbers.percent(value, signed: true) : numbers.number(value, digits: 6)
  }

  fileprivate func change(_ numbers: ReportNumbers) -> String {
    guard let before, let after else { return "" }
    if figure.isCount { return (after > before ? "+" : "") + numbers.count(Int(after - before)) }
    if figure.kind == .lift { return numbers.number((after - before) * 100, digits: 2, signed: true) + " points" }
    return before == 0 ? "" : numbers.percent((after - before) / abs(before), signed: true)
  }
}

extension Equivalence {
  fileprivate var place: String { "\(arm): \(isLift ? "lift of " : "")\(kpi)" }
}

import Experiments

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
    let value = "±" + numbers.target(percent: margins.value).dropFirst()
    let lift = "±\(numbers.measured(margins.lift * 100)) points"
    let within = "within \(value) of each KPI and \(lift) of each lift (two one-sided tests at 5%)"
    func some(_ verdict: Equivalence.Verdict) -> (count: Int, names: String) {
      let all = equivalence.filter { $0.verdict == verdict }
      let shown = all.prefix(3).map(\.place)
      return (all.count, all.count > 3 ? shown.joined(separator: ", ") + " and others" : Words.list(shown))
    }
    switch verdict {
    case .equivalent: return "Statistically equivalent: all \(equivalence.count) numbers agree \(within)."
    case .different:
      let moved = some(.different)
      return
        "Not equivalent: \(moved.count) of \(equivalence.count) numbers moved beyond \(value) of a KPI or \(lift) of a "
        + "lift (their 90% intervals lie outside): \(moved.names)."
    case .unclear:
      let open = some(.unclear)
      return "It cannot be told at this size whether \(open.count) of \(equivalence.count) numbers agree \(within): "
        + "\(open.names)."
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

import LabStatistics

extension SensitivityAnalysis {
  /// What matters most, in plain words.
  public var sentence: String {
    guard let first = rows.first, let most = first.importance, let range else {
      return "No point has a number for \(measure.words), so nothing can be said."
    }
    guard most > 0, range.lowerBound < range.upperBound else {
      return "Nothing that varies changes \(measure.words): it is \(text(range.lowerBound)) at every point."
    }
    var parts = ["What matters most for \(measure.words) is \(first.path) (\(size(of: first)))"]
    let others = rows.dropFirst().filter { ($0.importance ?? 0) >= 0.1 * most }
    let minor = rows.dropFirst().filter { ($0.importance ?? 0) < 0.1 * most }
    if let second = others.first { parts.append("then \(second.path) (\(size(of: second)))") }
    var sentence = parts.joined(separator: ", ") + "."
    if !minor.isEmpty { sentence += " Hardly of account: \(minor.map(\.path).joined(separator: ", "))." }
    return sentence + sign
  }

  /// Whether the answer itself depends on the values.
  private var sign: String {
    guard measure.kind != .value, known > 0, let range else { return "" }
    let spread = " It ranges from \(text(range.lowerBound)) to \(text(range.upperBound))"
    if below == 0 { return spread + " and is nowhere below zero." }
    if below == known { return spread + ", below zero everywhere." }
    return spread + " and is below zero at \(below) of \(known) points: the values decide the sign."
  }

  private func size(of row: Row) -> String {
    let amount = row.importance ?? 0
    let interval = row.interval.flatMap { interval -> String? in
      guard let low = interval.low, let high = interval.high else { return nil }
      return design.isShare
        ? ", \(NumberWords.percent(max(0, low), signed: false)) to \(NumberWords.percent(max(0, high), signed: false))"
        : ", \(bare(low)) to \(width(high))"
    }
    switch row.details {
    case .morris:
      return "a change of \(width(amount)) over its range on average\(interval ?? "")"
    case .indices:
      return "\(NumberWords.percent(amount, signed: false)) of the variation with its interactions\(interval ?? "")"
    case .tornado(let low, let high, let atLow, let atHigh):
      return "\(text(atLow ?? 0)) at \(low), \(text(atHigh ?? 0)) at \(high)"
    }
  }

  /// The size of a change.
  private func width(_ value: Double) -> String { bare(value) + (measure.kind == .lift ? " points" : "") }

  private func bare(_ value: Double) -> String { NumberWords.number(measure.kind == .lift ? value * 100 : value) }

  private func text(_ value: Double) -> String {
    measure.kind == .lift ? NumberWords.percent(value) : NumberWords.number(value)
  }
}

extension SweepPlan.Design {
  /// Whether importance is a share of the variance.
  var isShare: Bool { if case .indices = self { true } else { false } }
}

/// Builds the values that a calculator returns.
enum Outputs {
  /// The two ends of an interval under `ci_lower` and `ci_upper`, or with a prefix.
  static func interval(_ interval: Interval?, prefix: String = "ci") -> [String: Value] {
    ["\(prefix)_lower": .optional(interval?.low), "\(prefix)_upper": .optional(interval?.high)]
  }

  /// The status, only when there is one.
  static func status(_ status: Status?) -> [String: Value] {
    status.map { ["status": .string($0.rawValue), "status_text": .string($0.text)] } ?? [:]
  }

  /// Several groups of values as one; of equal keys the first counts.
  static func merge(_ groups: [String: Value]...) -> [String: Value] {
    groups.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  /// An interval as a list of two.
  static func pair(_ interval: Interval?) -> Value { interval?.value ?? .null }
}

/// Sentences shared by calculators.
enum Sentences {
  /// What a test says about a difference.
  static func difference(
    _ values: MethodValues, effect: String, p: String, low: String = "ci_lower", high: String = "ci_upper",
    inputs: Inputs
  ) throws -> String {
    let level = NumberText.percent(1 - (try inputs.alpha()))
    let text =
      "Treatment differs from control by \(values.text(effect)) (\(level) interval \(values.text(low)) to "
      + "\(values.text(high)), p = \(values.pValue(p)))"
    return text + (try verdict(values, p: p, inputs: inputs))
  }

  /// The closing words about a p-value.
  static func verdict(_ values: MethodValues, p: String, inputs: Inputs) throws -> String {
    if case .string(let status)? = values.values["status_text"], values.number(p) == nil { return ": \(status)." }
    guard let number = values.number(p) else { return "." }
    let alpha = try inputs.alpha()
    return number < alpha
      ? ": more than chance explains at the \(NumberText.percent(alpha)) level."
      : ": chance alone explains it at the \(NumberText.percent(alpha)) level."
  }
}

extension Inputs {
  /// One arm of a mean: `{n, mean, sd}`, `{n, mean, variance}`, `{n, successes}`, or the list of its values.
  public func unitSummary(_ name: String) throws -> UnitSummary {
    if case .array? = values[name] { return Moments(try numbers(name)).summary }
    if case .string? = values[name] { return UnitSummary(try successCount(name)) }
    let arm = try object(name)
    if arm.has("data") { return Moments(try arm.numbers("data")).summary }
    if arm.has("successes") { return UnitSummary(try successCount(name)) }
    let count = try arm.count("n")
    let mean = try arm.number("mean")
    if arm.has("variance") { return UnitSummary(count: count, mean: mean, variance: try arm.nonNegative("variance")) }
    if arm.has("se"), !arm.has("sd") {
      let error = try arm.nonNegative("se")
      return UnitSummary(count: count, mean: mean, variance: error * error * Double(count))
    }
    let deviation = try arm.nonNegative("sd")
    return UnitSummary(count: count, mean: mean, variance: deviation * deviation)
  }

  /// One arm of a proportion: `{n, successes}` or the text `successes/n`.
  public func successCount(_ name: String) throws -> SuccessCount {
    if case .string(let text)? = values[name] {
      let parts = text.split(separator: "/").map { Int($0.trimmingPrefix(while: \.isWhitespace)) }
      guard parts.count == 2, let successes = parts[0], let trials = parts[1] else {
        throw invalid(name, "must be written as successes/n, such as 200/4000")
      }
      return try checked(name, successes, trials)
    }
    let arm = try object(name)
    return try checked(name, try arm.count("successes"), try arm.count("n"))
  }

  /// Columns of one arm by name, all of one length.
  public func columns(_ arm: String, _ names: [String]) throws -> [[Double]] {
    let fields = try object(arm)
    let columns = try names.map { try fields.numbers($0) }
    guard let length = columns.first?.count else { return [] }
    for (name, column) in zip(names, columns) where column.count != length {
      throw fields.invalid(name, "has \(column.count) values where \(names[0]) has \(length)")
    }
    return columns
  }

  /// The co-moments of columns of one arm.
  public func coMoments(_ arm: String, _ names: [String]) throws -> CoMoments {
    try CoMoments(columns: try columns(arm, names))
  }

  private func checked(_ name: String, _ successes: Int, _ trials: Int) throws -> SuccessCount {
    guard successes >= 0, trials >= 0, successes <= trials else {
      throw invalid(name, "successes must be between 0 and n = \(trials), not \(successes)")
    }
    return SuccessCount(successes, of: trials)
  }
}

extension InputDescription {
  /// An arm of a mean.
  static func meanArm(_ name: String) -> InputDescription {
    InputDescription(
      name, .object(["n", "mean", "sd"]),
      "the \(name) arm: n, mean and sd (or variance, or se), n and successes, or the list of its values")
  }

  /// An arm of a proportion.
  static func shareArm(_ name: String) -> InputDescription {
    InputDescription(name, .object(["n", "successes"]), "the \(name) arm: n and successes")
  }

  /// An arm given by columns of values.
  static func columnsArm(_ name: String) -> InputDescription {
    InputDescription(name, .object([]), "the \(name) arm: lists of values by column name, one value per user")
  }
}

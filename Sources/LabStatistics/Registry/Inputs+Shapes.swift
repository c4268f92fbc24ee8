/// Shapes of inputs that several calculators share.
extension Inputs {
  /// A number or a list of numbers.
  func numberOrList(_ name: String) throws -> [Double] {
    values[name]?.number != nil ? [try number(name)] : try numbers(name)
  }

  /// A list of lists of numbers, of any lengths.
  func lists(_ name: String) throws -> [[Double]] {
    guard has(name), let value = values[name] else { throw StatisticsError.missingArgument(name: fullName(name)) }
    guard case .array(let rows) = value else { throw invalid(name, "must be a list of lists of numbers") }
    return try rows.enumerated().map { index, row in
      try Inputs(["\(name)[\(index)]": row]).numbers("\(name)[\(index)]")
    }
  }

  /// A list of truth values, each true, false, 0 or 1.
  func flags(_ name: String) throws -> [Bool] {
    guard has(name), let value = values[name] else { throw StatisticsError.missingArgument(name: fullName(name)) }
    guard case .array(let items) = value else { throw invalid(name, "must be a list of 0 and 1") }
    return try items.enumerated().map { index, item in
      switch item {
      case .bool(let flag): return flag
      default:
        guard let number = item.number, number == 0 || number == 1 else {
          throw invalid("\(name)[\(index)]", "must be 0 or 1")
        }
        return number == 1
      }
    }
  }

  /// One or two sides, from `sides` or `alternative`; two unless given.
  func sides() throws -> Int {
    if has("sides") {
      let sides = try integer("sides")
      guard sides == 1 || sides == 2 else { throw invalid("sides", "must be 1 or 2, not \(sides)") }
      return sides
    }
    return try alternative() == .twoSided ? 2 : 1
  }

  /// The direction of a test, from `alternative` or `sides`; two-sided unless given.
  func alternative() throws -> Alternative {
    if has("alternative") { return try Alternative(named: string("alternative")) }
    guard has("sides") else { return .twoSided }
    return try sides() == 2 ? .twoSided : .greater
  }

  /// Durations with their event flags: an object with `time` and `event`, or these two at the top.
  func survival(_ name: String? = nil) throws -> SurvivalSample {
    let inner = try name.map { try object($0) } ?? self
    return try SurvivalSample(times: inner.numbers("time"), events: inner.flags("event"))
  }
}

extension Value {
  /// The number a calculation gives, or null when the number does not exist for these data.
  ///
  /// - Throws: every error but ``StatisticsError/undefined(quantity:status:)``.
  static func ifDefined(_ calculation: () throws -> Double?) throws -> Value {
    do {
      return .optional(try calculation())
    } catch StatisticsError.undefined {
      return .null
    }
  }
}

extension InputDescription {
  /// The control arm and the treatment arm as samples.
  static let twoSamples = [
    InputDescription("control", .numbers, "values of the control arm"),
    InputDescription("treatment", .numbers, "values of the treatment arm"),
  ]

  /// The control arm and the treatment arm as durations.
  static let twoSurvivals = [
    InputDescription("control", .object(["time", "event"]), "durations of the control arm; event 1 seen, 0 censored"),
    InputDescription("treatment", .object(["time", "event"]), "durations of the treatment arm"),
  ]

  /// Power wanted.
  static let power = InputDescription("power", .probability, "chance to detect the effect", default: 0.8)

  /// One or two sides.
  static let sides = InputDescription("sides", .integer, "1 or 2", default: 2)
}

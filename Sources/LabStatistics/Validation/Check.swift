/// Checks of arguments, each throwing an error that names the argument at fault.
enum Check {
  /// Throws with a reason unless a condition holds.
  static func that(_ condition: Bool, _ name: String, _ reason: @autoclosure () -> String) throws {
    guard condition else { throw StatisticsError.invalidArgument(name: name, reason: reason()) }
  }

  /// Throws unless the value is a finite number.
  static func finite(_ value: Double, _ name: String) throws {
    try that(value.isFinite, name, "must be finite, not \(value)")
  }

  /// Throws unless the value is finite and above zero.
  static func positive(_ value: Double, _ name: String) throws {
    try that(value > 0 && value.isFinite, name, "must be positive and finite, not \(value)")
  }

  /// Throws unless the value is finite and at least zero.
  static func nonNegative(_ value: Double, _ name: String) throws {
    try that(value >= 0 && value.isFinite, name, "must be zero or more and finite, not \(value)")
  }

  /// Throws unless the value lies strictly between 0 and 1.
  static func openFraction(_ value: Double, _ name: String) throws {
    try that(value > 0 && value < 1, name, "must be between 0 and 1, not \(value)")
  }

  /// Throws unless the value lies in 0...1.
  static func fraction(_ value: Double, _ name: String) throws {
    try that(value >= 0 && value <= 1, name, "must be in 0...1, not \(value)")
  }

  /// Throws unless every value lies in 0...1.
  static func fractions(_ values: [Double], _ name: String) throws {
    for (index, value) in values.enumerated() where !(value >= 0 && value <= 1) {
      throw StatisticsError.invalidArgument(name: "\(name)[\(index)]", reason: "must be in 0...1, not \(value)")
    }
  }

  /// Throws unless a count reaches a minimum.
  static func atLeast(_ count: Int, _ minimum: Int, _ name: String) throws {
    try that(count >= minimum, name, "needs at least \(minimum), not \(count)")
  }

  /// Throws unless a sample has enough values, all of them finite.
  static func sample(_ values: [Double], _ name: String, atLeast minimum: Int) throws {
    try that(values.count >= minimum, name, "needs at least \(minimum) values, not \(values.count)")
    for (index, value) in values.enumerated() where !value.isFinite {
      throw StatisticsError.invalidArgument(name: "\(name)[\(index)]", reason: "must be finite, not \(value)")
    }
  }
}

/// The inputs of one calculation, read by name and type with errors that say what is wrong where.
public struct Inputs: Sendable {
  /// The values by name.
  public let values: [String: Value]
  /// Where these values stand in the whole, such as `control`; empty at the top.
  private let path: String

  /// Inputs to read from.
  public init(_ values: [String: Value], path: String = "") {
    self.values = values
    self.path = path
  }

  /// Whether a value other than null is given.
  public func has(_ name: String) -> Bool { values[name].map { $0 != .null } ?? false }

  /// The full name of an input, for errors.
  public func fullName(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// An error about an input.
  public func invalid(_ name: String, _ reason: String) -> StatisticsError {
    .invalidArgument(name: fullName(name), reason: reason)
  }

  /// A finite number.
  public func number(_ name: String, default fallback: Double? = nil) throws -> Double {
    guard let value = given(name) else { return try required(fallback, name) }
    guard let number = value.number else { throw invalid(name, "must be a number, not \(value.kindName)") }
    guard number.isFinite else { throw invalid(name, "must be finite") }
    return number
  }

  /// A finite number above zero.
  public func positive(_ name: String, default fallback: Double? = nil) throws -> Double {
    let number = try number(name, default: fallback)
    guard number > 0 else { throw invalid(name, "must be positive, not \(number)") }
    return number
  }

  /// A number of zero or more.
  public func nonNegative(_ name: String, default fallback: Double? = nil) throws -> Double {
    let number = try number(name, default: fallback)
    guard number >= 0 else { throw invalid(name, "must not be negative, not \(number)") }
    return number
  }

  /// A number strictly between 0 and 1.
  public func probability(_ name: String, default fallback: Double? = nil) throws -> Double {
    let number = try number(name, default: fallback)
    guard number > 0, number < 1 else { throw invalid(name, "must be between 0 and 1, not \(number)") }
    return number
  }

  /// The level of the test, .05 unless given.
  public func alpha() throws -> Double { try probability("alpha", default: 0.05) }

  /// A whole number.
  public func integer(_ name: String, default fallback: Int? = nil) throws -> Int {
    guard let value = given(name) else { return try required(fallback, name) }
    guard let number = value.integer else { throw invalid(name, "must be a whole number") }
    return number
  }

  /// A whole number of zero or more, below 2^53 so that it is exact as a double.
  public func count(_ name: String, default fallback: Int? = nil) throws -> Int {
    let number = try integer(name, default: fallback)
    guard number >= 0, number <= 1 << 53 else { throw invalid(name, "must be a count of zero or more, not \(number)") }
    return number
  }

  /// A truth value; 0 and 1 count.
  public func flag(_ name: String, default fallback: Bool? = nil) throws -> Bool {
    guard let value = given(name) else { return try required(fallback, name) }
    switch value {
    case .bool(let flag): return flag
    case .integer(0): return false
    case .integer(1): return true
    default: throw invalid(name, "must be true or false")
    }
  }

  /// A text.
  public func string(_ name: String, default fallback: String? = nil) throws -> String {
    guard let value = given(name) else { return try required(fallback, name) }
    guard case .string(let text) = value else { throw invalid(name, "must be a text, not \(value.kindName)") }
    return text
  }

  /// A list of finite numbers.
  public func numbers(_ name: String, default fallback: [Double]? = nil) throws -> [Double] {
    guard let value = given(name) else { return try required(fallback, name) }
    guard case .array(let items) = value else { throw invalid(name, "must be a list of numbers") }
    return try items.enumerated().map { index, item in
      guard let number = item.number else {
        throw invalid("\(name)[\(index)]", "must be a number, not \(item.kindName)")
      }
      guard number.isFinite else { throw invalid("\(name)[\(index)]", "must be finite") }
      return number
    }
  }

  /// A list of whole numbers.
  public func integers(_ name: String) throws -> [Int] {
    try numbers(name).enumerated().map { index, number in
      guard let whole = Int(exactly: number) else { throw invalid("\(name)[\(index)]", "must be a whole number") }
      return whole
    }
  }

  /// A list of counts.
  public func counts(_ name: String) throws -> [Int] {
    try integers(name).enumerated().map { index, number in
      guard number >= 0, number <= 1 << 53 else { throw invalid("\(name)[\(index)]", "must be a count") }
      return number
    }
  }

  /// A list of lists of numbers, all of one length.
  public func table(_ name: String) throws -> [[Double]] {
    guard case .array(let rows)? = given(name) else { return try required(nil, name) }
    let table = try rows.indices.map { try Inputs(["\($0)": rows[$0]], path: fullName(name)).numbers("\($0)") }
    guard let width = table.first?.count, table.allSatisfy({ $0.count == width }) else {
      throw invalid(name, "must be a list of rows of one length")
    }
    return table
  }

  /// The inputs inside an object.
  public func object(_ name: String) throws -> Inputs {
    guard let value = given(name) else { throw StatisticsError.missingArgument(name: fullName(name)) }
    guard case .object(let fields) = value else { throw invalid(name, "must be an object, not \(value.kindName)") }
    return Inputs(fields, path: fullName(name))
  }

  /// The inputs inside each object of a list.
  public func objects(_ name: String) throws -> [Inputs] {
    guard let value = given(name) else { throw StatisticsError.missingArgument(name: fullName(name)) }
    guard case .array(let items) = value else { throw invalid(name, "must be a list of objects") }
    return try items.enumerated().map { index, item in
      guard case .object(let fields) = item else { throw invalid("\(name)[\(index)]", "must be an object") }
      return Inputs(fields, path: fullName("\(name)[\(index)]"))
    }
  }

  private func given(_ name: String) -> Value? {
    guard let value = values[name], value != .null else { return nil }
    return value
  }

  private func required<Given>(_ fallback: Given?, _ name: String) throws -> Given {
    guard let fallback else { throw StatisticsError.missingArgument(name: fullName(name)) }
    return fallback
  }
}

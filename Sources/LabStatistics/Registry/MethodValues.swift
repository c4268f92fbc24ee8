import Foundation

/// The values that a calculator returned, for writing its sentence.
public struct MethodValues: Sendable {
  /// The values by key.
  public let values: [String: Value]

  /// Values to write about.
  public init(_ values: [String: Value]) { self.values = values }

  /// The value of a key as a number, when it exists.
  public func number(_ key: String) -> Double? { values[key]?.number }

  /// The value of a key as text with a few significant digits; a dash when it does not exist.
  public func text(_ key: String, digits: Int = 4) -> String { Self.text(values[key], digits: digits) }

  /// The value of a key as a percentage.
  public func percent(_ key: String) -> String {
    values[key]?.number.map { NumberText.percent($0) } ?? NumberText.missing
  }

  /// The value of a key as a count of users, rounded up and grouped, such as `3,842`.
  public func users(_ key: String) -> String {
    values[key]?.number.map { NumberText.count($0.rounded(.up)) } ?? NumberText.missing
  }

  /// The values of a list, each with its own number of digits, separated by commas.
  public func list(_ key: String, digits: Int = 4) -> String {
    guard case .array(let items)? = values[key] else { return text(key, digits: digits) }
    return items.map { Self.text($0, digits: digits) }.joined(separator: ", ")
  }

  /// The value of a key, an interval of shares, as percentages.
  public func percentInterval(_ key: String) -> String {
    guard case .array(let items)? = values[key] else { return percent(key) }
    return items.map { $0.number.map { NumberText.percent($0) } ?? NumberText.missing }.joined(separator: " to ")
  }

  /// The value of a key as a p-value.
  public func pValue(_ key: String) -> String {
    values[key]?.number.map { NumberText.pValue($0) } ?? NumberText.missing
  }

  private static func text(_ value: Value?, digits: Int) -> String {
    switch value {
    case .integer(let whole)?: "\(whole)"
    case .number(let number)?: NumberText.significant(number, digits: digits)
    case .string(let text)?: text
    case .bool(let flag)?: flag ? "yes" : "no"
    // Two numbers are the ends of an interval, more are a list.
    case .array(let items)? where items.count == 2: items.map { text($0, digits: digits) }.joined(separator: " to ")
    case .array(let items)?: items.map { text($0, digits: digits) }.joined(separator: ", ")
    case .object?, .null?, nil: NumberText.missing
    }
  }
}

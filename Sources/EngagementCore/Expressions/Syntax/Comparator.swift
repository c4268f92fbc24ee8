/// How a measure is compared with a value.
public enum Comparator: String, Sendable, CaseIterable, CustomStringConvertible {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  public var description: String { rawValue }

  /// Whether it asks for an order, which texts and choices do not have.
  public var needsOrder: Bool { self != .equal && self != .notEqual }

  /// The comparator that says the same with both sides exchanged.
  public var mirrored: Comparator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Returns whether it holds between two numbers.
  func holds(_ a: Int, _ b: Int) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}

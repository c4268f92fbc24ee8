/// Why a text is not JSON, and where.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Line, from 1.
  public let line: Int
  /// Column in bytes, from 1.
  public let column: Int
  /// What was expected or found.
  public let reason: String

  public var description: String { "\(line):\(column): \(reason)" }
}

/// Why a test cannot be designed.
public struct DesignError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and how to mend it.
  public let description: String

  init(_ what: String, _ remedy: String) { description = "\(what); \(remedy)" }
}

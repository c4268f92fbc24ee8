/// Why an analysis cannot be made as it was asked for.
public struct PlanError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, and what is allowed.
  public let description: String

  /// A problem.
  public init(_ description: String) { self.description = description }
}

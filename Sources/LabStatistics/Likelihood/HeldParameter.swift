/// A parameter that was not estimated.
public struct HeldParameter: Sendable, Equatable {
  public let name: String
  public let value: Double

  public init(name: String, value: Double) {
    self.name = name
    self.value = value
  }
}

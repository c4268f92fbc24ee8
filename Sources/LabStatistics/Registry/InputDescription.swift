/// One input of a calculator, as shown in help.
public struct InputDescription: Sendable, Equatable {
  /// What an input may be.
  public enum Kind: Sendable, Equatable {
    /// Any number.
    case number
    /// A whole number.
    case integer
    /// A number strictly between 0 and 1.
    case probability
    /// A list of numbers.
    case numbers
    /// A list of lists of numbers.
    case table
    /// One of these words.
    case choice([String])
    /// Any text.
    case text
    /// True or false.
    case flag
    /// An object with these fields.
    case object([String])
    /// A list of objects with these fields.
    case objects([String])
  }

  /// The input's name.
  public let name: String
  /// What it may be.
  public let kind: Kind
  /// What it means, with its unit.
  public let documentation: String
  /// The value taken when it is absent; nil when it must be given, null when it may be left out.
  public let defaultValue: Value?

  /// Describes an input; without a default it must be given.
  public init(_ name: String, _ kind: Kind, _ documentation: String, default defaultValue: Value? = nil) {
    self.name = name
    self.kind = kind
    self.documentation = documentation
    self.defaultValue = defaultValue
  }

  /// The level of tests and intervals, .05 unless given.
  public static let alpha = InputDescription(
    "alpha", .probability, "level of the test; intervals have confidence 1 - alpha", default: 0.05)
}

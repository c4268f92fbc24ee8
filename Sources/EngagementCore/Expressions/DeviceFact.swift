/// A fact that the platform knows of every device beside platform and language: source, carrier, firmware...
public struct DeviceFact: Sendable, Equatable {
  /// What expressions call it, a name of the language: letters, digits and `_`.
  public var name: String
  /// Its possible values; the index is the value's code.
  public var values: [String]

  /// Makes a fact.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

import Primitives

/// How amounts are written, in the words of the options of a calibration.
public struct MoneyOptions: Sendable {
  /// That of the scenario: three capital letters.
  public var currency = "EUR"
  public var hasDecimalComma = false

  public init() {}

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    guard currency.count == 3, currency.allSatisfy({ $0.isASCII && $0.isUppercase }) else {
      throw OptionError("--currency must be three capital letters such as EUR, not '\(currency)'.")
    }
  }
}

/// An amount of money in millionths of the scenario's currency unit: exact under addition.
public struct Money: Sendable, Hashable, Comparable, AdditiveArithmetic {
  /// Millionths of the unit.
  public var micros: Int64

  /// Makes an amount from millionths.
  public init(micros: Int64) { self.micros = micros }

  /// No money.
  public static let zero = Money(micros: 0)

  /// The amount in units, for display.
  public var units: Double { Double(micros) / 1_000_000 }

  public static func + (a: Money, b: Money) -> Money { Money(micros: a.micros + b.micros) }
  public static func - (a: Money, b: Money) -> Money { Money(micros: a.micros - b.micros) }
  public static func < (a: Money, b: Money) -> Bool { a.micros < b.micros }
}

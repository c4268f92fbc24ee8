/// An interval whose ends may be unbounded.
public struct Interval: Sendable, Equatable {
  /// The lower end; nil when unbounded below.
  public let low: Double?
  /// The upper end; nil when unbounded above.
  public let high: Double?

  /// An interval; ends that are not finite become unbounded.
  public init(low: Double?, high: Double?) {
    self.low = low.flatMap { $0.isFinite ? $0 : nil }
    self.high = high.flatMap { $0.isFinite ? $0 : nil }
  }

  /// An interval around an estimate.
  public init(center: Double, halfWidth: Double) {
    self.init(low: center - halfWidth, high: center + halfWidth)
  }

  /// The whole line.
  public static let unbounded = Interval(low: nil, high: nil)

  /// Whether both ends exist.
  public var isBounded: Bool { low != nil && high != nil }

  /// The distance between the ends; nil when unbounded.
  public var width: Double? {
    guard let low, let high else { return nil }
    return high - low
  }

  /// Whether `value` lies inside or at an end.
  public func contains(_ value: Double) -> Bool {
    (low.map { $0 <= value } ?? true) && (high.map { value <= $0 } ?? true)
  }

  /// The interval with both ends passed through an increasing function.
  public func mapped(_ transform: (Double) -> Double) -> Interval {
    Interval(low: low.map(transform), high: high.map(transform))
  }

  /// The interval moved by `offset`.
  public func shifted(by offset: Double) -> Interval { mapped { $0 + offset } }

  /// The interval of the negated quantity.
  public var negated: Interval { Interval(low: high.map { -$0 }, high: low.map { -$0 }) }

  /// The interval as a two-element value of the registry; an unbounded end is null.
  public var value: Value { .array([low.map(Value.number) ?? .null, high.map(Value.number) ?? .null]) }
}

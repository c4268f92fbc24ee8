/// What the length of a session must be: `length >= 2 min`.
public struct LengthCondition: Sendable, Equatable {
  /// One of `>=`, `>`, `<=`, `<`.
  public var comparator: Comparator
  public var seconds: Int

  /// Makes a condition.
  public init(_ comparator: Comparator, seconds: Int) {
    self.comparator = comparator
    self.seconds = seconds
  }

  /// Whether it bounds the length from below.
  public var isLowerBound: Bool { comparator == .greaterOrEqual || comparator == .greater }
}

extension LengthCondition: CustomStringConvertible {
  public var description: String {
    let (number, unit) =
      switch seconds {
      case 1... where seconds % 3600 == 0: (seconds / 3600, "h")
      case 1... where seconds % 60 == 0: (seconds / 60, "min")
      default: (seconds, "s")
      }
    return "length \(comparator) \(number) \(unit)"
  }
}

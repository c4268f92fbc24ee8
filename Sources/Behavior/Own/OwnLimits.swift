/// What an ``OwnBehavior`` may return.
public enum OwnLimits {
  /// Mean sessions of a day; beyond, days would no longer follow their law.
  public static let sessions: ClosedRange<Double> = 0...100
  /// A chance.
  public static let chance: ClosedRange<Double> = 0...1
}

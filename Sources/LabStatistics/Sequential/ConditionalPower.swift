/// The chance to end significant, given what an interim look has shown.
///
/// With `B = z sqrt t` and drift `theta`: `Phi((B + theta (1 - t) - c) / sqrt(1 - t))`. Sources: Lan and Wittes (1988);
/// Proschan, Lan and Wittes (2006), *Statistical Monitoring of Clinical Trials*.
public struct ConditionalPower: Sendable, Equatable {
  /// The interim statistic.
  public let z: Double
  /// Information fraction of the look, in (0, 1).
  public let information: Double
  /// Critical value of the final analysis.
  public let finalCritical: Double

  /// Describes an interim look.
  ///
  /// - Throws: ``StatisticsError`` when `information` is not in (0, 1) or a value is not finite.
  public init(z: Double, information: Double, finalCritical: Double = 1.959963984540054) throws {
    try Check.finite(z, "z")
    try Check.openFraction(information, "information")
    try Check.finite(finalCritical, "final_critical")
    self.z = z
    self.information = information
    self.finalCritical = finalCritical
  }

  /// Conditional power when the rest of the data has drift `drift` (the mean of the final statistic).
  public func power(drift: Double) -> Double {
    let remaining = 1 - information
    let progress = z * information.squareRoot()
    return Normal.upperTail((finalCritical - progress - drift * remaining) / remaining.squareRoot())
  }

  /// Conditional power when the trend so far continues.
  public var underTrend: Double { power(drift: z / information.squareRoot()) }

  /// Conditional power when there is no effect.
  public var underNull: Double { power(drift: 0) }

  /// Predictive power under a flat prior: conditional power averaged over what the data so far say of the effect.
  public var predictive: Double {
    let ratio = information / (1 - information)
    return Normal.upperTail((finalCritical - z / information.squareRoot()) * ratio.squareRoot())
  }
}

/// Two one-sided tests (TOST): evidence that two means differ by less than a margin.
///
/// Equivalence is declared at level `alpha` when `pValue <= alpha`, that is when the `1 - 2 alpha` interval of the
/// difference lies inside the margins. Source: Schuirmann (1987), doi:10.1007/BF01068419.
public struct EquivalenceTest: Sendable, Equatable {
  /// How the variances enter.
  public enum Variances: String, CaseIterable, Sendable {
    /// Welch's test.
    case unequal
    /// Student's pooled test.
    case pooled
  }

  /// Difference of means, treatment minus control.
  public let difference: Double
  /// Its standard error.
  public let standardError: Double
  /// Degrees of freedom of both t tests.
  public let degreesOfFreedom: Double
  /// Test of `difference <= low`.
  public let lowerT, lowerP: Double
  /// Test of `difference >= high`.
  public let upperT, upperP: Double

  /// The larger of the two one-sided p-values.
  public var pValue: Double { max(lowerP, upperP) }

  /// Tests from means, unit variances and sizes.
  ///
  /// - Parameters:
  ///   - control, treatment: summary of each arm, variances with divisor n - 1.
  ///   - low, high: margins of the difference, `low < high`.
  /// - Throws: ``StatisticsError`` when an arm has fewer than two users, nothing varies, or the margins are reversed.
  public init(
    control: UnitSummary, treatment: UnitSummary, low: Double, high: Double, variances: Variances = .unequal
  ) throws {
    try Check.finite(low, "low")
    try Check.finite(high, "upp")
    try Check.that(low < high, "low", "must be below the upper margin \(high), not \(low)")
    for (arm, name) in [(control, "control"), (treatment, "treatment")] {
      try Check.atLeast(arm.count, 2, name)
      try Check.finite(arm.mean, "\(name).mean")
      try Check.nonNegative(arm.variance, "\(name).variance")
    }
    let n = Double(control.count)
    let m = Double(treatment.count)
    let vc = control.variance / n
    let vt = treatment.variance / m
    guard vc + vt > 0 else { throw StatisticsError.undefined(quantity: "t", status: .zeroVariance) }
    difference = treatment.mean - control.mean
    switch variances {
    case .unequal:
      standardError = (vc + vt).squareRoot()
      degreesOfFreedom = (vc + vt) * (vc + vt) / (vc * vc / (n - 1) + vt * vt / (m - 1))
    case .pooled:
      let pooled = ((n - 1) * control.variance + (m - 1) * treatment.variance) / (n + m - 2)
      standardError = (pooled * (1 / n + 1 / m)).squareRoot()
      degreesOfFreedom = n + m - 2
    }
    let t = try StudentT(degreesOfFreedom: degreesOfFreedom)
    lowerT = (difference - low) / standardError
    upperT = (difference - high) / standardError
    lowerP = t.upperTail(lowerT)
    upperP = t.upperTail(-upperT)
  }
}

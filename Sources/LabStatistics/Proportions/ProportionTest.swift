import Foundation

/// The large-sample tests of two proportions.
public enum ProportionTest: String, Sendable, CaseIterable, Codable {
  /// One share under the null hypothesis; its square is the chi-squared test without correction.
  case pooled
  /// Each arm's own variance: agrees with Wald's interval.
  case unpooled

  /// Compares two arms.
  ///
  /// With no events, or only events, in both arms there is nothing against the null: p is 1 and the status says why.
  ///
  /// - Returns: the z test; its interval is Wald's for `unpooled`, Newcombe's for `pooled`.
  /// - Throws: `StatisticsError` when an interval cannot be computed.
  public func compare(control: SuccessCount, treatment: SuccessCount, alpha: Double = 0.05) throws
    -> ProportionComparison
  {
    let difference = treatment.share - control.share
    guard control.trials > 0, treatment.trials > 0 else {
      return ProportionComparison(difference: difference, status: .missingArm)
    }
    let interval = try (self == .pooled ? DifferenceInterval.newcombe : .wald)
      .interval(control: control, treatment: treatment, alpha: alpha)
    let both = control + treatment
    if both.successes == 0 || both.failures == 0 {
      return ProportionComparison(
        difference: difference, standardError: 0, statistic: 0, pTwoSided: 1, pGreater: 1, pLess: 1,
        interval: interval, status: both.successes == 0 ? .noEvents : .allEvents)
    }
    let error = standardError(control, treatment)
    guard error > 0 else {
      return ProportionComparison(difference: difference, interval: interval, status: .zeroVariance)
    }
    let z = difference / error
    return ProportionComparison(
      difference: difference, standardError: error, statistic: z, pTwoSided: Normal.twoSidedTail(z),
      pGreater: Normal.upperTail(z), pLess: Normal.cdf(z), interval: interval, status: nil)
  }

  private func standardError(_ control: SuccessCount, _ treatment: SuccessCount) -> Double {
    switch self {
    case .pooled:
      let share = (control + treatment).share
      return (share * (1 - share) * (1 / Double(control.trials) + 1 / Double(treatment.trials))).squareRoot()
    case .unpooled:
      return (UnitSummary(control).varianceOfMean + UnitSummary(treatment).varianceOfMean).squareRoot()
    }
  }
}

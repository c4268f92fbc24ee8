/// Tests of the difference of two means from counts, means and variances.
public enum MeanTest: String, Sendable, CaseIterable, Codable {
  /// Welch's t test: variances may differ.
  case welch
  /// Student's t test: one common variance.
  case pooled
  /// The normal approximation.
  case normal

  /// Compares two arms.
  ///
  /// ```swift
  /// let result = try MeanTest.welch.compare(control: control, treatment: treatment, alpha: 0.05)
  /// ```
  /// Sources: Welch 1947 (doi:10.1093/biomet/34.1-2.28) with Satterthwaite's degrees of freedom, kept real.
  ///
  /// - Parameters:
  ///   - control, treatment: at least two units each.
  ///   - alpha: the level; the interval has confidence 1 - alpha.
  /// - Returns: a comparison whose status says why there is no test, if so.
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public func compare(control: UnitSummary, treatment: UnitSummary, alpha: Double = 0.05) throws -> MeanComparison {
    let difference = treatment.mean - control.mean
    let variance = varianceOfDifference(control, treatment)
    if let status = control.status ?? treatment.status {
      return MeanComparison(difference: difference, standardError: variance.squareRoot(), status: status)
    }
    return try MeanComparison(
      difference: difference, standardError: variance.squareRoot(),
      degreesOfFreedom: degreesOfFreedom(control, treatment),
      alpha: alpha)
  }

  private func varianceOfDifference(_ control: UnitSummary, _ treatment: UnitSummary) -> Double {
    guard self == .pooled else { return control.varianceOfMean + treatment.varianceOfMean }
    return Self.pooledVariance(control, treatment) * (1 / Double(control.count) + 1 / Double(treatment.count))
  }

  private func degreesOfFreedom(_ control: UnitSummary, _ treatment: UnitSummary) -> Double {
    switch self {
    case .welch:
      Self.satterthwaite([(control.varianceOfMean, control.count - 1), (treatment.varianceOfMean, treatment.count - 1)])
    case .pooled: Double(control.count + treatment.count - 2)
    case .normal: .infinity
    }
  }

  /// The variance common to both arms.
  static func pooledVariance(_ control: UnitSummary, _ treatment: UnitSummary) -> Double {
    let (first, second) = (Double(control.count - 1), Double(treatment.count - 1))
    return (first * control.variance + second * treatment.variance) / (first + second)
  }

  /// Satterthwaite's degrees of freedom of a sum of independent variance estimates; 0 when all are zero.
  static func satterthwaite(_ parts: [(variance: Double, degreesOfFreedom: Int)]) -> Double {
    // Shares of the total, so that neither tiny nor huge variances overflow when squared.
    let total = parts.reduce(0) { $0 + $1.variance }
    guard total > 0 else { return 0 }
    return 1
      / parts.reduce(0) { sum, part in
        let share = part.variance / total
        return share == 0 ? sum : sum + share * share / Double(part.degreesOfFreedom)
      }
  }
}

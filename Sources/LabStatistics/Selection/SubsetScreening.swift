/// Screening: the systems that may still be the best, which hold it with a stated probability.
///
/// ```swift
/// let kept = try SubsetScreening.survivors(of: replications, alpha: 0.05)
/// ```
/// A system stays unless another is better by more than `t S / √n`, with S the standard deviation of their differences and
/// t the upper `alpha / (k - 1)` quantile with n - 1 degrees of freedom: Bonferroni, so that common random numbers may tie
/// the systems in any way. Source: Nelson, Swann, Goldsman and Song 2001, section 2.2, doi:10.1287/opre.49.6.950.10019.
public enum SubsetScreening {
  /// The systems that stay, in their order; larger outputs are better.
  ///
  /// - Throws: ``StatisticsError`` when there are fewer than two replications or alpha is not in (0, 1).
  public static func survivors(of replications: PairedReplications, alpha: Double = 0.05) throws -> [Int] {
    try Check.openFraction(alpha, "alpha")
    try Check.atLeast(replications.count, 2, "replications")
    let k = replications.systems
    guard k > 1 else { return [0] }
    let n = Double(replications.count)
    let critical = try StudentT(degreesOfFreedom: n - 1).upperQuantile(alpha / Double(k - 1))
    let means = (0..<k).map { replications.moments(of: $0).mean }
    return (0..<k).filter { system in
      (0..<k).allSatisfy { rival in
        rival == system
          || means[system] >= means[rival]
            - critical * (replications.differenceVariance(system, rival) / n).squareRoot()
      }
    }
  }
}

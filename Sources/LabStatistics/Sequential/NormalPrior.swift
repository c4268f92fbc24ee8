/// A normal prior of an effect.
public struct NormalPrior: Sendable, Equatable {
  /// The expected effect.
  public let mean: Double
  /// Its standard deviation.
  public let standardDeviation: Double

  /// A prior.
  ///
  /// - Throws: ``StatisticsError`` when the mean is not finite or the standard deviation not positive.
  public init(mean: Double, standardDeviation: Double) throws {
    try Check.finite(mean, "prior mean")
    try Check.positive(standardDeviation, "prior standard deviation")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  private init(checkedMean mean: Double, _ standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// No lift, give or take 5 %.
  public static let usual = NormalPrior(checkedMean: 0, 0.05)

  /// Mean and standard deviation after an estimate with its standard error, both finite and the latter above zero.
  @inline(__always)
  func posterior(estimate: Double, standardError: Double) -> (mean: Double, standardDeviation: Double) {
    let before = 1 / (standardDeviation * standardDeviation)
    let likelihood = 1 / (standardError * standardError)
    let total = before + likelihood
    return ((estimate * likelihood + mean * before) / total, 1 / total.squareRoot())
  }
}

/// How an analysis tests and estimates; the defaults are the recommended ones.
public struct AnalysisSettings: Sendable, Equatable, Codable {
  /// Level of tests; intervals have confidence 1 - alpha.
  public var alpha: Double
  /// Test of means and ratios.
  public var meanTest: MeanTest
  /// Interval of a difference of proportions.
  public var proportionInterval: DifferenceInterval
  /// Interval of a lift.
  public var liftMethod: LiftMethod
  /// Below this many units in both arms together, proportions are tested exactly.
  public var exactBelow: Int
  /// Over whom CUPED's coefficient is computed.
  public var thetaScope: Cuped.ThetaScope

  /// Settings; change what differs from the recommendation.
  ///
  /// - Throws: `StatisticsError.invalidArgument` for an alpha outside (0, 1).
  public init(
    alpha: Double = 0.05, meanTest: MeanTest = .welch, proportionInterval: DifferenceInterval = .newcombe,
    liftMethod: LiftMethod = .fieller, exactBelow: Int = 1000, thetaScope: Cuped.ThetaScope = .pooled
  ) throws {
    guard alpha > 0, alpha < 1 else {
      throw StatisticsError.invalidArgument(name: "alpha", reason: "must be between 0 and 1, not \(alpha)")
    }
    self.alpha = alpha
    self.meanTest = meanTest
    self.proportionInterval = proportionInterval
    self.liftMethod = liftMethod
    self.exactBelow = exactBelow
    self.thetaScope = thetaScope
  }

  private init() {
    alpha = 0.05
    meanTest = .welch
    proportionInterval = .newcombe
    liftMethod = .fieller
    exactBelow = 1000
    thetaScope = .pooled
  }

  /// The recommended settings.
  public static let standard = AnalysisSettings()
}

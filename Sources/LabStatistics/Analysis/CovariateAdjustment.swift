/// What a covariate, or pairing, did to an estimate.
public struct CovariateAdjustment: Sendable, Equatable, Codable {
  /// Where the gain comes from.
  public enum Source: String, Sendable, Codable {
    /// A covariate from before the experiment.
    case covariate
    /// The same users in both arms.
    case pairing
  }

  /// Where the gain comes from.
  public let source: Source
  /// The regression coefficient; nil for pairing.
  public let theta: Double?
  /// Variance after over before; below 1 is the gain. Nil when nothing varies.
  public let varianceRatio: Double?

  /// An adjustment; numbers that are not finite become nil.
  public init(source: Source = .covariate, theta: Double?, varianceRatio: Double?) {
    self.source = source
    self.theta = theta.flatMap { $0.isFinite ? $0 : nil }
    self.varianceRatio = varianceRatio.flatMap { $0.isFinite ? $0 : nil }
  }
}

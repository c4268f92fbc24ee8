import Primitives

/// What is believed of the mean of one arm of a bandit.
public enum ArmPosterior: Sendable, Equatable {
  /// A share, with the shapes of its beta distribution.
  case beta(a: Double, b: Double)
  /// A mean, normally distributed.
  case normal(mean: Double, standardDeviation: Double)
  /// Nothing yet: too few users and no prior.
  case unknown

  /// The posterior of a share: successes among trials under a beta prior, uniform unless said.
  ///
  /// - Throws: ``StatisticsError`` when counts are impossible or a shape is not positive.
  public static func share(
    successes: Double, trials: Double, prior: (a: Double, b: Double) = (1, 1)
  ) throws -> ArmPosterior {
    try Check.positive(prior.a, "prior a")
    try Check.positive(prior.b, "prior b")
    try Check.that(successes >= 0 && successes <= trials && trials.isFinite, "successes", "must be in 0...\(trials)")
    return .beta(a: prior.a + successes, b: prior.b + trials - successes)
  }

  /// The posterior of a mean from its users so far, whose variance is taken as known; ``unknown`` below two users or while
  /// nothing varies, unless there is a prior.
  public static func mean(of users: UnitSummary, prior: NormalPrior? = nil) -> ArmPosterior {
    let error = users.varianceOfMean.squareRoot()
    guard users.count > 1, error > 0, error.isFinite, users.mean.isFinite else {
      return prior.map { .normal(mean: $0.mean, standardDeviation: $0.standardDeviation) } ?? .unknown
    }
    let (mean, deviation) =
      prior?.posterior(estimate: users.mean, standardError: error) ?? (users.mean, error)
    return .normal(mean: mean, standardDeviation: deviation)
  }

  /// The posterior mean; nil when nothing is known.
  public var mean: Double? {
    switch self {
    case .beta(let a, let b): a / (a + b)
    case .normal(let mean, _): mean
    case .unknown: nil
    }
  }

  /// One draw from the posterior, the same on every machine.
  func draw(_ sequence: inout DrawSequence) -> Double {
    switch self {
    case .beta(let a, let b): Samplers.beta(&sequence, a, b)
    case .normal(let mean, let deviation): mean + deviation * Samplers.normalQuantile(sequence.next())
    case .unknown: 0
    }
  }
}

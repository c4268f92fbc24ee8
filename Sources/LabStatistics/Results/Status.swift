/// Why a result, or a part of it, has no number, or must be read with care.
///
/// Used instead of NaN and of zeros that look like numbers. The raw value is what machine-readable output shows.
public enum Status: String, Sendable, Codable, CaseIterable, Hashable {
  /// Nothing varies in either arm.
  case zeroVariance
  /// The baseline is zero, so a lift has no meaning.
  case zeroBaseline
  /// The baseline is negative; the lift is relative to its absolute value.
  case negativeBaseline
  /// An arm has fewer than two units.
  case tooFewUnits
  /// An arm has no units at all.
  case missingArm
  /// The baseline is not clearly different from zero: the confidence set of the lift is not a bounded interval.
  case unboundedLift
  /// A ratio's denominator sums to zero.
  case zeroDenominator
  /// A logarithm is asked for of something that is not positive.
  case nonPositiveMean
  /// The covariate does not vary, so no adjustment was made.
  case zeroCovariateVariance
  /// The covariates determine each other, so the regression has no single solution.
  case collinear
  /// Some cells expect fewer than five units; an exact test was or should be used.
  case smallExpectedCounts
  /// No unit had the event in either arm.
  case noEvents
  /// Every unit had the event in both arms.
  case allEvents
  /// The sample sizes contradict the planned split.
  case sampleRatioMismatch
  /// The interval of a quantile has no width: too many equal values.
  case degenerateQuantile
  /// Too few units for an interval at this quantile and level.
  case quantileTooExtreme
  /// The quantity is never reached in the data (a median survival beyond the last time).
  case notReached
  /// The likelihood has no finite maximum.
  case separation
  /// All observations are tied.
  case allTied
  /// Observations that are not finite numbers were left out.
  case nonFiniteOmitted
  /// Every unit has the same value in both arms of a paired comparison.
  case identicalArms
  /// A sum or a square is larger than a number can hold.
  case outOfRange
  /// The output of a model is the same at every point of a design.
  case constantOutput

  /// The sentence shown to a person.
  public var text: String {
    switch self {
    case .zeroVariance: "nothing varies in either arm, so no interval and no p-value exist"
    case .zeroBaseline: "the baseline is zero, so a relative lift has no meaning"
    case .negativeBaseline: "the baseline is negative; the lift is relative to its absolute value"
    case .tooFewUnits: "an arm has fewer than two units"
    case .missingArm: "an arm has no units"
    case .unboundedLift: "the baseline is too close to zero for a bounded interval of the lift; read the difference"
    case .zeroDenominator: "the denominator of the ratio is zero"
    case .nonPositiveMean: "a mean is not positive, so its logarithm does not exist"
    case .zeroCovariateVariance: "the covariate does not vary, so no adjustment was made"
    case .collinear: "the covariates determine each other"
    case .smallExpectedCounts: "some cells expect fewer than five units; read the exact test"
    case .noEvents: "no unit had the event in either arm"
    case .allEvents: "every unit had the event in both arms"
    case .sampleRatioMismatch: "the sizes of the arms contradict the planned split; do not trust the effects"
    case .degenerateQuantile: "too many values equal the quantile for an interval"
    case .quantileTooExtreme: "too few units for an interval of this quantile"
    case .notReached: "not reached within the data"
    case .separation: "the estimate runs to infinity because an arm has no events"
    case .allTied: "all observations are equal"
    case .identicalArms: "every user has the same value in both arms; the difference is exactly zero"
    case .outOfRange: "the values are too large for their squares to be computed"
    case .constantOutput: "the output is the same at every point, so no parameter matters within these ranges"
    case .nonFiniteOmitted: "observations that are not finite numbers were left out"
    }
  }
}

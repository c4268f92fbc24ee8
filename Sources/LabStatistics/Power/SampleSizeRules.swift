/// Rules of thumb for sample sizes, to sanity-check a plan.
public enum SampleSizeRules {
  /// `16 sd^2 / d^2` users per arm: 80 % power at 5 %, two-sided (Kohavi, Tang and Xu 2020, chapter 17).
  ///
  /// - Throws: ``StatisticsError`` when `sd` is negative or the difference zero.
  public static func sixteen(standardDeviation sd: Double, difference: Double) throws -> Double {
    try Check.nonNegative(sd, "sd")
    try Check.finite(difference, "difference")
    try Check.that(difference != 0, "difference", "must not be zero")
    let ratio = sd / difference
    return 16 * ratio * ratio
  }

  /// `355 skewness^2` users per arm before the mean is close enough to normal (Kohavi et al. 2014,
  /// doi:10.1145/2623330.2623341).
  ///
  /// - Throws: ``StatisticsError`` when the skewness is not finite.
  public static func forNormality(skewness: Double) throws -> Double {
    try Check.finite(skewness, "skewness")
    return 355 * skewness * skewness
  }
}

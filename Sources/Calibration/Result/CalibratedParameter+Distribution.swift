import Behavior
import Foundation
import LabStatistics
import Primitives

extension CalibratedParameter {
  /// Smallest spread, relative to the estimate, that a scenario takes for more than rounding.
  private static let narrowest = 1e-5
  /// Largest standard deviation of a logarithm that a scenario takes.
  private static let widest = 5.0

  /// What is known of the number, as a distribution whose center is the estimate; nil without a standard error.
  ///
  /// The family is that of the scale on which the estimate was taken for normal, which its interval shows: a lognormal where
  /// it is
  /// symmetric in the logarithm, a beta for other shares (log-odds), else a normal. The spread is the standard
  /// error; of a logarithm it is, by the delta method, the standard error divided by the estimate.
  package var distribution: InputDistribution? {
    guard basis == .estimated, let number, let setting, let error = standardError, error.isFinite,
      error > Self.narrowest * abs(number)
    else { return nil }
    if isSymmetricInLogarithm, error < Self.widest * number {
      return InputDistribution(.lognormal, number, error / number)
    }
    if setting.unit.isPercent, setting.range.lowerBound >= 0, setting.range.upperBound <= 1, number > 0, number < 1,
      error < (number * (1 - number)).squareRoot()
    {
      return InputDistribution(.beta, number, error)
    }
    // A spread as wide as the range is no knowledge at all, and no scenario takes it.
    guard error <= setting.range.upperBound - setting.range.lowerBound else { return nil }
    return InputDistribution(.normal, number, error)
  }

  private var isSymmetricInLogarithm: Bool {
    guard let number, number > 0, let low = interval?.low, low > 0, let high = interval?.high else { return false }
    return abs(log(high / number) - log(number / low)) < 1e-6 * log(high / low)
  }
}

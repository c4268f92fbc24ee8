import Foundation

/// A ratio of two sums over units (clicks per view), with the delta-method variance of one unit.
///
/// Source: Deng, Knoblich & Lu 2018 (arXiv:1803.06336): s2 = (s2_N - 2 R s_ND + R2 s2_D) / m_D2.
public struct RatioSummary: Sendable, Equatable {
  /// Number of units.
  public let count: Int
  /// Sum of numerators over sum of denominators; nil when the denominator is zero.
  public let ratio: Double?
  /// Delta-method variance of one unit; zero without a ratio.
  public let unitVariance: Double
  /// Derivatives of the ratio by the means of numerator and denominator.
  let gradient: (numerator: Double, denominator: Double)

  /// The ratio of two variables of one arm.
  ///
  /// - Parameters:
  ///   - moments: the co-moments over units.
  ///   - numerator, denominator: positions of the variables.
  public init(_ moments: CoMoments, numerator: Int = 0, denominator: Int = 1) {
    count = moments.count
    let (n, d) = (moments.means[numerator], moments.means[denominator])
    guard d != 0, (n / d).isFinite else {
      ratio = nil
      unitVariance = 0
      gradient = (0, 0)
      return
    }
    let value = n / d
    ratio = value
    gradient = (1 / d, -value / d)
    unitVariance = max(
      0,
      Self.delta(moments, [(numerator, gradient.numerator), (denominator, gradient.denominator)]))
  }

  /// The ratio as the mean of linearised units, for tests of means; nil without a ratio.
  public var summary: UnitSummary? { ratio.map { UnitSummary(count: count, mean: $0, variance: unitVariance) } }

  /// Why the ratio or its test does not exist, if so.
  public var status: Status? {
    if count == 0 { return .missingArm }
    if ratio == nil { return .zeroDenominator }
    return summary?.status
  }

  /// Ratios are equal when their numbers are.
  public static func == (first: RatioSummary, second: RatioSummary) -> Bool {
    first.count == second.count && first.ratio == second.ratio && first.unitVariance == second.unitVariance
  }

  /// The variance of a linear form of the variables: `g' S g`.
  static func delta(_ moments: CoMoments, _ gradient: [(position: Int, weight: Double)]) -> Double {
    delta(moments, gradient, gradient)
  }

  /// The covariance of two linear forms of the variables.
  static func delta(
    _ moments: CoMoments, _ first: [(position: Int, weight: Double)], _ second: [(position: Int, weight: Double)]
  ) -> Double {
    first.reduce(0) { sum, a in
      sum + second.reduce(0) { $0 + a.weight * $1.weight * moments.covariance(a.position, $1.position) }
    }
  }
}

import Foundation

/// Whether an effect differs between segments, and what it is on average.
///
/// Sources: Cochran 1954 (doi:10.2307/3001666), DerSimonian & Laird 1986 (doi:10.1016/0197-2456(86)90046-2), Higgins &
/// Thompson 2002 (doi:10.1002/sim.1186).
public struct Heterogeneity: Sendable {
  private let effects: [Double]
  private let variances: [Double]

  /// Effects of segments with their standard errors.
  ///
  /// - Throws: `StatisticsError.invalidArgument` unless there are as many positive standard errors as effects.
  public init(effects: [Double], standardErrors: [Double]) throws {
    guard effects.count == standardErrors.count, !effects.isEmpty else {
      throw StatisticsError.invalidArgument(name: "standard_errors", reason: "needs one per effect, at least one")
    }
    for error in standardErrors { try requirePositive(error, "standard_errors") }
    self.effects = effects
    variances = standardErrors.map { $0 * $0 }
  }

  /// Segments less one.
  public var degreesOfFreedom: Int { effects.count - 1 }

  /// The precision-weighted effect and its standard error.
  public var fixed: (effect: Double, standardError: Double) { pooled(variances) }

  /// The effect and its standard error when segments differ by `tauSquared`.
  public var random: (effect: Double, standardError: Double) { pooled(variances.map { $0 + tauSquared }) }

  /// Cochran's Q.
  public var q: Double {
    let center = fixed.effect
    return zip(effects, variances).reduce(0) { $0 + ($1.0 - center) * ($1.0 - center) / $1.1 }
  }

  /// The p-value of equal effects; nil for one segment.
  ///
  /// - Throws: `StatisticsError` for impossible degrees of freedom.
  public func p() throws -> Double? {
    degreesOfFreedom > 0 ? try ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(q) : nil
  }

  /// The share of variation between segments beyond chance, at least zero.
  public var iSquared: Double { q > 0 ? max(0, (q - Double(degreesOfFreedom)) / q) : 0 }

  /// The variance of effects between segments (DerSimonian-Laird), at least zero.
  public var tauSquared: Double {
    let weights = variances.map { 1 / $0 }
    let total = weights.reduce(0, +)
    let scale = total - weights.reduce(0) { $0 + $1 * $1 } / total
    return scale > 0 ? max(0, (q - Double(degreesOfFreedom)) / scale) : 0
  }

  /// Effects drawn towards the average by what chance explains; the best guess for each segment.
  public var shrunken: [Double] {
    let center = random.effect
    let between = tauSquared
    return zip(effects, variances).map { center + (between / (between + $1)) * ($0 - center) }
  }

  /// The interaction of two segments: z of the difference of their effects, and its two-sided p-value.
  public func interaction(_ first: Int, _ second: Int) -> (z: Double, p: Double) {
    let z = (effects[second] - effects[first]) / (variances[first] + variances[second]).squareRoot()
    return (z, Normal.twoSidedTail(z))
  }

  private func pooled(_ variances: [Double]) -> (effect: Double, standardError: Double) {
    let total = variances.reduce(0) { $0 + 1 / $1 }
    return (zip(effects, variances).reduce(0) { $0 + $1.0 / $1.1 } / total, (1 / total).squareRoot())
  }
}

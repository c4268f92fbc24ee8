import Foundation

/// Intervals of a difference of two proportions, treatment minus control.
public enum DifferenceInterval: String, Sendable, CaseIterable, Codable {
  /// Newcombe's hybrid score interval: closed form, never degenerate. The default.
  case newcombe
  /// Miettinen and Nurminen's score interval, which agrees with the score test.
  case miettinenNurminen
  /// Agresti and Caffo's: Wald after adding a success and a failure to each arm.
  case agrestiCaffo
  /// The textbook interval; too short for small or rare counts, and may leave [-1, 1].
  case wald

  /// The interval with confidence 1 - alpha.
  ///
  /// - Throws: `StatisticsError` when an arm is empty or the score interval cannot be solved.
  public func interval(control: SuccessCount, treatment: SuccessCount, alpha: Double = 0.05) throws -> Interval {
    guard control.trials > 0, treatment.trials > 0 else {
      throw StatisticsError.undefined(quantity: "difference of proportions", status: .missingArm)
    }
    let z = Normal.twoSidedCritical(alpha: alpha)
    switch self {
    case .newcombe: return Self.newcombe(control, treatment, z)
    case .miettinenNurminen: return try Self.score(control, treatment, z)
    case .agrestiCaffo:
      return Self.wald(
        SuccessCount(control.successes + 1, of: control.trials + 2),
        SuccessCount(treatment.successes + 1, of: treatment.trials + 2), z)
    case .wald: return Self.wald(control, treatment, z)
    }
  }

  private static func wald(_ control: SuccessCount, _ treatment: SuccessCount, _ z: Double) -> Interval {
    let variance = UnitSummary(control).varianceOfMean + UnitSummary(treatment).varianceOfMean
    let difference = treatment.share - control.share
    return Interval(center: difference, halfWidth: z * variance.squareRoot())
  }

  /// Newcombe 1998 method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
  private static func newcombe(_ control: SuccessCount, _ treatment: SuccessCount, _ z: Double) -> Interval {
    let (c, t) = (ProportionInterval.wilson(control, z), ProportionInterval.wilson(treatment, z))
    let difference = treatment.share - control.share
    let below = hypot(treatment.share - t.low, c.high - control.share)
    let above = hypot(t.high - treatment.share, control.share - c.low)
    return Interval(low: difference - below, high: difference + above)
  }

  private static func score(_ control: SuccessCount, _ treatment: SuccessCount, _ z: Double) throws -> Interval {
    let difference = treatment.share - control.share
    let statistic = { (delta: Double) in scoreStatistic(control, treatment, delta: delta) }
    // The score falls as delta crosses (-1, 1); an end that never reaches z is the bound.
    let low =
      statistic(-1) <= z
      ? -1
      : try RootFinding.brent("lower Miettinen-Nurminen limit", low: -1, high: difference) { statistic($0) - z }
    let high =
      statistic(1) >= -z
      ? 1 : try RootFinding.brent("upper Miettinen-Nurminen limit", low: difference, high: 1) { statistic($0) + z }
    return Interval(low: low, high: high)
  }

  /// The score statistic of Miettinen and Nurminen 1985 (doi:10.1002/sim.4780040211) with the factor N/(N-1).
  ///
  /// - Parameter delta: the difference under test, treatment minus control, in [-1, 1].
  static func scoreStatistic(_ control: SuccessCount, _ treatment: SuccessCount, delta: Double) -> Double {
    let (n0, n1) = (Double(control.trials), Double(treatment.trials))
    let n = n0 + n1
    let p0 = constrainedControlShare(control, treatment, delta: delta)
    let p1 = min(1, max(0, p0 + delta))
    let variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * n / (n - 1)
    let distance = treatment.share - control.share - delta
    // Where the model allows no variance, any distance is infinitely many standard errors; finite for the solver.
    let limit = 1e9
    if variance <= 0 { return distance == 0 ? 0 : (distance > 0 ? limit : -limit) }
    return min(limit, max(-limit, distance / variance.squareRoot()))
  }

  /// The maximum likelihood share of the control when the difference is held at delta: the cubic's middle root.
  private static func constrainedControlShare(
    _ control: SuccessCount, _ treatment: SuccessCount, delta: Double
  ) -> Double {
    let (x0, n0) = (Double(control.successes), Double(control.trials))
    let (x, n) = (x0 + Double(treatment.successes), n0 + Double(treatment.trials))
    let b = ((n + n0) * delta - n - x) / n
    let c = ((n0 * delta - n - 2 * x0) * delta + x) / n
    let d = x0 * delta * (1 - delta) / n
    let shift = b / 3
    let q = shift * shift * shift - b * c / 6 + d / 2
    let p = (q < 0 ? -1.0 : 1.0) * max(0, shift * shift - c / 3).squareRoot()
    let ratio = p == 0 ? 0 : min(1, max(-1, q / (p * p * p)))
    let angle = (Double.pi + acos(ratio)) / 3
    return min(1, max(0, 2 * p * cos(angle) - shift))
  }
}

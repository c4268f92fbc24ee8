import Foundation

/// When to stop a test and what to conclude, from its looks in order.
///
/// ```swift
/// let rule = try StoppingRule.groupSequential(.spending(.lanDeMetsOBrienFleming), information: [0.2, 0.4, 0.6, 0.8, 1])
/// let end = rule.decide(looks)
/// ```
///
/// All rules work on the estimate and its standard error, by the normal approximation.
public struct StoppingRule: Sendable, Equatable {
  /// The kinds of rules.
  public enum Kind: Sendable, Equatable {
    /// One analysis at the last look.
    case fixed
    /// The fixed test at every look, stopping at the first significant one: the naive mistake.
    case peeking
    /// Boundaries that spend the level over the planned looks.
    case groupSequential(GroupSequentialDesign)
    /// The normal-mixture confidence sequence; see ``NormalMixture``. `rho` is its tuning.
    case alwaysValid(rho: Double)
    /// Stops when the posterior chance of one arm to be better reaches `threshold`.
    case chanceToWin(threshold: Double, prior: NormalPrior?)
    /// Stops when the expected loss of choosing the better-looking arm falls below `limit`, in units of the effect.
    case expectedLoss(limit: Double, prior: NormalPrior?)
  }

  /// What kind of rule it is.
  public let kind: Kind
  /// The level: of the test, and one minus the confidence of the interval.
  public let alpha: Double

  /// The two-sided critical value of `alpha`.
  private let critical: Double
  /// The critical value of the chance to win.
  private let decisive: Double

  private init(_ kind: Kind, alpha: Double, decisive: Double = 0) throws {
    try Check.openFraction(alpha, "alpha")
    self.kind = kind
    self.alpha = alpha
    self.decisive = decisive
    critical = Normal.twoSidedCritical(alpha: alpha)
  }

  /// One two-sided test at the last look.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1).
  public static func fixed(alpha: Double = 0.05) throws -> StoppingRule { try StoppingRule(.fixed, alpha: alpha) }

  /// The fixed two-sided test at every look.
  ///
  /// - Throws: ``StatisticsError`` when `alpha` is not in (0, 1).
  public static func peeking(alpha: Double = 0.05) throws -> StoppingRule { try StoppingRule(.peeking, alpha: alpha) }

  /// A two-sided group sequential design; its interval is the repeated confidence interval (Jennison and Turnbull 1989,
  /// doi:10.1111/j.2517-6161.1989.tb01433.x), estimate plus and minus the look's boundary.
  ///
  /// - Parameter information: planned information fraction of each look, ascending, usually up to 1.
  /// - Throws: ``StatisticsError`` when an argument is out of range.
  public static func groupSequential(
    _ family: BoundaryFamily, information: [Double], alpha: Double = 0.05
  ) throws -> StoppingRule {
    try StoppingRule(
      .groupSequential(GroupSequentialDesign(family, information: information, alpha: alpha)), alpha: alpha)
  }

  /// A confidence sequence that may be looked at as often as one likes, about narrowest at `users` users of both arms.
  ///
  /// - Throws: ``StatisticsError`` when `users` is not positive or `alpha` not in (0, 1).
  public static func alwaysValid(bestAt users: Double, alpha: Double = 0.05) throws -> StoppingRule {
    try StoppingRule(.alwaysValid(rho: NormalMixture.rho(bestAt: users, alpha: alpha)), alpha: alpha)
  }

  /// Stops when the posterior chance that the treatment is better reaches `threshold`, or falls to its complement.
  ///
  /// - Parameters:
  ///   - threshold: above 1/2, below 1.
  ///   - prior: of the effect; nil for a flat one.
  ///   - alpha: one minus the credibility of the interval.
  /// - Throws: ``StatisticsError`` when an argument is out of range.
  public static func chanceToWin(
    threshold: Double = 0.95, prior: NormalPrior? = nil, alpha: Double = 0.05
  ) throws -> StoppingRule {
    try Check.that(threshold > 0.5 && threshold < 1, "threshold", "must be above 1/2 and below 1, not \(threshold)")
    return try StoppingRule(
      .chanceToWin(threshold: threshold, prior: prior), alpha: alpha, decisive: Normal.upperQuantile(1 - threshold))
  }

  /// Stops when choosing the arm that looks better is expected to lose less than `limit`.
  ///
  /// - Throws: ``StatisticsError`` when `limit` is not positive or `alpha` not in (0, 1).
  public static func expectedLoss(
    limit: Double, prior: NormalPrior? = nil, alpha: Double = 0.05
  ) throws -> StoppingRule {
    try Check.positive(limit, "loss limit")
    return try StoppingRule(.expectedLoss(limit: limit, prior: prior), alpha: alpha)
  }

  /// Goes through the looks until the rule stops, or to the last.
  ///
  /// - Parameter looks: at least one; a group sequential rule knows as many as it was planned for, and cannot stop at
  ///   further ones.
  /// - Returns: how the test ended. Without looks: nobody won, at look 0, with an unbounded interval.
  public func decide(_ looks: [InterimLook]) -> StoppingDecision {
    for (index, look) in looks.enumerated() {
      let isLast = index == looks.count - 1
      guard let state = state(of: look, at: index, isLast: isLast) else {
        if isLast { return StoppingDecision(look: index, winner: nil, estimate: look.estimate, interval: .unbounded) }
        continue
      }
      if state.winner != nil || isLast {
        return StoppingDecision(
          look: index, winner: state.winner, estimate: state.estimate,
          interval: Interval(center: state.estimate, halfWidth: state.halfWidth))
      }
    }
    return StoppingDecision(look: 0, winner: nil, estimate: 0, interval: .unbounded)
  }

  /// Standard errors from zero beyond which the rule ends a test at one look; nil: it does not end there, or by another
  /// measure.
  public func boundary(at index: Int, of looks: [InterimLook]) -> Double? {
    guard looks.indices.contains(index), let look = looks[index].z.map({ _ in looks[index] }) else { return nil }
    switch kind {
    case .fixed: return index == looks.count - 1 ? critical : nil
    case .peeking: return critical
    case .groupSequential(let design):
      let boundary = index < design.boundaries.count ? design.boundaries[index] : .infinity
      return boundary.isFinite ? boundary : nil
    case .alwaysValid:
      return state(of: look, at: index, isLast: false).map { $0.halfWidth / look.standardError }
    case .chanceToWin(_, let prior):
      // Of a prior around zero the posterior is the estimate, shrunk; around another mean there are two boundaries.
      guard let prior else { return decisive }
      guard prior.mean == 0 else { return nil }
      let ratio = look.standardError / prior.standardDeviation
      return decisive * (1 + ratio * ratio).squareRoot()
    case .expectedLoss: return nil
    }
  }

  /// The interval that the rule shows at one look; nil while nothing varies or where it shows none.
  public func interval(at index: Int, of looks: [InterimLook]) -> Interval? {
    guard looks.indices.contains(index) else { return nil }
    return state(of: looks[index], at: index, isLast: index == looks.count - 1)
      .map { Interval(center: $0.estimate, halfWidth: $0.halfWidth) }
  }

  private struct State {
    let winner: StoppingDecision.Winner?
    let estimate: Double
    let halfWidth: Double

    /// A test that declares a winner when zero is outside of the interval.
    init(_ look: InterimLook, halfWidth: Double, mayConclude: Bool = true) {
      estimate = look.estimate
      self.halfWidth = halfWidth
      winner = mayConclude && abs(estimate) > halfWidth ? (estimate > 0 ? .treatment : .control) : nil
    }

    init(winner: StoppingDecision.Winner?, estimate: Double, halfWidth: Double) {
      self.winner = winner
      self.estimate = estimate
      self.halfWidth = halfWidth
    }
  }

  private func state(of look: InterimLook, at index: Int, isLast: Bool) -> State? {
    let error = look.standardError
    guard error > 0, error.isFinite, look.estimate.isFinite else { return nil }
    switch kind {
    case .fixed: return State(look, halfWidth: critical * error, mayConclude: isLast)
    case .peeking: return State(look, halfWidth: critical * error)
    case .groupSequential(let design):
      guard index < design.boundaries.count else { return State(look, halfWidth: .infinity, mayConclude: false) }
      return State(look, halfWidth: design.boundaries[index] * error)
    case .alwaysValid(let rho):
      // The half-width of NormalMixture(rho:users:variance:), where tau^2 / V = N rho^2.
      let ratio = look.users * rho * rho
      guard ratio > 0 else { return nil }
      let threshold = -2 * log(alpha) + log1p(ratio)
      return State(look, halfWidth: error * ((1 + ratio) / ratio * threshold).squareRoot())
    case .chanceToWin(_, let prior):
      let (mean, deviation) = posterior(look, prior)
      let z = mean / deviation
      return State(
        winner: z >= decisive ? .treatment : (z <= -decisive ? .control : nil), estimate: mean,
        halfWidth: critical * deviation)
    case .expectedLoss(let limit, let prior):
      let (mean, deviation) = posterior(look, prior)
      let z = abs(mean) / deviation
      // E max(-X, 0) for the arm that looks better.
      let loss = max(0, deviation * Normal.density(z) - abs(mean) * Normal.upperTail(z))
      return State(
        winner: loss < limit ? (mean >= 0 ? .treatment : .control) : nil, estimate: mean,
        halfWidth: critical * deviation)
    }
  }

  private func posterior(_ look: InterimLook, _ prior: NormalPrior?) -> (mean: Double, standardDeviation: Double) {
    prior?.posterior(estimate: look.estimate, standardError: look.standardError) ?? (look.estimate, look.standardError)
  }
}

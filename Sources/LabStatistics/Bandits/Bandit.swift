import Primitives

/// An adaptive test that gives the next day's users to the arms by what is known of them so far.
///
/// ```swift
/// let bandit = try Bandit(.thompson, arms: 3, floor: 0.05)
/// let posteriors = try arms.map { try ArmPosterior.share(successes: $0.opens, trials: $0.users) }
/// let weights = try bandit.weights(posteriors, day: 12, draws: Draws(run: RunKey(seed: 7), user: 0))
/// ```
///
/// The chance of each arm to be the best is the share of joint draws from the posteriors in which it is; draws are addressed
/// by run and day and use plain arithmetic, so that weights are the same to the last bit on every machine.
/// ``BestArm`` computes the same chances by quadrature.
public struct Bandit: Sendable, Equatable {
  /// How weights follow from the chances to be the best.
  public enum Policy: Sendable, Equatable {
    /// The same weight for every arm, whatever is known.
    case equal
    /// The chance to be the best (Thompson 1933, doi:10.1093/biomet/25.3-4.285).
    case thompson
    /// The leader with chance `leader`, else the best of the others: finds the best arm sooner, earns less meanwhile
    /// (Russo 2016, arXiv:1602.08448).
    case topTwo(leader: Double)
  }

  /// How weights follow from the chances to be the best.
  public let policy: Policy
  /// Number of arms.
  public let arms: Int
  /// The least weight of an arm.
  public let floor: Double
  /// Joint draws from the posteriors.
  public let samples: Int

  /// Describes a bandit.
  ///
  /// - Parameters:
  ///   - floor: the least weight of an arm, at most one over the number of arms.
  ///   - samples: joint draws from the posteriors, 1 to 2^20; the weights of arms are known to about one over their root.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(_ policy: Policy, arms: Int, floor: Double = 0, samples: Int = 2048) throws {
    try Check.that((1...64).contains(arms), "arms", "must be in 1...64, not \(arms)")
    try Check.that(
      floor >= 0 && floor * Double(arms) <= 1 + 1e-12, "floor", "must be in 0...\(1 / Double(arms)), not \(floor)")
    try Check.that((1...1 << 20).contains(samples), "samples", "must be in 1...1048576, not \(samples)")
    if case .topTwo(let leader) = policy { try Check.fraction(leader, "leader") }
    self.policy = policy
    self.arms = arms
    self.floor = floor
    self.samples = samples
  }

  /// The weights of the arms on a day; they sum to 1.
  ///
  /// Equal while nothing is known of some arm.
  ///
  /// - Parameters:
  ///   - posteriors: one per arm, from all days before.
  ///   - day: number of the day.
  ///   - draws: the source of random numbers.
  ///   - entity: tells several bandits of one run apart, such as a ``stableHash(_:)``.
  /// - Throws: ``StatisticsError`` when the number of posteriors is not that of the arms.
  public func weights(
    _ posteriors: [ArmPosterior], day: Int, draws: Draws, entity: UInt32 = 0
  ) throws -> [Double] {
    let chances = try chancesOfBest(posteriors, day: day, draws: draws, entity: entity)
    let raw: [Double]
    switch policy {
    case .equal: return [Double](repeating: 1 / Double(arms), count: arms)
    case .thompson: raw = chances
    case .topTwo(let leader): raw = try BestArm(chances: chances).topTwoWeights(beta: leader)
    }
    return try BestArm.floored(raw, minimum: floor)
  }

  /// The share of joint draws in which each arm is the best; equal while nothing is known of some arm.
  ///
  /// - Throws: ``StatisticsError`` when the number of posteriors is not that of the arms.
  public func chancesOfBest(
    _ posteriors: [ArmPosterior], day: Int, draws: Draws, entity: UInt32 = 0
  ) throws -> [Double] {
    try Check.that(posteriors.count == arms, "posteriors", "needs one per arm (\(arms)), not \(posteriors.count)")
    guard arms > 1, policy != .equal, !posteriors.contains(.unknown) else {
      return [Double](repeating: 1 / Double(arms), count: arms)
    }
    var best = [Double](repeating: -.infinity, count: samples)
    var winners = [Int](repeating: 0, count: samples)
    for (arm, posterior) in posteriors.enumerated() {
      var sequence = DrawSequence(
        draws, .assignment, occurrence: UInt32(truncatingIfNeeded: day), entity: entity &+ UInt32(arm))
      for sample in 0..<samples {
        let value = posterior.draw(&sequence)
        if value > best[sample] {
          best[sample] = value
          winners[sample] = arm
        }
      }
    }
    var counts = [Int](repeating: 0, count: arms)
    for winner in winners { counts[winner] += 1 }
    return counts.map { Double($0) / Double(samples) }
  }

  /// The regret day by day: what giving every user the best arm would have earned more, added up.
  ///
  /// - Parameters:
  ///   - users: users per day and arm.
  ///   - means: the true mean of each arm.
  /// - Throws: ``StatisticsError`` when a day has another number of arms.
  public static func regret(users: [[Double]], means: [Double]) throws -> [Double] {
    let best = means.max() ?? 0
    var total = 0.0
    return try users.map { day in
      try Check.that(day.count == means.count, "users", "needs one count per arm (\(means.count)) on every day")
      total += zip(day, means).reduce(0) { $0 + $1.0 * (best - $1.1) }
      return total
    }
  }
}

import Foundation
import LabStatistics
import Primitives
import Testing

@Suite("Bandits")
struct BanditTests {
  private static let draws = Draws(run: RunKey(seed: 5), user: 0)

  @Test("Chances by draws are those by quadrature")
  func chances() throws {
    let bandit = try Bandit(.thompson, arms: 3, samples: 1 << 16)
    let won = [200.0, 250, 236]
    let trials = [4000.0, 4000, 3900]
    let posteriors = try zip(won, trials).map { try ArmPosterior.share(successes: $0, trials: $1) }
    let exact = try BestArm(successes: won, trials: trials).probabilities
    let drawn = try bandit.chancesOfBest(posteriors, day: 3, draws: Self.draws)
    for (a, b) in zip(drawn, exact) { #expect(abs(a - b) < 4 * (b * (1 - b) / 65_536).squareRoot() + 1e-4) }
    let normal = try BestArm(means: [0, 0.2, 0.1], standardDeviations: [0.1, 0.2, 0.15]).probabilities
    let normalDrawn = try bandit.chancesOfBest(
      [
        .normal(mean: 0, standardDeviation: 0.1), .normal(mean: 0.2, standardDeviation: 0.2),
        .normal(mean: 0.1, standardDeviation: 0.15),
      ], day: 3, draws: Self.draws)
    for (a, b) in zip(normalDrawn, normal) { #expect(abs(a - b) < 4 * (b * (1 - b) / 65_536).squareRoot()) }
  }

  @Test("Weights sum to 1, keep the floor and depend on nothing but their address")
  func weights() throws {
    let posteriors: [ArmPosterior] = [.beta(a: 3, b: 90), .beta(a: 300, b: 700), .beta(a: 2, b: 2)]
    for policy in [Bandit.Policy.equal, .thompson, .topTwo(leader: 0.5)] {
      let bandit = try Bandit(policy, arms: 3, floor: 0.1)
      let weights = try bandit.weights(posteriors, day: 1, draws: Self.draws, entity: 9)
      #expect(isClose(weights.reduce(0, +), 1))
      #expect(weights.allSatisfy { $0 >= 0.1 })
      #expect(try bandit.weights(posteriors, day: 1, draws: Self.draws, entity: 9) == weights)
      if policy != .equal {
        #expect(try bandit.weights(posteriors, day: 2, draws: Self.draws, entity: 9) != weights)
        #expect(weights[0] < weights[1])
      }
    }
    let bandit = try Bandit(.thompson, arms: 2)
    #expect(try bandit.weights([.unknown, .beta(a: 1, b: 1)], day: 0, draws: Self.draws) == [0.5, 0.5])
    // A leader who is certain keeps its share in top-two sampling.
    let certain: [ArmPosterior] = [.normal(mean: 9, standardDeviation: 0.1), .normal(mean: 0, standardDeviation: 0.1)]
    #expect(try Bandit(.topTwo(leader: 0.6), arms: 2).weights(certain, day: 0, draws: Self.draws) == [0.6, 0.4])
  }

  @Test("Posteriors of means")
  func posteriors() throws {
    let users = UnitSummary(count: 100, mean: 2, variance: 4)
    #expect(ArmPosterior.mean(of: users) == .normal(mean: 2, standardDeviation: 0.2))
    let prior = try NormalPrior(mean: 0, standardDeviation: 0.2)
    let both = ArmPosterior.mean(of: users, prior: prior)
    #expect(isClose(try #require(both.mean), 1))
    let none = UnitSummary(count: 0, mean: 0, variance: 0)
    #expect(ArmPosterior.mean(of: none) == .unknown)
    #expect(ArmPosterior.mean(of: none, prior: prior) == .normal(mean: 0, standardDeviation: 0.2))
    #expect(throws: StatisticsError.self) { try ArmPosterior.share(successes: 3, trials: 2) }
    #expect(throws: StatisticsError.self) { try Bandit(.thompson, arms: 3, floor: 0.4) }
    #expect(throws: StatisticsError.self) { try Bandit(.topTwo(leader: 2), arms: 3) }
    #expect(throws: StatisticsError.self) { try Bandit(.thompson, arms: 2).weights([], day: 0, draws: Self.draws) }
  }

  /// Plays 30 days of 300 users each.
  private static func play(_ policy: Bandit.Policy, means: [Double], seed: UInt64) throws -> (
    regret: Double, estimates: [Double?]
  ) {
    let bandit = try Bandit(policy, arms: means.count, floor: 0.02, samples: 512)
    let draws = Draws(run: RunKey(seed: seed), user: 0)
    var random = TestRandom(seed: seed)
    var won = [Double](repeating: 0, count: means.count)
    var trials = won
    var days: [[Double]] = []
    for day in 0..<30 {
      let posteriors = try zip(won, trials).map { try ArmPosterior.share(successes: $0, trials: $1) }
      let weights = try bandit.weights(posteriors, day: day, draws: draws)
      var users = [Double](repeating: 0, count: means.count)
      for _ in 0..<300 {
        var u = random.uniform()
        var arm = 0
        while arm < means.count - 1, u >= weights[arm] {
          u -= weights[arm]
          arm += 1
        }
        users[arm] += 1
        trials[arm] += 1
        if random.chance(means[arm]) { won[arm] += 1 }
      }
      days.append(users)
    }
    let regret = try Bandit.regret(users: days, means: means).last ?? 0
    return (regret, zip(won, trials).map { $1 > 0 ? $0 / $1 : nil })
  }

  @Test("Where arms differ a bandit loses less than an equal split, and underrates the arms that it leaves")
  func regret() throws {
    let means = [0.05, 0.05, 0.08]
    var regrets: [String: Double] = [:]
    var bias = Moments()
    var equalBias = Moments()
    for replication in 0..<60 {
      for policy in [Bandit.Policy.equal, .thompson, .topTwo(leader: 0.5)] {
        let played = try Self.play(policy, means: means, seed: UInt64(1000 + replication))
        regrets["\(policy)", default: 0] += played.regret / 60
        for arm in 0..<2 {
          if let estimate = played.estimates[arm] {
            if policy == .thompson { bias.add(estimate - means[arm]) }
            if policy == .equal { equalBias.add(estimate - means[arm]) }
          }
        }
      }
    }
    let equal = try #require(regrets["equal"])
    let thompson = try #require(regrets["thompson"])
    let topTwo = try #require(regrets["topTwo(leader: 0.5)"])
    // 9000 users, two thirds of them in arms that are 0.03 worse: 180 opens are lost, give or take 2.
    #expect(abs(equal - 180) < 3, "\(equal)")
    #expect(thompson < 0.5 * equal, "\(thompson)")
    #expect(topTwo < 0.8 * equal && topTwo > thompson, "\(topTwo)")
    // Nie, Tian, Taylor and Zou 2018 (arXiv:1708.01977): means under adaptive sampling are biased downwards.
    let error = try #require(bias.variance).squareRoot() / Double(bias.count).squareRoot()
    #expect(bias.mean < -2.5 * error, "\(bias.mean) \(error)")
    let equalError = try #require(equalBias.variance).squareRoot() / Double(equalBias.count).squareRoot()
    #expect(abs(equalBias.mean) < 4 * equalError, "\(equalBias.mean) \(equalError)")
  }
}

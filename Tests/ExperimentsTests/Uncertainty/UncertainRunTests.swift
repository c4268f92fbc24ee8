import Behavior
import EngagementCore
import Experiments
import Foundation
import LabStatistics
import Primitives
import Simulation
import Testing

@Suite struct UncertainRunTests {
  static let optIn = ["population", "behavior", "opt_in", "ios"]

  /// One push to everybody who accepts pushes, and nobody who opts out or leaves: messages per user are the share p of those
  /// who accept, Binomial(n, p) / n.
  static func onePush(users: Int, worlds: Int, spread: Double) -> Scenario {
    var scenario = Bench.scenario(users: users, days: 3, arms: ["push": ["push"]], order: ["none", "push"])
    Bench.add(
      [
        Bench.campaign("push") {
          $0.schedule = .once(date: scenario.start.adding(days: 1), at: .at(secondOfDay: 43_200), zone: .user)
        }
      ], to: &scenario)
    scenario.population.platforms = [Population.Share("ios", 1)]
    scenario.behavior.dropout.uninstall = 0
    scenario.behavior.fatigue.optOut = 0
    scenario.behavior.fatigue.uninstall = 0
    scenario.kpis = [KPIDefinition(name: "messages", measure: .messages(channel: nil, per: .user))]
    scenario.objective = ObjectiveDefinition(kpi: "messages", target: .value(0.36))
    scenario.makeUncertain(optIn, InputDistribution(.beta, 0.36, spread))
    scenario.replications = worlds
    return scenario
  }

  /// With sd σ of p the variance between worlds is σ², and the noise E[p(1 − p)] / (n − 1), E[p(1 − p)] = m(1 − m) − σ².
  @Test func theSplitFollowsTheClosedForm() async throws {
    let (users, worlds, spread) = (1200, 300, 0.02)
    let scenario = Self.onePush(users: users, worlds: worlds, spread: spread)
    let result = try await Bench.result(scenario)
    let found = try #require(result.uncertainty)
    let effect = try #require(found.lifts.first)
    let difference = effect.difference
    let world = spread * spread
    let noise = (0.36 * 0.64 - world) / Double(users - 1)
    let total = world + noise
    // The noise is a mean of p(1 − p), which hardly varies.
    let foundNoise = try #require(difference.noiseDeviation)
    #expect(abs(foundNoise * foundNoise / noise - 1) < 0.01)
    // A variance from R worlds has the relative standard error √(2 / (R − 1)) = 8 %; the band is four of them.
    let error = 4 * (2 / Double(worlds - 1)).squareRoot()
    let foundTotal = try #require(difference.standardDeviation)
    #expect(abs(foundTotal * foundTotal / total - 1) < error)
    let foundWorld = try #require(difference.worldDeviation)
    #expect(abs(foundWorld * foundWorld - world) < error * total)
    let share = try #require(difference.worldShare)
    #expect(abs(share - world / total) < error * noise / total)
    #expect(difference.worldShareLow ?? 1 < world / total)
    #expect(difference.worldShareHigh ?? 0 > world / total)
    let rest = try #require(difference.noiseShare)
    #expect(abs(rest + share - 1) < 1e-12)
    // Nearly normal around 0.36; the 2.5 % quantile of 300 has a standard error of 0.15 standard deviations.
    let deviation = total.squareRoot()
    for (end, expected) in [(difference.low, 0.36 - 1.96 * deviation), (difference.high, 0.36 + 1.96 * deviation)] {
      #expect(abs(try #require(end) - expected) < 4 * 0.15 * deviation)
    }
    // The arm is the effect, as nobody gets anything in the baseline; hence there is no lift.
    #expect(found.arms.first { $0.arm == "push" }?.value.mean == effect.difference.mean)
    #expect(effect.lift.status == "zeroBaseline" && effect.lift.mean == nil && effect.lift.worlds == 0)
    #expect(found.arms.first { $0.arm == "none" }?.value.status == "zeroVariance")
    let input = try #require(found.inputs.first)
    #expect(abs(input.drawnDeviation / spread - 1) < error / 2)
    // Half of the worlds lie beyond the target, and few say so for certain.
    let objective = try #require(found.objectives.first)
    #expect(objective.reaches + objective.misses + objective.unclear == worlds)
    let reaching = Double(objective.estimateReaches) / Double(worlds)
    #expect(abs(reaching - 0.5) < 4 * 0.5 / Double(worlds).squareRoot())
    #expect(objective.reaches < objective.estimateReaches)
    #expect(objective.reachesShare == Double(objective.reaches) / Double(worlds))
    #expect(found.advice.count == 1 && found.advice[0].contains("better data"))
  }

  /// A number that is nearly certain: all is noise, within the error 4·√(2 / 99) = 0.57 of a share from 100 worlds.
  @Test func aNarrowDistributionLeavesNoise() async throws {
    let result = try await Bench.result(Self.onePush(users: 100, worlds: 100, spread: 0.0001))
    let found = try #require(result.uncertainty)
    let spread = try #require(found.lifts.first).difference
    #expect(try #require(spread.worldShare) < 0.57)
    #expect(spread.worldShareLow == 0)
    #expect(try #require(spread.noiseShare) > 0.43)
    #expect(found.advice.count == 1)
  }

  /// The central world is the run with plain numbers, to the last bit.
  @Test func theCentralWorldIsThePlainRun() async throws {
    let scenario = Self.onePush(users: 200, worlds: 2, spread: 0.02)
    var plain = scenario
    plain.uncertain = []
    plain.replications = nil
    var uncertain = try await Bench.result(scenario)
    let certain = try await Bench.result(plain)
    #expect(certain.uncertainty == nil && uncertain.uncertainty?.replications == 2)
    uncertain.uncertainty = nil
    #expect(uncertain == certain)
    #expect(!plain.canonicalText.contains("uncertain") && !plain.canonicalText.contains("replications"))
    #expect(scenario.canonicalText.contains("replications = 2\n"))
    #expect(scenario.canonicalText.contains("uncertain[0].distribution.kind = beta\n"))
  }

  @Test func threadsAndShardsChangeNothing() async throws {
    var scenario = Self.onePush(users: 300, worlds: 4, spread: 0.02)
    scenario.makeUncertain(["population", "behavior", "dropout", "gamma"], InputDistribution(.lognormal, 0.5, 0.2))
    let one = try await Bench.result(scenario, threads: 1, shard: 300)
    for (threads, shard) in [(2, 7), (3, 100)] {
      #expect(try await Bench.result(scenario, threads: threads, shard: shard) == one)
    }
  }

  /// Worlds have people of their own; those of one number of worlds are among those of more.
  @Test func worldsAreCountedInTheTiming() async throws {
    let scenario = Self.onePush(users: 50, worlds: 3, spread: 0.02)
    let progress = Progress()
    let result = try await ScenarioRun(scenario).result { done, total in progress.see(done, total) }
    #expect(result.timing?.userDays == 50 * 3 * 2 * 4)
    #expect(progress.last == [200, 200])
  }

  /// The response is uncertain by σ log-odds, one message each: the log of the mean open rate moves by about σ·(1 − r), here
  /// 0.2 · 0.95, so that the lift of sessions that opens bring spreads in proportion.
  @Test func anUncertainEffectSpreadsByTheDeltaMethod() async throws {
    var scenario = Self.onePush(users: 4000, worlds: 40, spread: 0.02)
    scenario.uncertain = []
    scenario.behavior.optIn.ios = 1
    scenario.behavior.response.spread = 0
    scenario.behavior.response.hour = 0
    scenario.behavior.response.influence = 0
    scenario.behavior.response.lapsed = 0
    scenario.behavior.response.delayIOS = 0.1
    scenario.behavior.response.delaySpread = 0
    scenario.makeUncertain(["population", "behavior", "response", "ios"], InputDistribution(.normal, -1, 0.3))
    scenario.kpis = [KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user))]
    scenario.objective = nil
    let result = try await Bench.result(scenario)
    let spread = try #require(result.uncertainty?.lifts.first).difference
    // Central: sessions gained are opens, p = 1 / (1 + e) of the users who can open; dp = p(1 − p)·σ, in proportion 0.3 · (1 − p).
    let p = 1 / (1 + exp(1.0))
    let central = try #require(spread.central)
    let expected = central * 0.3 * (1 - p)
    // The standard error of a standard deviation from 40 worlds is 11 %; three of them, and the curvature of p.
    let found = try #require(spread.worldDeviation)
    #expect(abs(found / expected - 1) < 0.4)
    #expect(try #require(spread.worldShare) > 0.8)
  }

  /// Remembers the last call.
  final class Progress: @unchecked Sendable {
    private let lock = NSLock()
    private var seen = [0, 0]
    func see(_ done: Int, _ total: Int) {
      lock.lock()
      defer { lock.unlock() }
      if done >= seen[0] { seen = [done, total] }
    }
    var last: [Int] {
      lock.lock()
      defer { lock.unlock() }
      return seen
    }
  }
}

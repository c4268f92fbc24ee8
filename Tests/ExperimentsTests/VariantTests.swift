import Behavior
import EngagementCore
import Experiments
import Foundation
import LabStatistics
import Primitives
import Simulation
import Testing

@Suite struct VariantTests {
  /// One message to everyone on day 2, in two versions.
  static func test(users: Int, seed: UInt64, _ change: (inout CampaignDefinition) -> Void = { _ in }) -> Scenario {
    var scenario = Bench.scenario(users: users, days: 6, baseline: "push", arms: ["push": ["push"]], order: ["push"])
    scenario.seed = seed
    scenario.behavior.optIn.ios = 1
    scenario.behavior.optIn.other = 1
    scenario.behavior.response.ios = -1.5
    scenario.behavior.response.other = -1.5
    scenario.behavior.dropout.uninstall = 0
    Bench.add(
      [
        Bench.campaign("push") {
          $0.schedule = .once(date: scenario.start.adding(days: 2), at: .at(secondOfDay: 36_000), zone: .user)
          $0.variants = [Variant(name: "plain", weight: 0.5), Variant(name: "emoji", weight: 0.5)]
          $0.conversion = Conversion(tag: "buy", within: 3 * secondsPerDay)
          change(&$0)
        }
      ], to: &scenario)
    return scenario
  }

  /// A thousand A/A tests, each in a world of its own: the same content twice, everything random anew.
  @Test func equalVariantsDifferAsOftenAsChanceAllows() async throws {
    let runs = 1_000
    var rejected: [String: Int] = [:]
    var alarms = 0
    var missing = 0
    for seed in 1...runs {
      let result = try await Bench.result(Self.test(users: 1_200, seed: UInt64(seed)), threads: 1)
      let test = try #require(result.experiments.first)
      alarms += (test.sampleRatioPValue ?? 0) < 0.05 ? 1 : 0
      for comparison in test.comparisons {
        guard let p = comparison.pValue else {
          missing += 1
          continue
        }
        rejected[comparison.metric, default: 0] += p < 0.05 ? 1 : 0
      }
    }
    #expect(missing == 0)
    #expect(rejected.keys.sorted() == ["conversion", "open rate", "revenue per user"])
    // 50 of 1,000 with a binomial standard error of 6.9: three of them below and three and a half above.
    for (metric, count) in rejected { #expect((29...74).contains(count), "\(metric)") }
    #expect((29...74).contains(alarms))
  }

  @Test func aBetterVariantIsFound() async throws {
    let scenario = Self.test(users: 20_000, seed: 5) { $0.variants[1].appeal = 0.5 }
    let test = try #require(try await Bench.result(scenario).experiments.first)
    #expect(test.control == "plain" && test.variants.map(\.name) == ["plain", "emoji"])
    #expect(!test.sampleRatioAlarm && (test.sampleRatioPValue ?? 0) > 0.001)
    #expect(test.comparisons.map(\.metric) == ["open rate", "conversion", "revenue per user"])
    let open = test.comparisons[0]
    #expect((open.difference.low ?? 0) > 0.03 && (open.lift.low ?? 0) > 0.1 && (open.pValue ?? 1) < 1e-9)
  }

  /// Every number of a test against its formula.
  @Test func theNumbersAreThoseOfTheirFormulas() async throws {
    let scenario = Self.test(users: 5_000, seed: 8)
    let test = try #require(try await Bench.result(scenario).experiments.first)
    let sums = try await Simulator(World(scenario)).run()[0]
    let (a, b) = (sums.group(test: 0, group: 0), sums.group(test: 0, group: 1))
    func isNear(_ value: Double?, _ expected: Double) -> Bool {
      abs((value ?? .nan) - expected) <= 1e-9 * abs(expected)
    }
    #expect(a.users + b.users == sums.count(.delivered, campaign: 0))
    let half = Double(a.users + b.users) / 2
    let chi = 2 * pow(Double(a.users) - half, 2) / half
    #expect(isNear(test.sampleRatioPValue, 2 * Normal.upperTail(chi.squareRoot())))
    for (index, counts) in [(a.openers, b.openers), (a.converters, b.converters)].enumerated() {
      let (n, m) = (Double(a.users), Double(b.users))
      let (p, q) = (Double(counts.0) / n, Double(counts.1) / m)
      let pooled = Double(counts.0 + counts.1) / (n + m)
      let z = (q - p) / (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
      let comparison = test.comparisons[index]
      #expect(comparison.control == p && comparison.treatment == q)
      #expect(isNear(comparison.pValue, 2 * Normal.upperTail(abs(z))))
      #expect(isNear(comparison.lift.estimate, q / p - 1))
      // Newcombe: Wilson's limits of both shares, squared and added.
      func wilson(_ share: Double, _ size: Double) -> (Double, Double) {
        let c = Normal.twoSidedCritical(alpha: 0.05)
        let centre = (share + c * c / (2 * size)) / (1 + c * c / size)
        let width = c / (1 + c * c / size) * (share * (1 - share) / size + c * c / (4 * size * size)).squareRoot()
        return (centre - width, centre + width)
      }
      let (l1, u1) = wilson(p, n)
      let (l2, u2) = wilson(q, m)
      #expect(isNear(comparison.difference.low, q - p - (pow(q - l2, 2) + pow(u1 - p, 2)).squareRoot()))
      #expect(isNear(comparison.difference.high, q - p + (pow(p - l1, 2) + pow(u2 - q, 2)).squareRoot()))
    }
    func money(_ group: ArmSums.GroupCounts) -> (mean: Double, error: Double) {
      let (n, sum) = (Double(group.users), Double(group.revenue) / 1e6)
      let variance = (Double(group.squaredRevenue) / 1e12 - sum * sum / n) / (n - 1)
      return (sum / n, variance / n)
    }
    let (x, y) = (money(a), money(b))
    let revenue = test.comparisons[2]
    let t = (y.mean - x.mean) / (x.error + y.error).squareRoot()
    let degrees =
      pow(x.error + y.error, 2)
      / (pow(x.error, 2) / Double(a.users - 1) + pow(y.error, 2) / Double(b.users - 1))
    #expect(abs((revenue.difference.estimate ?? .nan) - (y.mean - x.mean)) < 1e-9)
    #expect(abs((revenue.pValue ?? .nan) - 2 * (try StudentT(degreesOfFreedom: degrees).upperTail(abs(t)))) < 1e-7)
  }

  /// Held-out users are the control: what the message adds to conversions shows, opens have no comparison.
  @Test func aHoldoutMeasuresWhatTheMessageAdds() async throws {
    var scenario = Self.test(users: 20_000, seed: 3) {
      $0.variants = []
      $0.holdout = 0.5
    }
    scenario.behavior.response.ios = 3
    scenario.behavior.response.other = 3
    let result = try await Bench.result(scenario)
    let test = try #require(result.experiments.first)
    #expect(test.control == "held out" && test.variants.map(\.name) == ["held out", "sent"])
    #expect(test.comparisons.map(\.metric) == ["conversion", "revenue per user"])
    #expect(test.comparisons.allSatisfy { ($0.difference.low ?? -1) > 0 })
    #expect(test.variants[0].opens == 0 && !test.sampleRatioAlarm)
    let counts = try #require(result.arms[0].campaigns["push"])
    #expect(counts["held-out"] == test.variants[0].users && counts["delivered"] == test.variants[1].users)
  }

  @Test func variantsAndAHoldoutAreTwoTests() async throws {
    let scenario = Self.test(users: 4_000, seed: 4) {
      $0.variants = [("a", 0.5), ("b", 0.3), ("c", 0.2)].map { Variant(name: $0.0, weight: $0.1) }
      $0.holdout = 0.25
    }
    let tests = try await Bench.result(scenario).experiments
    #expect(tests.map(\.control) == ["a", "held out"])
    #expect(tests[0].variants.map(\.name) == ["a", "b", "c"])
    #expect(tests[1].variants.map(\.name) == ["held out", "a", "b", "c"])
    #expect(tests.allSatisfy { !$0.sampleRatioAlarm })
    #expect(tests[0].comparisons.count == 6 && tests[1].comparisons.count == 6)
  }

  /// A split of halves that is analysed as one of seventy to thirty.
  @Test func aWrongSplitRaisesAnAlarm() async throws {
    let played = Self.test(users: 3_000, seed: 6)
    let world = try World(played)
    var declared = played
    declared.campaigns[0].variants[0].weight = 0.7
    declared.campaigns[0].variants[1].weight = 0.3
    let sums = try await Simulator(world).run()
    let result = try ResultBuilder(scenario: declared, world: world, sums: sums).result()
    let test = try #require(result.experiments.first)
    #expect(test.sampleRatioAlarm && (test.sampleRatioPValue ?? 1) < 1e-9)
    let warning = try #require(result.warnings.first)
    #expect(warning.code == "sample-ratio" && warning.level == "alarm")
    #expect(warning.message.hasPrefix("The split of 'push' in arm 'push' is not the one asked for (p = "))
    #expect(warning.message.hasSuffix("): do not trust its effects."))
  }

  @Test func aTestWithoutUsersSaysThatItIsTooSmall() async throws {
    let scenario = Self.test(users: 3, seed: 6)
    for test in try await Bench.result(scenario).experiments {
      for comparison in test.comparisons where comparison.method == "none" {
        #expect(comparison.difference.status == "tooFewUnits" && comparison.pValue == nil)
      }
    }
    let nobody = Self.test(users: 100, seed: 6) { $0.audience = "nobody" }
    #expect(try await Bench.result(nobody).experiments.isEmpty)
  }
}

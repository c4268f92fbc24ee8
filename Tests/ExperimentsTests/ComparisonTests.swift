import EngagementCore
import Experiments
import Foundation
import LabStatistics
import Primitives
import Simulation
import Testing

@Suite struct ComparisonTests {
  @Test func theResultDoesNotDependOnThreadsOrShards() async throws {
    var scenario = Bench.pair(users: 900)
    scenario.objective = ObjectiveDefinition(kpi: "sessions", target: .lift(0.1))
    scenario.campaigns[0].holdout = 0.2
    let expected = try await Bench.result(scenario, threads: 1)
    for (threads, shard) in [(1, 1), (2, 7), (3, 100)] {
      #expect(try await Bench.result(scenario, threads: threads, shard: shard) == expected)
    }
  }

  @Test func twoArmsOfTheSameProgramDifferByExactlyNothing() async throws {
    var scenario = Bench.scenario(
      users: 1_000, days: 30, baseline: "a", arms: ["a": ["push"], "b": ["push"]], order: ["a", "b"])
    Bench.add([Bench.campaign("push", perWeek: 5)], to: &scenario)
    scenario.kpis.append(KPIDefinition(name: "margin", measure: .margin(per: .week)))
    scenario.kpis.append(KPIDefinition(name: "opt_outs", measure: .optOuts))
    scenario.objective = ObjectiveDefinition(kpi: "revenue", target: .lift(0.05))
    let result = try await Bench.result(scenario)
    #expect(result.lifts.count == 5)
    for lift in result.lifts {
      #expect([lift.difference.estimate, lift.difference.low, lift.difference.high] == [0, 0, 0])
      #expect([lift.lift.estimate, lift.lift.low, lift.lift.high] == [0, 0, 0])
    }
    #expect(result.objectives.map(\.verdict) == ["does not reach it"])
    for series in result.liftSeries { #expect(series.lift.allSatisfy { $0.estimate == nil || $0.estimate == 0 }) }
  }

  /// What a user alone adds to a KPI: the sums of n users less those of n − 1.
  static func values(_ scenario: Scenario, kpi: Int, arm: Int) async throws -> [[Double]] {
    var before: [Int64] = [0, 0]
    var values: [[Double]] = []
    for users in 1...scenario.population.size {
      var part = scenario
      part.population.size = users
      let moments = try await Simulator(World(part), threads: 1).run()[arm].moments[kpi]
      values.append([Double(moments.sums[0] - before[0]), Double(moments.sums[1] - before[1])])
      before = [moments.sums[0], moments.sums[1]]
    }
    return values
  }

  /// Estimates against their definitions on the values of each user.
  @Test(arguments: [0, 1, 2])
  func estimatesAreThoseOfTheUsersValues(kpi: Int) async throws {
    let scenario = Bench.pair(users: 120, days: 20)
    let result = try await Bench.result(scenario)
    let scale = kpi == 0 ? 1 : 1e-6
    let base = try await Self.values(scenario, kpi: kpi, arm: 0)
    let push = try await Self.values(scenario, kpi: kpi, arm: 1)
    let n = Double(base.count)
    func ratio(_ values: [[Double]]) -> Double {
      values.reduce(0) { $0 + $1[0] } / values.reduce(0) { $0 + $1[1] } * scale
    }
    let (control, treatment) = (ratio(base), ratio(push))
    let estimates = result.arms.map { $0.kpis[scenario.kpis[kpi].name]?.estimate }
    #expect(zip(estimates, [control, treatment]).allSatisfy { abs(($0 ?? .nan) - $1) < 1e-9 * abs($1) })
    // Linearised: (x − r·y) / mean of y.
    func influence(_ values: [[Double]], _ ratio: Double) -> [Double] {
      let mean = values.reduce(0) { $0 + $1[1] } / n
      return values.map { ($0[0] * scale - ratio * $0[1]) / mean }
    }
    let (c, t) = (influence(base, control), influence(push, treatment))
    func covariance(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (n - 1) / n }
    let variance = covariance(c, c) + covariance(t, t) - 2 * covariance(c, t)
    let critical = try StudentT(degreesOfFreedom: n - 1).twoSidedCritical(alpha: 0.05)
    let lift = try result.lift(scenario.kpis[kpi].name, arm: "push")
    func isNear(_ value: Double?, _ expected: Double) -> Bool {
      abs((value ?? .nan) - expected) <= 1e-8 * abs(expected)
    }
    #expect(isNear(lift.difference.estimate, treatment - control))
    #expect(isNear(lift.difference.low, treatment - control - critical * variance.squareRoot()))
    #expect(isNear(lift.difference.high, treatment - control + critical * variance.squareRoot()))
    #expect(isNear(lift.lift.estimate, treatment / control - 1))
    #expect(isNear(lift.varianceRatio, (covariance(c, c) + covariance(t, t)) / variance))
    // Fieller's ends are where the test of treatment − r·control turns.
    for end in [lift.lift.low, lift.lift.high] {
      let r = 1 + (end ?? .nan)
      let spread = covariance(t, t) + r * r * covariance(c, c) - 2 * r * covariance(c, t)
      #expect(isNear(abs(treatment - r * control), critical * spread.squareRoot()))
    }
    let p = try #require(lift.pValue)
    let law = try StudentT(degreesOfFreedom: n - 1)
    #expect(isNear(p, 2 * law.upperTail(abs(treatment - control) / variance.squareRoot())))
  }

  @Test func pairingMakesTheDifferenceFarMoreCertain() async throws {
    let result = try await Bench.result(Bench.pair(users: 20_000, days: 60))
    for kpi in ["sessions", "revenue"] {
      let lift = try result.lift(kpi, arm: "push")
      #expect((lift.varianceRatio ?? 0) > 2)
      #expect((lift.lift.low ?? -1) > 0)
    }
  }

  /// The last look is the whole horizon.
  @Test(arguments: [28, 31])
  func theCumulativeLiftEndsAtTheLift(days: Int) async throws {
    var scenario = Bench.pair(users: 1_500, days: days)
    scenario.population.newPerDay = 10
    scenario.kpis.append(KPIDefinition(name: "weekly", measure: .count(tag: "session", topic: nil, per: .week)))
    scenario.objective = ObjectiveDefinition(kpi: "weekly", target: .lift(0.1))
    scenario.programs[0].objective = ObjectiveDefinition(kpi: "basket", target: .lift(0.1))
    let result = try await Bench.result(scenario)
    #expect(result.liftSeries.map(\.kpi).sorted() == ["basket", "weekly"])
    for series in result.liftSeries {
      #expect(series.days.last == days && series.days.count == (days + 6) / 7)
      #expect(series.lift.last == (try result.lift(series.kpi, arm: "push").lift))
    }
  }

  @Test func countsAndCurvesReachTheResult() async throws {
    var scenario = Bench.pair(users: 400, days: 21)
    scenario.population.newPerDay = 5
    scenario.campaigns[0].cost = Money(micros: 2_500)
    scenario.kpis.append(KPIDefinition(name: "cost", measure: .cost(per: .user)))
    let result = try await Bench.result(scenario)
    let push = try #require(result.arms.last)
    let counts = try #require(push.campaigns["push"])
    #expect(result.users == 505 && push.users == 505)
    #expect(result.arms[0].campaigns.isEmpty)
    #expect(counts["targeted"] == Outcome.allCases.reduce(0) { $0 + (counts[$1.name] ?? 0) })
    #expect(push.cost == Double(counts["delivered"] ?? 0) * 0.0025)
    #expect(push.retention.count == 21 && push.retention[0].users == 505 && push.retention[20].users == 405)
    #expect(push.pressure.heatMap.joined().reduce(0, +) == counts["delivered"])
    #expect(abs((push.kpis["cost"]?.estimate ?? 0) * 505 - push.cost) < 1e-9)
    #expect(push.series["cost"]?.count == 21 && push.activeUsers.count == 21)
  }
}

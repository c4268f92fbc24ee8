import Behavior
import EngagementCore
import Experiments
import Foundation
import Primitives
import Simulation
import Testing

@Suite struct VerdictTests {
  /// A number with three significant digits, as sentences show it.
  static func digits(_ value: Double) -> String {
    let places = max(0, 2 - Int(floor(log10(abs(value)))))
    return String(format: "%.\(places)f", value)
  }

  static func percent(_ value: Double) -> String { (value > 0 ? "+" : "") + digits(value * 100) + "%" }

  static func judge(
    _ scenario: Scenario, _ objective: ObjectiveDefinition
  ) async throws -> (RunResult.ObjectiveResult, RunResult) {
    var scenario = scenario
    scenario.objective = objective
    let result = try await Bench.result(scenario)
    return (try #require(result.objectives.first), result)
  }

  @Test func aLiftIsReachedMissedOrUnclear() async throws {
    let scenario = Bench.pair(users: 3_000)
    let measured = try await Bench.result(scenario).lift("sessions", arm: "push").lift
    let (low, high) = (try #require(measured.low), try #require(measured.high))
    #expect(low < high)
    for (target, verdict) in [
      (low * 0.99, "reaches its objective"), (high * 1.01, "does not reach it"),
      ((low + high) / 2 * 1.001, "cannot tell at this size"),
    ] {
      let (found, _) = try await Self.judge(scenario, ObjectiveDefinition(kpi: "sessions", target: .lift(target)))
      #expect(found.verdict == verdict)
      #expect(found.measured == measured)
      #expect((found.usersNeeded != nil) == (verdict == "cannot tell at this size"))
      let numbers = [measured.estimate ?? 0, low, high, target].map { Self.percent($0) }
      #expect(
        found.sentence
          == "push: sessions changes by \(numbers[0]) (between \(numbers[1]) and \(numbers[2])); asked was \(numbers[3]): \(verdict)."
      )
    }
  }

  @Test func usersNeededAreThoseThatShrinkTheIntervalToTheDistance() async throws {
    let scenario = Bench.pair(users: 2_000)
    let measured = try await Bench.result(scenario).lift("revenue", arm: "push").lift
    let (estimate, low, high) = (
      try #require(measured.estimate), try #require(measured.low), try #require(measured.high)
    )
    let target = estimate + (high - estimate) / 3
    let (found, _) = try await Self.judge(scenario, ObjectiveDefinition(kpi: "revenue", target: .lift(target)))
    let half = (high - low) / 2
    #expect(found.usersNeeded == Int((2_000 * pow(half / (target - estimate), 2)).rounded(.up)))
    #expect((found.usersNeeded ?? 0) > 2_000)
  }

  @Test func differencesAndValues() async throws {
    let scenario = Bench.pair(users: 3_000)
    let result = try await Bench.result(scenario)
    let difference = try result.lift("sessions", arm: "push").difference
    let value = try #require(result.arms[1].kpis["sessions"]?.estimate)
    let cases: [(ObjectiveDefinition.Target, String)] = [
      (.difference((difference.low ?? 0) * 0.9), "reaches its objective"),
      (.difference((difference.high ?? 0) * 1.1), "does not reach it"),
      (.difference(difference.estimate ?? 0), "cannot tell at this size"),
      (.value(value / 2), "reaches its objective"), (.value(value * 2), "does not reach it"),
      (.value(value * 1.0001), "cannot tell at this size"),
    ]
    for (target, verdict) in cases {
      let (found, _) = try await Self.judge(scenario, ObjectiveDefinition(kpi: "sessions", target: target))
      #expect(found.verdict == verdict, "\(target)")
    }
    let (found, _) = try await Self.judge(scenario, ObjectiveDefinition(kpi: "sessions", target: .value(value * 2)))
    #expect(found.sentence.hasPrefix("push: sessions is \(Self.digits(value)) (between "))
    #expect(found.sentence.hasSuffix("; asked was \(Self.digits(value * 2)): does not reach it."))
  }

  /// Fewer opt-outs than under the baseline: the target is a ceiling.
  @Test func whereLessIsBetterTheTargetIsACeiling() async throws {
    var scenario = Bench.scenario(
      users: 6_000, days: 40, baseline: "loud", arms: ["loud": ["loud"], "quiet": ["quiet"]], order: ["loud", "quiet"])
    Bench.add([Bench.campaign("loud", perWeek: 14), Bench.campaign("quiet", perWeek: 2)], to: &scenario)
    var optOuts = KPIDefinition(name: "opt_outs", measure: .optOuts)
    optOuts.better = .lower
    scenario.kpis.append(optOuts)
    let fall = try await Bench.result(scenario).lift("opt_outs", arm: "quiet")
    let (low, high) = (try #require(fall.lift.low), try #require(fall.lift.high))
    #expect(high < 0)
    for (target, verdict) in [
      (ObjectiveDefinition.Target.lift(high + 0.01), "reaches its objective"),
      (.lift(low - 0.01), "does not reach it"), (.lift((low + high) / 2), "cannot tell at this size"),
      // A fall stays below a ceiling above zero, and does not have to climb to it.
      (.lift(0.05), "reaches its objective"), (.difference(0.01), "reaches its objective"),
      (.value(0.9), "reaches its objective"), (.value(0.0001), "does not reach it"),
    ] {
      let (found, _) = try await Self.judge(scenario, ObjectiveDefinition(kpi: "opt_outs", target: target))
      #expect(found.verdict == verdict, "\(target)")
    }
    var reversed = scenario
    reversed.comparison.baseline = "quiet"
    let (found, _) = try await Self.judge(reversed, ObjectiveDefinition(kpi: "opt_outs", target: .difference(0.01)))
    #expect(found.arm == "loud" && found.verdict == "does not reach it")
  }

  @Test func aZeroBaselineHasNoLiftAndSaysSo() async throws {
    var scenario = Bench.pair(users: 2_000)
    scenario.kpis.append(KPIDefinition(name: "opt_outs", measure: .optOuts))
    let (found, result) = try await Self.judge(scenario, ObjectiveDefinition(kpi: "opt_outs", target: .lift(-0.1)))
    let lift = try result.lift("opt_outs", arm: "push")
    #expect(lift.lift.status == "zeroBaseline" && lift.lift.estimate == nil && lift.lift.low == nil)
    #expect((lift.difference.low ?? 0) > 0)
    #expect(found.verdict == "cannot tell at this size")
    #expect(
      found.sentence
        == "push: cannot tell at this size for opt outs, because the baseline is zero, so a relative lift has no meaning."
    )
  }

  /// A handful of purchases in the baseline: the lift has no bounded interval, the difference has one.
  @Test func anUncertainBaselineHasAnUnboundedLift() async throws {
    var scenario = Bench.pair(users: 300, days: 20)
    scenario.behavior.conversion.mean = 0.003
    scenario.behavior.conversion.concentration = 1
    scenario.objective = ObjectiveDefinition(kpi: "revenue", target: .lift(0.1))
    var statuses: Set<String> = []
    for seed in 1...12 as ClosedRange<UInt64> {
      scenario.seed = seed
      let result = try await Bench.result(scenario)
      let lift = try result.lift("revenue", arm: "push")
      statuses.insert(lift.lift.status ?? "bounded")
      guard lift.lift.status == "unboundedLift" else { continue }
      #expect(lift.lift.estimate != nil && lift.lift.low == nil && lift.lift.high == nil)
      #expect(lift.difference.low != nil)
      #expect(result.objectives.first?.verdict == "cannot tell at this size")
    }
    #expect(statuses.contains("unboundedLift"))
  }

  /// A program is judged where it is alone; where it never is, wherever it plays.
  @Test func programsAreJudgedWhereTheyAreAlone() async throws {
    var scenario = Bench.scenario(
      users: 200, days: 10, arms: ["a": ["a"], "both": ["a", "b"], "c": ["c", "b"]], order: ["none", "a", "both", "c"])
    Bench.add(["a", "b", "c"].map { Bench.campaign($0) }, to: &scenario)
    for index in 0..<3 {
      scenario.programs[index].objective = ObjectiveDefinition(kpi: "sessions", target: .lift(0.1))
    }
    let result = try await Bench.result(scenario)
    #expect(
      result.objectives.map { "\($0.program ?? "-") in \($0.arm)" } == ["a in a", "b in both", "b in c", "c in c"])
  }
}

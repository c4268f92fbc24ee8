import EngagementCore
import Experiments
import Foundation
import Simulation
import Testing

@Suite struct CheckEvaluatorTests {
  private let result: RunResult

  init() async throws {
    result = try await Bench.result(Bench.pair(users: 3_000))
  }

  private func evaluate(
    _ measure: CheckMeasure, _ fail: CheckBound?, warn: CheckBound? = nil, arm: String = "push"
  ) throws -> CheckResult {
    let check = CompiledCheck(measure: measure, measureText: "it", arms: [arm], fail: fail, warn: warn)
    return try #require(try CheckEvaluator(result).evaluate([check]).first)
  }

  private func bound(_ comparator: EngagementCore.Comparator, _ limit: Double, _ confidence: Double? = nil)
    -> CheckBound
  {
    CheckBound(comparator, limit, confidence: confidence, text: "")
  }

  @Test func theIntervalDecidesWhereAConfidenceIsGiven() throws {
    let known = try result.lift("sessions", arm: "push")
    for (measure, interval) in [
      (CheckMeasure.lift(kpi: "sessions"), known.lift), (.difference(kpi: "sessions"), known.difference),
    ] {
      let (low, high) = (try #require(interval.low), try #require(interval.high))
      let width = high - low
      for (limit, verdict) in [
        (low - width, CheckResult.Verdict.passes), (high + width, .fails), ((low + high) / 2, .unclear),
      ] {
        #expect(try evaluate(measure, bound(.greater, limit, 0.95)).verdict == verdict)
      }
      #expect(try evaluate(measure, bound(.less, high + width, 0.95)).verdict == .passes)
      #expect(try evaluate(measure, bound(.lessOrEqual, low - width, 0.95)).verdict == .fails)
      // The estimate alone would have said yes.
      #expect(try evaluate(measure, bound(.greater, low)).verdict == .passes)
      #expect(try evaluate(measure, bound(.greater, low, 0.95)).measured == interval, "the interval of the report")
    }
  }

  /// Intervals of other levels come from the errors of the result alone: just beside the level of the result they must be its own.
  @Test(arguments: ["sessions", "revenue", "basket"])
  func otherLevelsAgreeWithTheLevelOfTheResult(kpi: String) throws {
    let known = try result.lift(kpi, arm: "push")
    for (measure, interval) in [(CheckMeasure.lift(kpi: kpi), known.lift), (.difference(kpi: kpi), known.difference)] {
      let (low, high) = (try #require(interval.low), try #require(interval.high))
      let near = try evaluate(measure, bound(.greater, 0, 0.950_000_01)).measured
      // 1e-8 of confidence moves the critical value by about 1e-7 of itself.
      let tolerance = 1e-6 * (high - low)
      #expect(abs(try #require(near.low) - low) < tolerance)
      #expect(abs(try #require(near.high) - high) < tolerance)
      let wide = try evaluate(measure, bound(.greater, 0, 0.99)).measured
      #expect(try #require(wide.low) < low && #require(wide.high) > high)
    }
  }

  /// 2.576 is the 99.5 % quantile of the normal, which 2,999 degrees of freedom come close to.
  @Test func valuesHaveTheIntervalOfTheirError() throws {
    let arm = try #require(result.arms.first { $0.name == "push" })
    let known = try #require(arm.kpis["sessions"])
    let (estimate, error) = (try #require(known.estimate), try #require(known.standardError))
    let measured = try evaluate(.value(kpi: "sessions"), bound(.greater, 0, 0.99)).measured
    #expect(abs(try #require(measured.low) - (estimate - 2.5775 * error)) < 2e-3 * error)
    #expect(abs(try #require(measured.high) - (estimate + 2.5775 * error)) < 2e-3 * error)
  }

  @Test func countsSharesPressureAndMoneyAreExact() throws {
    let arm = try #require(result.arms.first { $0.name == "push" })
    let counts = try #require(arm.campaigns["push"])
    let delivered = Double(try #require(counts["delivered"]))
    let targeted = Double(try #require(counts["targeted"]))
    for (measure, value) in [
      (CheckMeasure.count(campaign: "push", outcome: "delivered"), delivered),
      (.share(campaign: "push", outcome: "delivered"), delivered / targeted),
      (.pressureMean, arm.pressure.mean), (.pressureP95, Double(arm.pressure.p95)), (.cost, arm.cost),
      (.revenue, arm.revenue),
    ] {
      let found = try evaluate(measure, bound(.equal, value))
      #expect(found.verdict == .passes && found.measured.estimate == value && found.confidence == nil, "\(measure)")
      #expect(try evaluate(measure, bound(.notEqual, value)).verdict == .fails)
    }
    #expect(arm.revenue > 0 && delivered > 0)
  }

  @Test func warningsComeBetweenPassAndFailure() throws {
    let pressure = try #require(result.arms.first { $0.name == "push" }).pressure.mean
    func verdict(fail: Double?, warn: Double?) throws -> CheckResult.Verdict {
      try evaluate(
        .pressureMean, fail.map { bound(.lessOrEqual, $0) }, warn: warn.map { bound(.lessOrEqual, $0) }
      ).verdict
    }
    #expect(try verdict(fail: pressure + 1, warn: pressure + 0.5) == .passes)
    #expect(try verdict(fail: pressure + 1, warn: pressure - 0.5) == .warns)
    #expect(try verdict(fail: pressure - 0.1, warn: pressure - 0.5) == .fails)
    #expect(try verdict(fail: nil, warn: pressure - 0.5) == .warns)
    // What should hold and may not is worth a warning beside a bound that holds.
    let lift = try result.lift("sessions", arm: "push").lift
    let (low, high) = (try #require(lift.low), try #require(lift.high))
    let found = try evaluate(
      .lift(kpi: "sessions"), bound(.greater, low - 1, 0.95), warn: bound(.greater, (low + high) / 2, 0.95))
    #expect(found.verdict == .warns)
  }

  @Test func whatHasNoNumberCannotBeTold() throws {
    for measure in [
      CheckMeasure.value(kpi: "nothing"), .lift(kpi: "nothing"), .share(campaign: "no", outcome: "capped"),
    ] {
      let found = try evaluate(measure, bound(.greater, 0))
      #expect(found.verdict == .unclear && found.measured.status != nil, "\(measure)")
    }
  }
}

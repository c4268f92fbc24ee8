import Experiments
import Foundation
import LabStatistics
import Simulation
import Testing

@Suite("Sensitivity of a sweep")
struct SensitivityAnalysisTests {
  static let scenario = Bench.pair(users: 10)

  static func measure(_ text: String = "lift(sessions)") throws -> SweepMeasure {
    try SweepMeasure(text, arm: nil, in: scenario)
  }

  /// Outcomes of which the lift is a function of the values.
  static func outcomes(_ plan: SweepPlan, _ model: ([Double?]) -> Double?) -> [SweepOutcome] {
    plan.points.map { point in
      let values = point.values.map { $0.flatMap(ParameterNumber.init)?.value }
      guard let lift = model(values) else {
        return SweepOutcome(job: SweepJob(point: point.index, replication: 0), failure: "no")
      }
      var cell = SweepCell(arm: "push", kpi: "sessions", estimate: 1)
      cell.lift = lift
      return SweepOutcome(job: SweepJob(point: point.index, replication: 0), cells: [cell])
    }
  }

  static func parameters() throws -> [VaryingParameter] {
    try SweepPlanTests.parameters("idle=0.0..1.0", "hour=0.0..1.0", "cap=1..4")
  }

  @Test("Morris: the most important value first, with the sentence that says so")
  func morris() throws {
    let plan = try SweepPlan(Self.parameters(), design: .morris(trajectories: 30))
    let found = try SensitivityAnalysis(
      plan, measure: Self.measure(), outcomes: Self.outcomes(plan) { 0.01 * ($0[0] ?? 0) - 0.5 * ($0[1] ?? 0) + 0.3 })
    #expect(found.rows.map(\.path) == ["hour", "idle", "cap"])
    let importances = found.rows.map { $0.importance ?? .nan }
    #expect(abs(importances[0] - 0.5) < 1e-3 && abs(importances[1] - 0.01) < 1e-3 && importances[2] == 0)
    #expect(
      found.sentence.hasPrefix(
        "What matters most for the lift of sessions in arm push is hour (a change of 50.0 points"))
    #expect(found.sentence.contains("Hardly of account: idle, cap."))
    #expect(found.sentence.contains("the values decide the sign") && found.below > 0 && found.below < found.known)
  }

  @Test("Sobol's indices of a product: shares with their interactions")
  func indices() throws {
    let plan = try SweepPlan(Self.parameters(), design: .indices(points: 512))
    let found = try SensitivityAnalysis(
      plan, measure: Self.measure(), outcomes: Self.outcomes(plan) { ($0[0] ?? 0) * ($0[1] ?? 0) })
    // V_i = 1/48 each of a variance of 7/144: alone 3/7, with the interaction 4/7.
    for row in found.rows.prefix(2) {
      guard case .indices(let first, _) = row.details else { continue }
      #expect(abs((row.importance ?? 0) - 4.0 / 7) < 0.03 && abs((first ?? 0) - 3.0 / 7) < 0.03)
      #expect(row.interval?.contains(4.0 / 7) == true)
    }
    #expect(found.rows[2].path == "cap" && found.rows[2].importance == 0)
    #expect(found.sentence.contains("of the variation with its interactions") && found.missing == 0)
  }

  @Test("The tornado starts from the scenario as written")
  func tornado() throws {
    let plan = try SweepPlan(Self.parameters(), design: .tornado)
    let found = try SensitivityAnalysis(
      plan, measure: Self.measure(),
      outcomes: Self.outcomes(plan) { 0.1 + ($0[0] ?? 0.5) * 0.2 + 0.01 * ($0[2] ?? 2) })
    #expect(found.rows.map(\.path) == ["idle", "cap", "hour"])
    #expect(found.center.map { abs($0 - 0.22) < 1e-12 } == true)
    #expect(
      found.rows[0].details == .tornado(low: "0", high: "1", atLow: 0.1 + 0.02, atHigh: 0.1 + 0.2 + 0.02))
  }

  @Test("Failed points, nothing that varies, and no number at all are said, never NaN")
  func edges() throws {
    let plan = try SweepPlan(Self.parameters(), design: .morris(trajectories: 10))
    let some = try SensitivityAnalysis(
      plan, measure: Self.measure(), outcomes: Self.outcomes(plan) { ($0[0] ?? 0) > 0.9 ? nil : $0[1] })
    #expect(some.missing > 0 && some.rows.allSatisfy { $0.importance?.isFinite ?? true })
    let constant = try SensitivityAnalysis(plan, measure: Self.measure(), outcomes: Self.outcomes(plan) { _ in 0.2 })
    #expect(constant.rows.allSatisfy { $0.status == .constantOutput && $0.importance == 0 })
    #expect(
      constant.sentence == "Nothing that varies changes the lift of sessions in arm push: it is +20.0% at every point.")
    let none = try SensitivityAnalysis(plan, measure: Self.measure(), outcomes: Self.outcomes(plan) { _ in nil })
    #expect(none.rows.allSatisfy { $0.importance == nil } && none.sentence.hasPrefix("No point has a number"))
    let empty = try SensitivityAnalysis(plan, measure: Self.measure(), outcomes: [])
    #expect(empty.known == 0 && empty.range == nil)
  }

  @Test("Measures and constraints name what is valid")
  func measures() throws {
    let scenario = Self.scenario
    let lift = try Self.measure(" lift( sessions ) ")
    #expect(lift.kind == .lift && lift.arm == "push" && lift.isHigherBetter == true)
    #expect(try Self.measure("cost").isHigherBetter == false)
    #expect(try SweepMeasure(of: scenario, arm: nil)?.description == "lift(sessions)")
    for text in ["lift(cost)", "lift(nothing)", "mean(sessions)", "", "lift(sessions"] {
      #expect(throws: SweepMeasureError.self) { try Self.measure(text) }
    }
    #expect(throws: SweepMeasureError.self) { try SweepMeasure("sessions", arm: "all", in: scenario) }
    #expect(throws: SweepMeasureError.self) { try SweepMeasure("lift(sessions)", arm: "none", in: scenario) }
    // An arm in the text comes before the one beside it.
    #expect(try SweepMeasure("lift(push, sessions)", arm: "none", in: scenario).arm == "push")
    // The scenario has a KPI of this name, beside the revenue of the arm.
    #expect(throws: SweepMeasureError.self) { try Self.measure("revenue") }
    #expect(try Self.measure("value(revenue)").isHigherBetter == true)
    var once = scenario
    once.kpis.removeAll { $0.name == "revenue" }
    #expect(try SweepMeasure("revenue", arm: nil, in: once).isHigherBetter == true)
    let constraint = try SweepConstraint("pressure.p95 <= 5 per week", arm: nil, in: scenario)
    #expect(constraint.bound == 5 && constraint.isUpper)
    #expect(try SweepConstraint("lift(sessions)>=2.5%", arm: nil, in: scenario).bound == 0.025)
    #expect(try SweepConstraint("cost < 1200 EUR", arm: nil, in: scenario).bound == 1200)
    for text in [
      "cost", "cost <= ", "cost <= 5 USD", "cost = 5", "cost <= 1200", "sessions <= 08:00", "nothing >= 3",
      "cost <= 5 EUR @ 95%", "count(digest, capped) <= 3",
    ] {
      #expect(throws: SweepMeasureError.self) { try SweepConstraint(text, arm: nil, in: scenario) }
    }
  }
}

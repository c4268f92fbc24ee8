import Behavior
import Foundation
import LabStatistics
import Testing

@Suite struct DiscreteHazardTests {
  /// Without covariates the hazards are the shares of events among those at risk.
  @Test func withoutCovariatesItCounts() throws {
    let (atRisk, events) = ([1000.0, 700, 560], [300.0, 140, 28])
    let rows = zip(atRisk, events).enumerated().flatMap { index, counts in
      [
        Weighted(PersonPeriod(period: index + 1, event: true), weight: counts.1),
        Weighted(PersonPeriod(period: index + 1, event: false), weight: counts.0 - counts.1),
      ]
    }
    let fit = try DiscreteHazard(rows)
    for index in 0..<3 {
      let share = events[index] / atRisk[index]
      #expect(abs(try #require(fit.hazard(in: index + 1)) - share) < 1e-9)
      // The delta method on ln(-ln(1 - h)).
      let error = (share / (atRisk[index] * (1 - share))).squareRoot() / -log1p(-share)
      #expect(ModelData.isClose(fit.summary.estimates[index].standardError, error, relative: 1e-4))
    }
    #expect(abs(try #require(fit.survival(after: 3)) - 0.7 * 0.8 * 0.95) < 1e-9)
    #expect(fit.summary.estimates.map(\.name) == ["baseline[1]", "baseline[2]", "baseline[3]"])
    #expect(fit.hazard(in: 4) == nil && fit.hazard(in: 0) == nil && fit.survival(after: 4) == nil)
  }

  /// One binary covariate and one period: the ratio is that of the two arms' -ln(1 - h).
  @Test func aBinaryCovariateIsARatioOfCumulativeHazards() throws {
    func rows(_ x: Double, _ events: Double, _ total: Double) -> [Weighted<PersonPeriod>] {
      [
        Weighted(PersonPeriod(period: 1, event: true, covariates: [x]), weight: events),
        Weighted(PersonPeriod(period: 1, event: false, covariates: [x]), weight: total - events),
      ]
    }
    let fit = try DiscreteHazard(rows(0, 200, 1000) + rows(1, 300, 1000), covariates: ["ios"])
    let ratio = try #require(fit.hazardRatio("ios"))
    #expect(abs(ratio.value - log(0.7) / log(0.8)) < 1e-8)
    #expect(ratio.interval.contains(1.5) && !ratio.interval.contains(1))
    #expect(fit.hazardRatio("android") == nil && fit.hazardRatio("baseline[1]") == nil)
    #expect(abs(try #require(fit.hazard(in: 1, covariates: [1])) - 0.3) < 1e-9)
    #expect(fit.hazard(in: 1) == nil)
  }

  @Test(arguments: [1e-6, 1e6]) func unitsOfACovariateDoNotMatter(unit: Double) throws {
    func fit(_ unit: Double) throws -> DiscreteHazard {
      let rows = (0..<400).map { index in
        let x = Double(index % 7) * unit
        return Weighted(
          PersonPeriod(period: 1 + index % 3, event: (index * 7919) % 11 < 2 + index % 7, covariates: [x]))
      }
      return try DiscreteHazard(rows, covariates: ["spend"], baseline: .steps(from: [1, 3]))
    }
    let (plain, scaled) = (try fit(1), try fit(unit))
    let (one, other) = (try #require(plain.summary["spend"]), try #require(scaled.summary["spend"]))
    #expect(ModelData.isClose(other.value * unit, one.value, relative: 1e-6))
    #expect(ModelData.isClose(other.standardError * unit, one.standardError, relative: 1e-5))
    #expect(abs(plain.summary.logLikelihood - scaled.summary.logLikelihood) < 1e-8)
    #expect(plain.summary.estimates.map(\.name) == ["baseline[1]", "baseline[3]", "spend"])
  }

  @Test func failuresAreTyped() throws {
    #expect(throws: FitError.noData) { try DiscreteHazard([]) }
    #expect(throws: StatisticsError.self) { try DiscreteHazard([Weighted(PersonPeriod(period: 0, event: true))]) }
    #expect(throws: StatisticsError.self) {
      try DiscreteHazard([Weighted(PersonPeriod(period: 1, event: true, covariates: [.nan]))], covariates: ["x"])
    }
    #expect(throws: StatisticsError.self) {
      try DiscreteHazard([Weighted(PersonPeriod(period: 1, event: true))], covariates: ["x"])
    }
    #expect(throws: StatisticsError.self) {
      try DiscreteHazard([Weighted(PersonPeriod(period: 1, event: true))], baseline: .steps(from: [2]))
    }
    #expect(throws: FitError.invalidWeight(index: 0, weight: -1)) {
      try DiscreteHazard([Weighted(PersonPeriod(period: 1, event: true), weight: -1)])
    }
    // Period 2 has no event: its level runs away, and is named.
    let quiet = [true, false, false].map { Weighted(PersonPeriod(period: 1, event: $0)) }
    #expect(
      throws: FitError.atBoundary(
        limits: [ParameterLimit("baseline[2]", .minusInfinity)], meaning: "no event in that period")
    ) { try DiscreteHazard(quiet + [Weighted(PersonPeriod(period: 2, event: false), weight: 40)]) }
    // A covariate that says exactly who leaves.
    let separated = [true, false].map {
      Weighted(PersonPeriod(period: 1, event: $0, covariates: [$0 ? 1.0 : 0.0]), weight: 20)
    }
    #expect(
      throws: FitError.atBoundary(
        limits: [ParameterLimit("vip", .infinity)], meaning: "vip separates users with the event from those without")
    ) { try DiscreteHazard(separated, covariates: ["vip"]) }
    // Two covariates that are one.
    let twins = (0..<60).map { index in
      let euros = Double(index % 5)
      return Weighted(PersonPeriod(period: 1, event: index % 3 == 0, covariates: [euros, 2 * euros]))
    }
    do {
      _ = try DiscreteHazard(twins, covariates: ["euros", "dollars"])
      Issue.record("twins cannot be told apart")
    } catch FitError.notIdentified(let parameters, _) {
      #expect(parameters == ["euros", "dollars"])
    }
  }

  @Test func periodsOfAUser() {
    let rows = PersonPeriod.periods(duration: 3, event: true, covariates: [2])
    #expect(rows.map(\.period) == [1, 2, 3] && rows.map(\.event) == [false, false, true])
    #expect(PersonPeriod.periods(duration: 2, event: false).allSatisfy { !$0.event })
    #expect(PersonPeriod.periods(duration: 0, event: true).isEmpty)
  }
}

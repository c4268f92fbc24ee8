import Behavior
import Foundation
import LabStatistics
import Testing

/// Fits to 39 weeks of CDNOW and forecasts of 39 more, against reference results of other software.
@Suite struct RepeatForecastTests {
  @Test func transactionsAgreeWithTheSummary() throws {
    let cdnow = try CDNOW.loaded.get()
    #expect(cdnow.actual == cdnow.reference.weeklyActual)
    for customer in cdnow.customers {
      // The summary is rounded to two decimals.
      #expect(abs(customer.history.length - Double(273 - customer.firstDay) / 7) < 0.005)
      #expect(customer.history.repeats == customer.repeatDays.count { $0 <= 273 })
    }
  }

  @Test func fitsEqualTheReference() throws {
    try checkFit(BGNBD.self)
    try checkFit(MBGNBD.self)
    try checkFit(ParetoNBD.self)
  }

  private func checkFit<Model: RepeatModel>(_ type: Model.Type) throws {
    let cdnow = try CDNOW.loaded.get()
    let expected = try #require(cdnow.reference.models[Model.name])
    let fit = try MaximumLikelihood.fit(type, to: cdnow.histories)
    #expect(abs(fit.logLikelihood - expected.logLikelihood) < 1e-3)
    for (got, value) in zip(fit.values, try cdnow.reference.values(type)) {
      #expect(abs(got / value - 1) < 1e-3, "\(Model.name): \(got), not \(value)")
    }
  }

  @Test func forecastsEqualTheReference() throws {
    try checkForecast(BGNBD.self)
    try checkForecast(MBGNBD.self)
    try checkForecast(ParetoNBD.self)
  }

  private func checkForecast<Model: RepeatModel>(_ type: Model.Type) throws {
    let cdnow = try CDNOW.loaded.get()
    let expected = try #require(cdnow.reference.models[Model.name])
    let model = Model(try cdnow.reference.values(type))
    let curve = try model.cumulativeForecast(starts: cdnow.starts, times: CDNOW.weeks)
    #expect(curve.count == 78 && expected.weekly.count == 78)
    // The weekly reference is rounded to three decimals.
    for (got, value) in zip(curve, expected.weekly) { #expect(abs(got - value) < 6e-4, "\(Model.name)") }
    for (week, value) in expected.forecasts {
      #expect(abs(curve[(try #require(Int(week))) - 1] - value) < 1e-7, "\(Model.name), week \(week)")
    }
    #expect(abs(curve[77] - curve[38] - expected.holdout) < 1e-7)
    let errors = (39..<78).map { abs(curve[$0] / Double(cdnow.actual[$0]) - 1) }
    #expect(abs(errors.reduce(0, +) / 39 * 100 - expected.meanError) < 1e-9)
  }

  @Test func whoHasNotStartedCountsNothing() throws {
    let model = BGNBD(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426)
    let late = [CohortStart(time: 10, users: 5), CohortStart(time: 30, users: 7), CohortStart(time: 0, users: 0)]
    let curve = try model.cumulativeForecast(starts: late, times: [-3, 5, 10, 20, 30])
    #expect(curve[0] == 0 && curve[1] == 0 && curve[2] == 0)
    let (ten, twenty) = (try model.expectedRepeats(by: 10), try model.expectedRepeats(by: 20))
    #expect(curve[3] == 5 * ten && curve[4] == 5 * twenty)
  }
}

import Behavior
import Foundation
import LabStatistics
import Testing

/// What cannot be fitted or asked is a typed error, never a number.
@Suite struct RepeatFailureTests {
  @Test(arguments: [
    (-1, 0.0, 10.0, "repeats"), (1, 11, 10, "last"), (1, -0.5, 10, "last"), (0, 3, 10, "last"), (2, .nan, 10, "last"),
    (0, 0, -1, "length"), (0, 0, .nan, "length"), (0, 0, .infinity, "length"), (3, .infinity, 10, "last"),
  ])
  func impossibleHistoriesAreRefused(_ repeats: Int, _ last: Double, _ length: Double, _ name: String) {
    let error = #expect(throws: StatisticsError.self) {
      try RepeatHistory(repeats: repeats, last: last, length: length)
    }
    guard case .invalidArgument(name, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func nobodyRepeats() throws {
    let data = try [20.0, 30, 39].map { Weighted(try RepeatHistory(repeats: 0, last: 0, length: $0), weight: 100) }
    try expectNobody(BGNBD.self, data)
    try expectNobody(MBGNBD.self, data)
    try expectNobody(ParetoNBD.self, data)
  }

  private func expectNobody<Model: RepeatModel>(_ type: Model.Type, _ data: [Weighted<RepeatHistory>]) throws {
    let error = #expect(throws: FitError.self) { try MaximumLikelihood.fit(type, to: data) }
    guard case .atBoundary(let limits, "nobody comes back") = error else {
      Issue.record("\(Model.name): \(String(describing: error))")
      return
    }
    // Either end says it: rates of shape 0, or on a scale of 0.
    let ends = [ParameterLimit("r", .zero), ParameterLimit("alpha", .infinity)]
    #expect(!limits.isEmpty && limits.allSatisfy(ends.contains), "\(Model.name): \(limits)")
  }

  @Test func equalSpendersHaveNoGammaGamma() throws {
    let data = try (1...50).map { Weighted(try SpendHistory(orders: 1 + $0 % 4, mean: 10)) }
    #expect(throws: FitError.self) { try MaximumLikelihood.fit(GammaGamma.self, to: data) }
    #expect(throws: FitError.noData) {
      try MaximumLikelihood.fit(GammaGamma.self, to: [Weighted<SpendHistory>]())
    }
  }

  static let models: [any RepeatModel.Type] = [BGNBD.self, MBGNBD.self, ParetoNBD.self]

  @Test(arguments: [[Double.nan, 1, 1, 1], [1, -1, 1, 1], [1, 1, 0, 1], [1, 1, 1, .infinity], [1, 1], []])
  func impossibleParametersAreRefused(_ values: [Double]) throws {
    let history = try RepeatHistory(repeats: 1, last: 2, length: 5)
    for type in Self.models {
      let model = type.init(values)
      #expect(throws: StatisticsError.self) { try model.expectedRepeats(by: 3) }
      #expect(throws: StatisticsError.self) { try model.expectedRepeats(in: 3, after: history) }
      #expect(throws: StatisticsError.self) { try model.probability(of: 1, by: 3) }
      #expect(throws: StatisticsError.self) { try model.cumulativeForecast(starts: [CohortStart(time: 0)], times: [3]) }
    }
  }

  @Test func impossibleTimesAreRefused() {
    for type in Self.models {
      let model = type.init([0.6, 5, 0.9, 2.4])
      for time in [-1, Double.nan, .infinity] {
        #expect(throws: StatisticsError.self) { try model.expectedRepeats(by: time) }
        #expect(throws: StatisticsError.self) { try model.probability(of: 0, by: time) }
      }
      #expect(throws: StatisticsError.self) { try model.probability(of: -1, by: 1) }
      #expect(throws: StatisticsError.self) { try model.cumulativeForecast(starts: [], times: [.nan]) }
    }
  }

  /// Parameters that a search tries far from the optimum: the likelihood stays a number, and is found at once.
  @Test(arguments: [1e-30, 1e-6, 1, 1e6, 1e30], [1e-30, 1e-6, 1, 1e6, 1e30])
  func likelihoodsOfExtremeParametersAreNumbers(_ first: Double, _ second: Double) throws {
    let histories = [
      try RepeatHistory(repeats: 0, last: 0, length: 39), try RepeatHistory(repeats: 5, last: 30, length: 39),
      try RepeatHistory(repeats: 0, last: 0, length: 0),
    ]
    for type in Self.models {
      for values in [[first, second, second, first], [1, 5, first, second], [first, second, 1, 5]] {
        let model = type.init(values)
        for history in histories {
          let value = model.logLikelihood(of: history)
          #expect(value.isFinite, "\(model) \(history): \(value)")
          #expect(model.gradient(of: history)?.allSatisfy(\.isFinite) == true, "\(model) \(history)")
          #expect((0...1).contains(model.probabilityAlive(history)), "\(model) \(history)")
        }
      }
    }
  }
}

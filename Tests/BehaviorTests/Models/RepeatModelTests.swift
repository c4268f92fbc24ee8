import Behavior
import Foundation
import LabStatistics
import Testing

/// The closed forms of the models of repeat behaviour against published and reference numbers.
@Suite struct RepeatModelTests {
  /// One number computed with mpmath at 60 to 200 digits from the formulas as printed or the integrals they come from.
  struct Case: Decodable, Sendable {
    let what: String
    let p: [Double]
    let x: Int
    let t: Double
    let time: Double
    let value: Double

    enum CodingKeys: String, CodingKey {
      case what, p, x, t, value
      case time = "T"
    }
  }

  static func cases(_ what: String) throws -> [Case] {
    let url = try #require(
      Bundle.module.url(forResource: "repeat-models", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url)).filter { $0.what == what }
  }

  /// Also with t_x next to T, alpha equal to beta or 1e7 times it, and 400 repeats.
  @Test func paretoLikelihoodKeepsItsDigits() throws {
    let cases = try Self.cases("pareto log-likelihood")
    #expect(cases.count > 60)
    for item in cases {
      let history = try RepeatHistory(repeats: item.x, last: item.t, length: item.time)
      let got = ParetoNBD(item.p).logLikelihood(of: history)
      // The parts of the logarithm are larger than their sum by up to a hundred times.
      #expect(abs(got - item.value) <= 1e-13 * max(100, abs(item.value)), "\(item): \(got)")
    }
  }

  /// Also at a = 1, a + b = 1 and below, where the formula as printed is singular, and for times of 1e-9 and 1e7.
  @Test func betaGeometricExpectationKeepsItsDigits() throws {
    let cases = try Self.cases("beta-geometric expectation")
    #expect(cases.count > 30)
    for item in cases {
      let got = try BGNBD(item.p).expectedRepeats(by: item.time)
      #expect(abs(got / item.value - 1) < 1e-10, "\(item): \(got)")
    }
  }

  @Test func paretoProbabilityKeepsItsDigits() throws {
    let cases = try Self.cases("pareto probability")
    #expect(cases.count == 30)
    for item in cases {
      let got = try ParetoNBD(item.p).probability(of: item.x, by: item.time)
      #expect(abs(log(got) - item.value) < 1e-10, "\(item): \(got)")
    }
  }

  @Test func logLikelihoodsAtPublishedParameters() throws {
    let cdnow = try CDNOW.loaded.get()
    #expect(cdnow.customers.count == 2357)
    let reference = cdnow.reference
    let data = cdnow.histories
    #expect(abs(logLikelihood(BGNBD(reference.publishedBG.params), data) - reference.publishedBG.logLikelihood) < 1e-6)
    #expect(
      abs(logLikelihood(ParetoNBD(reference.publishedPareto.params), data) - reference.publishedPareto.logLikelihood)
        < 1e-6)
  }

  @Test func referenceParametersAreStationary() throws {
    try checkStationary(BGNBD.self)
    try checkStationary(MBGNBD.self)
    try checkStationary(ParetoNBD.self)
  }

  /// The reference optimiser stopped within 1e-3 of a parameter's logarithm where the curvature is of the order of 100.
  private func checkStationary<Model: RepeatModel>(_ type: Model.Type) throws {
    let cdnow = try CDNOW.loaded.get()
    let model = Model(try cdnow.reference.values(type))
    let expected = try #require(cdnow.reference.models[Model.name])
    #expect(abs(logLikelihood(model, cdnow.histories) - expected.logLikelihood) < 1e-6)
    let slopes = try gradient(model, cdnow.histories)
    for (slope, value) in zip(slopes, model.values) { #expect(abs(slope * value) < 0.01, "\(Model.name): \(slopes)") }
  }

  @Test func gradientsAreThoseOfTheLikelihood() throws {
    let histories = [
      try RepeatHistory(repeats: 0, last: 0, length: 39), try RepeatHistory(repeats: 1, last: 0.5, length: 39),
      try RepeatHistory(repeats: 3, last: 39, length: 39), try RepeatHistory(repeats: 60, last: 30, length: 36),
      try RepeatHistory(repeats: 2, last: 0, length: 12),
    ]
    for values in [[0.243, 4.414, 0.793, 2.426], [2.5, 0.3, 1.7, 0.4], [0.6, 40, 3, 9]] {
      for history in histories {
        checkGradient(BGNBD(values), history)
        checkGradient(MBGNBD(values), history)
        checkGradient(ParetoNBD(values), history)
      }
    }
  }

  private func checkGradient<Model: LikelihoodModel>(_ model: Model, _ observation: Model.Observation) {
    let exact = model.gradient(of: observation) ?? []
    let numeric = numericGradient(model, observation)
    #expect(exact.count == numeric.count)
    for (one, other) in zip(exact, numeric) {
      #expect(abs(one - other) < 1e-7 * max(1, abs(one)), "\(model) \(observation): \(exact) \(numeric)")
    }
  }

  @Test func customerOne() throws {
    let cdnow = try CDNOW.loaded.get()
    let model = BGNBD(try cdnow.reference.values(BGNBD.self))
    let history = try #require(cdnow.customers.first).history
    #expect(abs(model.probabilityAlive(history) - cdnow.reference.customerOne.alive) < 1e-12)
    let expected = try model.expectedRepeats(in: 39, after: history)
    #expect(abs(expected - cdnow.reference.customerOne.expected) < 1e-11)
  }

  /// Weeks 40 to 78 by the number of repeats in weeks 1 to 39: the comparison of Fader, Hardie & Lee (2005).
  @Test func conditionalExpectationByFrequency() throws {
    let cdnow = try CDNOW.loaded.get()
    let model = BGNBD(try cdnow.reference.values(BGNBD.self))
    var total = 0.0
    for row in cdnow.reference.frequencies {
      let group = cdnow.customers.filter {
        row.freq == "7+" ? $0.history.repeats >= 7 : "\($0.history.repeats)" == row.freq
      }
      #expect(group.count == row.n)
      let n = Double(row.n)
      let predicted = try group.reduce(0) { $0 + (try model.expectedRepeats(in: 39, after: $1.history)) }
      #expect(abs(predicted / n - row.predicted) < 1e-9, "\(row)")
      #expect(abs(Double(group.reduce(0) { $0 + $1.laterRepeats }) / n - row.actual) < 1e-12)
      #expect(abs(group.reduce(0) { $0 + model.probabilityAlive($1.history) } / n - row.alive) < 1e-12)
      total += predicted
    }
    #expect(abs(total - (cdnow.reference.total["pred"] ?? 0)) < 1e-7)
  }

  /// P(X(t) = x) sums to 1, and its mean is E[X(t)].
  @Test func probabilitiesAreADistribution() throws {
    try checkDistribution(BGNBD(r: 0.6, alpha: 5, a: 0.8, b: 2.4))
    try checkDistribution(MBGNBD(r: 0.6, alpha: 5, a: 0.8, b: 2.4))
    try checkDistribution(ParetoNBD(r: 0.6, alpha: 5, s: 0.8, beta: 2.4))
  }

  private func checkDistribution(_ model: some RepeatModel) throws {
    // Beyond 400 less than 1e-30 is left: the tail falls by t / (alpha + t) each.
    let probabilities = try (0...400).map { try model.probability(of: $0, by: 20) }
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-11)
    let mean = probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let expected = try model.expectedRepeats(by: 20)
    #expect(abs(mean / expected - 1) < 1e-10)
    // Nobody repeats in no time.
    let (none, one) = (try model.probability(of: 0, by: 0), try model.probability(of: 1, by: 0))
    #expect(abs(none - 1) < 1e-14 && one == 0)
  }

  /// What a new user is expected to do after T is what is expected of all histories that lead there.
  @Test func conditionalExpectationOfNobodyYetIsTheUnconditional() throws {
    let start = try RepeatHistory(repeats: 0, last: 0, length: 0)
    let models: [any RepeatModel] = [
      BGNBD(r: 0.6, alpha: 5, a: 0.8, b: 2.4), MBGNBD(r: 0.6, alpha: 5, a: 0.8, b: 2.4),
      ParetoNBD(r: 0.6, alpha: 5, s: 0.8, beta: 2.4),
    ]
    for model in models {
      let conditional = try model.expectedRepeats(in: 26, after: start)
      let unconditional = try model.expectedRepeats(by: 26)
      #expect(abs(conditional / unconditional - 1) < 1e-10)
    }
    #expect(try models[2].expectedRepeats(by: 0) == 0 && models[0].expectedRepeats(by: 0) == 0)
  }

  @Test func paretoAtAMeanLifetimeThatDiverges() throws {
    let exact = try ParetoNBD(r: 0.5, alpha: 10, s: 1, beta: 12).expectedRepeats(by: 39)
    #expect(abs(exact - 0.5 / 10 * 12 * log1p(39.0 / 12)) < 1e-14)
    let near = try ParetoNBD(r: 0.5, alpha: 10, s: 1 + 1e-12, beta: 12).expectedRepeats(by: 39)
    #expect(abs(near / exact - 1) < 1e-11)
  }
}

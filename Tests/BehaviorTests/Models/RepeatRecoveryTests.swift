import Behavior
import Foundation
import LabStatistics
import Primitives
import Testing

/// Fits to simulated users give the true parameters back: their 95 % intervals contain them as often as they should.
///
/// Lower limits are the .0005 quantiles of the binomial distribution with chance .95: 32 of 40, 15 of 20.
@Suite struct RepeatRecoveryTests {
  @Test func betaGeometric() throws {
    try check(BGNBD(r: 0.6, alpha: 5, a: 0.9, b: 2.4), users: 600, studies: 40, atLeast: 32, seed: 21)
  }

  @Test func modifiedBetaGeometric() throws {
    try check(MBGNBD(r: 0.6, alpha: 5, a: 0.9, b: 2.4), users: 600, studies: 40, atLeast: 32, seed: 22)
  }

  @Test func pareto() throws {
    try check(ParetoNBD(r: 0.7, alpha: 8, s: 0.8, beta: 12), users: 600, studies: 20, atLeast: 15, seed: 23)
  }

  @Test func gammaGamma() throws {
    let truth = GammaGamma(p: 6, q: 4, v: 15)
    var hits = [0, 0, 0]
    for study in 0..<40 {
      let data = try (0..<600).map { user in
        let orders = 1 + user % 5
        let draws = Draws(run: RunKey(seed: 24, replication: UInt32(study)), user: UInt32(user))
        let values = truth.simulatedOrders(orders, draws: draws)
        return Weighted(try SpendHistory(orders: orders, mean: values.reduce(0, +) / Double(orders)))
      }
      count(&hits, truth, try fit(GammaGamma.self, data))
    }
    #expect(hits.allSatisfy { $0 >= 32 }, "\(hits)")
  }

  private func check<Model: RepeatModel>(
    _ truth: Model, users: Int, studies: Int, atLeast limit: Int, seed: UInt64
  ) throws {
    var hits = [Int](repeating: 0, count: Model.parameters.count)
    for study in 0..<studies {
      var silent: [Double: Int] = [:]
      var data: [Weighted<RepeatHistory>] = []
      for user in 0..<users {
        let draws = Draws(run: RunKey(seed: seed, replication: UInt32(study)), user: UInt32(user))
        let history = try truth.simulatedHistory(length: user % 2 == 0 ? 52 : 40, draws: draws)
        if history.repeats == 0 { silent[history.length, default: 0] += 1 } else { data.append(Weighted(history)) }
      }
      for (length, users) in silent.sorted(by: { $0.key < $1.key }) {
        data.append(Weighted(try RepeatHistory(repeats: 0, last: 0, length: length), weight: Double(users)))
      }
      count(&hits, truth, try fit(Model.self, data))
    }
    #expect(hits.allSatisfy { $0 >= limit }, "\(Model.name): \(hits) of \(studies)")
  }

  private func fit<Model: LikelihoodModel>(
    _ type: Model.Type, _ data: [Weighted<Model.Observation>]
  ) throws -> Fit<Model> {
    var options = MaximumLikelihood.Options()
    options.starts = 1
    return try MaximumLikelihood.fit(type, to: data, options: options)
  }

  private func count<Model: LikelihoodModel>(_ hits: inout [Int], _ truth: Model, _ fit: Fit<Model>) {
    for (index, estimate) in fit.estimates.enumerated() {
      let (low, high) = (estimate.interval.low ?? -.infinity, estimate.interval.high ?? .infinity)
      if (low...high).contains(truth.values[index]) { hits[index] += 1 }
    }
  }
}

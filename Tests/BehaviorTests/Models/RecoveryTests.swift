import Behavior
import Foundation
import LabStatistics
import Primitives
import Testing

/// Data simulated from known parameters: the intervals of their fits must contain them as often as they say.
@Suite struct RecoveryTests {
  static let studies = 200

  /// Counts how often each parameter's 95 % interval contains the truth; all must lie within binomial bounds.
  static func check<Model: LikelihoodModel>(
    _ model: Model.Type, truth: [Double], studies: Int = Self.studies, at location: SourceLocation = #_sourceLocation,
    _ simulate: (RunKey) throws -> [Weighted<Model.Observation>]
  ) throws {
    var covered = [Int](repeating: 0, count: truth.count)
    var options = MaximumLikelihood.Options()
    options.starts = 1
    for study in 0..<studies {
      let fit = try MaximumLikelihood.fit(
        model, to: try simulate(RunKey(seed: 2026, replication: UInt32(study))), options: options)
      for (index, estimate) in fit.estimates.enumerated() where estimate.interval.contains(truth[index]) {
        covered[index] += 1
      }
    }
    try expect(covered, of: studies, at: location)
  }

  static func expect(_ covered: [Int], of studies: Int, at location: SourceLocation) throws {
    let binomial = try Binomial(trials: studies, chance: 0.95)
    let (low, high) = (binomial.quantile(0.0005), binomial.quantile(0.9995))
    for count in covered {
      #expect(
        count >= low && count <= high, "\(covered) of \(studies): not in \(low)...\(high)", sourceLocation: location)
    }
  }

  static func sequence(_ run: RunKey, _ user: Int) -> DrawSequence {
    DrawSequence(Draws(run: run, user: UInt32(user)), .activityTraits)
  }

  static func counted<Observation: Hashable & Sendable>(_ observations: [Observation]) -> [Weighted<Observation>] {
    var counts: [Observation: Double] = [:]
    for observation in observations { counts[observation, default: 0] += 1 }
    // In the order of first appearance, so that a run is like another.
    var seen = Set<Observation>()
    return observations.filter { seen.insert($0).inserted }.map { Weighted($0, weight: counts[$0] ?? 0) }
  }

  static func history(_ draws: inout DrawSequence, _ model: BGBB, opportunities: Int) -> OpportunityHistory {
    let chance = Samplers.beta(&draws, model.alpha, model.beta)
    let leaving = Samplers.beta(&draws, model.gamma, model.delta)
    var (active, last) = (0, 0)
    for day in 1...opportunities {
      if draws.next() < leaving { break }
      if draws.next() < chance { (active, last) = (active + 1, day) }
    }
    return OpportunityHistory(active: active, last: last, opportunities: opportunities)
  }

  @Test(arguments: [[1.2, 0.75, 0.66, 2.8], [0.62, 1.08, 0.48, 1.2]])
  func bgbb(truth: [Double]) throws {
    let model = BGBB(truth)
    try Self.check(BGBB.self, truth: truth, studies: 150) { run in
      Self.counted(
        (0..<1_500).map { user in
          var draws = Self.sequence(run, user)
          return Self.history(&draws, model, opportunities: 9 + 3 * (user % 2))
        })
    }
  }

  /// A lifetime by inversion of a survival curve.
  static func lifetime(_ uniform: Double, periods: Int, _ survival: (Int) -> Double) -> Lifetime {
    for period in 1...periods where uniform > survival(period) { return Lifetime(lostIn: period) }
    return Lifetime(stillThereAfter: periods)
  }

  @Test func sbg() throws {
    try Self.check(SBG.self, truth: [0.9, 2.1]) { run in
      Self.counted(
        (0..<1_000).map { user in
          var draws = Self.sequence(run, user)
          // From its story, not from its curve: a chance to leave, tried every period.
          let chance = Samplers.beta(&draws, 0.9, 2.1)
          for period in 1...8 where draws.next() < chance { return Lifetime(lostIn: period) }
          return Lifetime(stillThereAfter: 8)
        })
    }
  }

  @Test func bdw() throws {
    let model = BdW(alpha: 0.8, beta: 1.5, c: 1.4)
    let curve = (0...12).map { model.survival(after: $0) }
    try Self.check(BdW.self, truth: model.values) { run in
      Self.counted(
        (0..<3_000).map { user in
          var draws = Self.sequence(run, user)
          return Self.lifetime(draws.next(), periods: 12) { curve[$0] }
        })
    }
  }

  static func counts(_ run: RunKey, _ curve: some RetentionCurve) throws -> [Weighted<DayReturn>] {
    try RetentionCount.observations(
      (1...30).map { day in
        var draws = sequence(run, day)
        let share = curve.retention(on: day)
        let returned = (0..<1_000).reduce(0) { sum, _ in sum + (draws.next() < share ? 1 : 0) }
        return RetentionCount(day: day, returned: Double(returned), atRisk: 1_000)
      })
  }

  @Test func power() throws {
    let curve = PowerCurve([0.6, 0.45])
    try Self.check(PowerCurve.self, truth: curve.values) { try Self.counts($0, curve) }
  }

  @Test func shiftedPower() throws {
    let curve = ShiftedPowerCurve([0.7, 0.8, 2.5])
    try Self.check(ShiftedPowerCurve.self, truth: curve.values) { try Self.counts($0, curve) }
  }

  @Test func weibull() throws {
    let curve = WeibullCurve([0.9, 5, 0.5])
    try Self.check(WeibullCurve.self, truth: curve.values) { try Self.counts($0, curve) }
  }

  @Test func qsbg() throws {
    let curve = QSBGCurve([0.7, 0.7, 2.5])
    try Self.check(QSBGCurve.self, truth: curve.values) { try Self.counts($0, curve) }
  }

  @Test func exponential() throws {
    let curve = ExponentialCurve([0.5, 16])
    try Self.check(ExponentialCurve.self, truth: curve.values) { try Self.counts($0, curve) }
  }

  /// A continuous proportional-hazards life seen day by day.
  @Test func discreteHazard() throws {
    let truth = [-2.5, -0.3, 0.5, -0.4]
    var covered = [0, 0, 0, 0]
    for study in 0..<Self.studies {
      let run = RunKey(seed: 2027, replication: UInt32(study))
      let rows = (0..<600).flatMap { user in
        var draws = Self.sequence(run, user)
        let covariates: [Double] = [draws.next() < 0.4 ? 1 : 0, Double(Int(draws.next() * 3))]
        for day in 1...10 {
          let predictor = truth[0] + truth[1] * log(Double(day)) + truth[2] * covariates[0] + truth[3] * covariates[1]
          if draws.next() < -expm1(-exp(predictor)) {
            return PersonPeriod.periods(duration: day, event: true, covariates: covariates)
          }
        }
        return PersonPeriod.periods(duration: 10, event: false, covariates: covariates)
      }
      let fit = try DiscreteHazard(Self.counted(rows), covariates: ["ios", "tier"], baseline: .logTime)
      for (index, estimate) in fit.summary.estimates.enumerated() where estimate.interval.contains(truth[index]) {
        covered[index] += 1
      }
    }
    try Self.expect(covered, of: Self.studies, at: #_sourceLocation)
  }

  /// Points of a known curve give the curve back.
  @Test(arguments: [[0.363, 0.485, 1.215], [0.69, 0.7, 2.9], [0.25, 0.35, 0.4]])
  func retentionPoints(truth: [Double]) throws {
    let curve = QSBGCurve(truth)
    let days = [1, 3, 7, 30, 90]
    let points = Dictionary(uniqueKeysWithValues: days.map { ($0, curve.retention(on: $0)) })
    let fit = try RetentionPointsFit(points)
    #expect(ModelData.isClose(fit.model.activity, truth[0], relative: 1e-5))
    #expect(ModelData.isClose(fit.model.gamma, truth[1], relative: 1e-5))
    #expect(ModelData.isClose(fit.model.delta, truth[2], relative: 1e-5))
    #expect(fit.rootMeanSquare < 1e-8)
  }
}

import Simulation

/// What is kept of one world: its numbers, and its verdicts.
struct WorldOutcome: Sendable {
  /// By arm and KPI.
  let values: [[Measurement]]
  let differences: [[Measurement]]
  let lifts: [[Measurement]]
  let objectives: [RunResult.ObjectiveResult]
  /// The uncertain numbers, in their order.
  let inputs: [Double]
  /// Users who were counted.
  let users: Int

  init(_ builder: ResultBuilder, inputs: [Double]) throws {
    var values: [[Measurement]] = []
    var differences: [[Measurement]] = []
    var lifts: [[Measurement]] = []
    for arm in builder.sums.indices {
      let pairs = try builder.scenario.kpis.indices.map { try builder.comparison(arm: arm, kpi: $0) }
      values.append(pairs.map(Measurement.init(valueOf:)))
      differences.append(pairs.map(Measurement.init(differenceOf:)))
      lifts.append(try pairs.map { try Measurement(liftOf: $0, alpha: builder.alpha) })
    }
    self.values = values
    self.differences = differences
    self.lifts = lifts
    objectives = try ObjectiveJudge(builder).verdicts()
    self.inputs = inputs
    users = builder.sums.first?.users ?? 0
  }
}

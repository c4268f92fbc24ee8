import Behavior
import LabStatistics
import Primitives
import Simulation

/// Turns what the worlds gave into what is said about them.
struct UncertaintyBuilder {
  /// The central world.
  let builder: ResultBuilder
  let central: WorldOutcome
  /// The worlds that were drawn, at least two.
  let worlds: [WorldOutcome]

  func uncertainty() throws -> RunResult.Uncertainty {
    let scenario = builder.scenario
    var arms: [RunResult.ArmSpread] = []
    var lifts: [RunResult.LiftSpread] = []
    for (arm, name) in builder.armNames.enumerated() {
      for (index, kpi) in scenario.kpis.enumerated() {
        arms.append(RunResult.ArmSpread(arm: name, kpi: kpi.name, value: try spread(\.values, arm, index)))
        guard arm != builder.baseline else { continue }
        lifts.append(
          RunResult.LiftSpread(
            arm: name, baseline: scenario.comparison.baseline, kpi: kpi.name,
            difference: try spread(\.differences, arm, index), lift: try spread(\.lifts, arm, index)))
      }
    }
    return RunResult.Uncertainty(
      replications: worlds.count, confidence: 1 - builder.alpha, inputs: inputs, arms: arms, lifts: lifts,
      objectives: objectives, advice: advice(lifts))
  }

  private var inputs: [RunResult.UncertainInput] {
    builder.scenario.uncertain.enumerated().map { index, number in
      let place = builder.scenario.place(of: number.path)
      let drawn = Moments(worlds.map { $0.inputs[index] })
      return RunResult.UncertainInput(
        path: number.name, distribution: number.distribution.kind.rawValue, center: number.distribution.center,
        spread: number.distribution.spread, unit: "\(place?.unit ?? .number)", least: place?.range.lowerBound ?? 0,
        most: place?.range.upperBound ?? 0, drawnMean: drawn.mean, drawnDeviation: drawn.standardDeviation ?? 0)
    }
  }

  private func spread(_ part: KeyPath<WorldOutcome, [[Measurement]]>, _ arm: Int, _ kpi: Int) throws -> RunResult.Spread
  {
    let spread = try WorldSpread(worlds.map { $0[keyPath: part][arm][kpi] }, alpha: builder.alpha)
    var value: Double?
    if case .number(let number, variance: _) = central[keyPath: part][arm][kpi] { value = number }
    return RunResult.Spread(
      central: value, mean: spread.mean, low: spread.interval?.low, high: spread.interval?.high,
      standardDeviation: spread.deviation, worldDeviation: spread.worldDeviation, noiseDeviation: spread.noiseDeviation,
      worldShare: spread.worldShare, worldShareLow: spread.worldShareInterval?.low,
      worldShareHigh: spread.worldShareInterval?.high, noiseShare: spread.worldShare.map { 1 - $0 },
      worlds: spread.worlds, status: spread.status?.rawValue)
  }

  private var objectives: [RunResult.ObjectiveSpread] {
    central.objectives.enumerated().map { index, objective in
      // Objectives are judged in the order of arms and programs, which are the same in every world.
      let verdicts = worlds.compactMap { $0.objectives.indices.contains(index) ? $0.objectives[index] : nil }
      func count(_ verdict: ObjectiveJudge.Verdict) -> Int {
        verdicts.filter { $0.verdict == verdict.rawValue }.count
      }
      let better = builder.scenario.kpis.first { $0.name == objective.kpi }?.better ?? .neither
      let wantsMore = ObjectiveJudge.wantsMore(kind: objective.kind, target: objective.target, better: better)
      let atTarget = verdicts.filter { found in
        found.measured.estimate.map { wantsMore ? $0 >= found.target : $0 <= found.target } ?? false
      }
      return RunResult.ObjectiveSpread(
        program: objective.program, arm: objective.arm, kpi: objective.kpi, kind: objective.kind,
        target: objective.target, reaches: count(.reaches), misses: count(.misses), unclear: count(.unclear),
        estimateReaches: atTarget.count, reachesShare: Double(count(.reaches)) / Double(max(1, worlds.count)))
    }
  }

  // MARK: Advice

  /// Says for the KPIs that matter where the doubt comes from.
  private func advice(_ lifts: [RunResult.LiftSpread]) -> [String] {
    var names = builder.scenario.kpis.map(\.name).filter { name in central.objectives.contains { $0.kpi == name } }
    if names.isEmpty { names = builder.scenario.kpis.prefix(1).map(\.name) }
    return names.flatMap { name -> [String] in
      let title = builder.scenario.kpis.first { $0.name == name }?.displayTitle ?? name
      var noisy: [String] = []
      var worldly: [String] = []
      for lift in lifts where lift.kpi == name {
        guard let share = lift.lift.worldShare ?? lift.difference.worldShare else { continue }
        if share < 0.5 { noisy.append(lift.arm.readable) } else { worldly.append(lift.arm.readable) }
      }
      var sentences: [String] = []
      if !worldly.isEmpty {
        sentences.append(
          "\(title): most of the doubt about \(Self.list(worldly)) comes from the uncertain numbers; better data about "
            + "them would help, more users would not.")
      }
      if !noisy.isEmpty {
        sentences.append(
          "\(title): most of the doubt about \(Self.list(noisy)) is noise of the simulation; more users would help.")
      }
      return sentences
    }
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

import LabStatistics
import Primitives
import Simulation

/// Users compared by the messages that they got.
extension ResultBuilder {
  func naive() throws -> RunResult.NaiveResult? {
    guard let naive = scenario.naive, let kpi = scenario.kpis.firstIndex(where: { $0.name == naive.kpi }) else {
      return nil
    }
    let arms = try sums.indices.compactMap { arm -> RunResult.NaiveResult.Arm? in
      let counts = naive.groups.indices.map { sums[arm].naive[$0].count }
      guard counts.dropFirst().contains(where: { $0 > 0 }) else { return nil }
      return .init(arm: armNames[arm], groups: try groups(naive, arm: arm, scale: world.kpis.kpis[kpi].scale))
    }
    return RunResult.NaiveResult(kpi: naive.kpi, by: naive.by.rawValue, days: naive.days, arms: arms)
  }

  private func groups(
    _ naive: NaiveDefinition, arm: Int, scale: Double
  ) throws -> [RunResult.NaiveResult.Group] {
    var first: Double?
    return try naive.groups.indices.map { index in
      let moments = sums[arm].naive[index]
      let isLast = index == naive.groups.count - 1
      var group = RunResult.NaiveResult.Group(
        from: naive.groups[index], to: isLast ? nil : naive.groups[index + 1] - 1, users: Int(moments.count),
        estimate: Self.tooFew, ratio: nil, baseline: Self.tooFew,
        difference: .init(status: Status.tooFewUnits.rawValue))
      // A single user has no variance.
      guard moments.count > 1 else { return group }
      let pair = try Self.comparison(moments, scale: scale)
      group.estimate = Self.estimate(pair.treatment, pair.treatmentVariance)
      group.baseline = Self.estimate(pair.control, pair.controlVariance)
      group.difference = RunResult.IntervalEstimate(try pair.paired(alpha: alpha), pair: pair)
      if index == 0 { first = pair.treatment }
      if let value = pair.treatment, let first, first > 0 { group.ratio = value / first }
      return group
    }
  }

  private static let tooFew = RunResult.Estimate(status: Status.tooFewUnits.rawValue)

  private static func estimate(_ value: Double?, _ variance: Double) -> RunResult.Estimate {
    RunResult.Estimate(
      estimate: value, standardError: value == nil ? nil : variance.squareRoot(),
      status: value == nil ? Status.zeroDenominator.rawValue : nil)
  }
}

import LabStatistics
import Simulation

/// Users compared with others of the same kind (post-stratification), perhaps after what was known is taken out.
struct StratifiedComparison {
  let reading: TestReading
  let strata: ExperimentDefinition.Strata
  let look: Int
  let isAdjusted: Bool

  init(_ reading: TestReading, strata: ExperimentDefinition.Strata, look: Int, isAdjusted: Bool) {
    self.reading = reading
    self.strata = strata
    self.look = look
    self.isAdjusted = isAdjusted
  }

  /// Nil where a stratum has too few users in an arm.
  func compare(control: Int, arm: Int, settings: AnalysisSettings) throws -> MetricResult? {
    let table = reading.table
    let kinds = Set((0..<table.users).map { kind(of: $0) }).sorted()
    let all = try reading.arms(look: look)
    let moments = try [all[control], all[arm]].map { try $0.selecting(["y", "x"]) }
    let scatter = moments.reduce((xy: 0.0, xx: 0.0)) { sum, m in
      (sum.xy + m.covariance(0, 1) * Double(m.count - 1), sum.xx + m.covariance(1, 1) * Double(m.count - 1))
    }
    let theta = isAdjusted && scatter.xx > 0 ? scatter.xy / scatter.xx : 0
    let count = Double(moments.reduce(0) { $0 + $1.count })
    let center = moments.reduce(0) { $0 + $1.means[1] * Double($1.count) } / max(count, 1)
    var parts: [PostStratification.Stratum] = []
    for kind in kinds {
      let arms = try reading.arms(look: look) { self.kind(of: $0) == kind }
      let sides = try [arms[control], arms[arm]].map { try summary($0, theta, center) }
      if sides.allSatisfy({ $0.count == 0 }) { continue }
      guard sides.allSatisfy({ $0.count > 1 }) else { return nil }
      parts.append(.init(control: sides[0], treatment: sides[1]))
    }
    guard let result = try? PostStratification(parts) else { return nil }
    let error = result.varianceEstimatedShares.squareRoot()
    guard error > 0 else { return nil }
    let critical = Normal.twoSidedCritical(alpha: settings.alpha)
    let lift = result.relative
    return MetricResult(
      control: all[control].moments.means[0], treatment: all[arm].moments.means[0],
      difference: EffectEstimate(
        estimate: result.difference, standardError: error,
        interval: Interval(center: result.difference, halfWidth: critical * error)),
      lift: LiftEstimate(
        estimate: lift?.lift,
        interval: lift.map { Interval(center: $0.lift, halfWidth: critical * $0.variance.squareRoot()) },
        status: lift == nil ? .zeroBaseline : nil),
      pValue: 2 * Normal.upperTail(abs(result.difference) / error), statistic: result.difference / error,
      method: "post-stratified z test; lift by the delta method", alpha: settings.alpha,
      units: .init(control: all[control].count, treatment: all[arm].count), statuses: [])
  }

  private func summary(_ arm: ArmData, _ theta: Double, _ center: Double) throws -> UnitSummary {
    let m = try arm.selecting(["y", "x"])
    return UnitSummary(
      count: m.count, mean: m.means[0] - theta * (m.means[1] - center),
      variance: max(0, m.covariance(0, 0) - 2 * theta * m.covariance(0, 1) + theta * theta * m.covariance(1, 1)))
  }

  private func kind(of user: Int) -> Int {
    switch strata {
    case .none: 0
    case .platform: reading.table.platform(of: user)
    case .language: reading.table.language(of: user)
    case .entry: reading.table.entry(of: user) > 0 ? 1 : 0
    }
  }
}

import LabStatistics
import Primitives
import Simulation

/// A KPI as a test measures it: per user, with what it is divided by and what was known before.
struct TestMetric {
  let name: String
  /// Position in the scenario, and among the columns of the table.
  let kpi: Int
  let column: Int
  let kind: Kind
  let scale: Double
  let better: KPIDefinition.Direction
  /// Whether the KPI itself was counted before the start; otherwise sessions are.
  let hasOwnPast: Bool

  enum Kind {
    /// A mean over users.
    case mean
    /// A share of the users who can be observed.
    case share
    /// A sum over a sum: by sessions, active days or weeks.
    case ratio
  }

  init?(_ name: String, scenario: Scenario, world: World, table: OutcomeTable) {
    guard let kpi = scenario.kpis.firstIndex(where: { $0.name == name }),
      let column = table.plan.kpis.firstIndex(of: kpi)
    else { return nil }
    let definition = scenario.kpis[kpi]
    self.name = name
    self.kpi = kpi
    self.column = column
    better = definition.better
    scale = world.kpis.kpis[kpi].scale
    switch definition.measure {
    case .retention, .share, .optOuts, .uninstalls, .returns, .returnsStay: kind = .share
    case .count, .revenue, .cost, .margin, .messages, .activeDays:
      kind = definition.measure.unit == .user ? .mean : .ratio
    }
    switch definition.measure {
    case .count, .revenue, .activeDays: hasOwnPast = true
    default: hasOwnPast = false
    }
  }

  /// A user's number, what it is divided by, and what was known before; nil: the user does not count at the look.
  @inline(__always)
  func row(_ table: OutcomeTable, user: Int, world: Int, look: Int) -> (y: Double, d: Double, x: Double)? {
    let d = table.denominator(kpi: column, arm: world, look: look, user: user)
    // A user without sessions counts in a ratio by sessions all the same, with nothing over nothing.
    let isCounted =
      kind == .ratio && table.kinds[column] == .own
      ? table.entry(of: user) < Int32(table.plan.looks[look]) : d > 0
    guard isCounted else { return nil }
    let y = Double(table.values(kpi: column, arm: world, look: look)[user]) * scale
    return (y, Double(d), Double(past(table, user)))
  }

  func past(_ table: OutcomeTable, _ user: Int) -> Int64 {
    hasOwnPast ? table.covariate(kpi: column, user: user) : table.sessionsBefore(user: user)
  }

  /// How arms are compared by it.
  func estimator(adjusted: Bool) -> any Metric {
    switch (kind, adjusted) {
    case (.share, false): Proportion("y")
    case (.share, true), (.mean, true): Mean("y", covariate: "x")
    case (.mean, false): Mean("y")
    case (.ratio, false): Ratio("y", per: "d")
    case (.ratio, true): Ratio("y", per: "d", covariate: Ratio.Pair("x", per: "one"))
    }
  }

  static let columns = ["y", "d", "x", "one"]
}

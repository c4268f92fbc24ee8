import Primitives
import Simulation

extension DesignData {
  /// The users of a test in a table of both lives.
  ///
  /// - Parameters:
  ///   - control, treatment: positions of arms.
  ///   - condition: position of the audience among the plan's conditions.
  init(_ table: OutcomeTable, metric: TestMetric, control: Int, treatment: Int, condition: Int) {
    let plan = table.plan
    let last = Int32(plan.looks.last ?? 0)
    let users = (0..<table.users).filter { table.entry(of: $0) < last && table.holds(condition, user: $0) }
    let hasOwnDenominator = table.kinds[metric.column] != .user
    let arms = [control, treatment]
    kind = hasOwnDenominator ? .ratio : .mean
    scale = metric.scale
    looks = plan.looks.enumerated().map { look, day in
      let values = arms.map { arm in
        let column = table.values(kpi: metric.column, arm: arm, look: look)
        return users.map { column[$0] }
      }
      let denominators = arms.map { arm in
        users.map { table.denominator(kpi: metric.column, arm: arm, look: look, user: $0) }
      }
      return Look(
        day: day, counted: users.map { table.entry(of: $0) < Int32(day) ? 1 : 0 }, values: values,
        denominators: hasOwnDenominator ? denominators : [])
    }
    covariate = users.map { metric.past(table, $0) }
    exposure = users.map { min(table.exposure(of: $0, arm: control), table.exposure(of: $0, arm: treatment)) }
    coarsen()
  }
}

import EngagementCore

/// What is kept of every single user, so that tests of them can be drawn again and again.
///
/// ```swift
/// OutcomePlan(kpis: [0, 2], looks: [7, 14, 28], conditions: ["days_since(session) >= 14"], covariateDays: 28)
/// ```
package struct OutcomePlan: Sendable, Equatable {
  /// Positions of KPIs in the scenario, without repetition.
  package var kpis: [Int]
  /// Days of the horizon at whose end everything is read: rising, 1 to the length of the horizon.
  package var looks: [Int]
  /// Expressions that are asked of each user when they come into the population; 64 at most.
  package var conditions: [String] = []
  /// Days before the start whose numbers are the covariate; 0: there is none.
  package var covariateDays = 28
  /// Whether the days of opt-outs and uninstalls are kept, too.
  package var keepsDays = false

  package init(
    kpis: [Int], looks: [Int], conditions: [String] = [], covariateDays: Int = 28, keepsDays: Bool = false
  ) {
    self.kpis = kpis
    self.looks = looks
    self.conditions = conditions
    self.covariateDays = covariateDays
    self.keepsDays = keepsDays
  }
}

/// A plan of what is kept, compiled.
package struct CompiledOutcomePlan: Sendable {
  package let plan: OutcomePlan
  /// By day of the horizon: the first look that has seen it; the number of looks for a day after the last.
  let lookOfDay: [Int32]
  let conditions: [Predicate]
  /// The first day whose numbers are the covariate, which is negative or 0.
  let covariateStart: Int32

  /// Days in a user's book, by look, and what comes after the last.
  var bins: Int { plan.looks.count + 1 }

  init(_ plan: OutcomePlan, conditions: [Predicate], scenario: Scenario) {
    self.plan = plan
    self.conditions = conditions
    lookOfDay = (0..<max(1, scenario.horizonDays)).map { day in
      Int32(plan.looks.firstIndex { day < $0 } ?? plan.looks.count)
    }
    covariateStart = -Int32(min(plan.covariateDays, scenario.warmUpDays))
  }
}

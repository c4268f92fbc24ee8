import Simulation

/// What a sweep plays, and to which end.
public struct SweepTask: Sendable {
  public var plan: SweepPlan
  /// The scenario that its points vary.
  public var scenario: Scenario
  /// What is looked at; nil: the scenario has no KPI.
  public var measure: SweepMeasure?
  /// The search for the best point; nil: all points are played.
  public var search: SweepSearch?
  /// How often every point is played, where nothing is searched.
  public var replications: Int
  /// Whether it is said which of the values matter.
  public var isAnalyzed: Bool

  public init(
    plan: SweepPlan, scenario: Scenario, measure: SweepMeasure?, search: SweepSearch?, replications: Int,
    isAnalyzed: Bool
  ) {
    self.plan = plan
    self.scenario = scenario
    self.measure = measure
    self.search = search
    self.replications = replications
    self.isAnalyzed = isAnalyzed
  }

  /// Refuses values of which none can be, alone or in the points: a path that is misspelt is no failure of points.
  ///
  /// - Parameter scenario: Makes the scenario with some overrides.
  /// - Throws: The first thing that was thrown for a value none of which can be.
  public func checkValues(_ scenario: ([String]) throws -> Scenario) throws {
    let some = [0, plan.points.count / 2, plan.points.count - 1].map { plan.points[$0] }
    for parameter in plan.parameters {
      let alone = [0, 0.5, 1].map { [parameter.override(parameter.values.value(at: $0))] }
      var problem: (any Error)?
      let isPossible = (alone + some.map(plan.overrides)).contains { overrides in
        do {
          _ = try scenario(overrides)
          return true
        } catch {
          problem = problem ?? error
          return false
        }
      }
      if let problem, !isPossible { throw problem }
    }
  }
}

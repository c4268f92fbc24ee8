import Foundation
import Simulation

/// Plays the tests of a scenario: both lives of every user, and where users share limits the world in which they are split.
package struct TestRun {
  package let scenario: Scenario
  package let world: World

  package init(scenario: Scenario, world: World) {
    self.scenario = scenario
    self.world = world
  }

  /// Most memory that the numbers of single users may take.
  static let mostBytes = 6 << 30
  /// Days before the start whose numbers are the covariate.
  static let covariateDays = 28

  /// What is kept of every user, for all tests and those who ask for it; nil: nothing.
  ///
  /// - Parameter keepsUsers: Whether everything that is measured is kept until the end, for a table of users.
  package static func plan(_ scenario: Scenario, keepsUsers: Bool = false) -> OutcomePlan? {
    guard !scenario.experiments.isEmpty || keepsUsers else { return nil }
    let names = scenario.experiments.flatMap { $0.metrics + $0.guardrails.map(\.kpi) }
    let kpis = scenario.kpis.indices.filter { keepsUsers || names.contains(scenario.kpis[$0].name) }
    var looks = Set(scenario.experiments.flatMap { scenario.looks(of: $0) })
    if keepsUsers { looks.insert(scenario.horizonDays) }
    if scenario.experiments.contains(where: { $0.bandit != nil }) { looks.formUnion(1...scenario.horizonDays) }
    return OutcomePlan(
      kpis: kpis, looks: looks.sorted(), conditions: scenario.experiments.map(\.audience),
      covariateDays: scenario.warmUpDays > 0 ? covariateDays : 0,
      keepsDays: keepsUsers)
  }

  /// Compiles a world that keeps what the tests need.
  ///
  /// - Throws: `World.CompilationError`, also for tests that need more memory than ``mostBytes``; `PeopleError`.
  package static func world(
    _ scenario: Scenario, keepsUsers: Bool = false, own: OwnPieces = OwnPieces()
  ) throws -> World {
    guard let plan = plan(scenario, keepsUsers: keepsUsers) else {
      return try World(scenario, replication: 0, outcomes: nil, own: own)
    }
    let world = try World(scenario, outcomes: plan, own: own)
    if world.outcomeBytes > mostBytes {
      throw World.CompilationError(
        path: keepsUsers ? ["population", "size"] : ["experiments"],
        reason: "the numbers of \(world.users) users at \(plan.looks.count) looks need "
          + "\(NumberWords.number(Double(world.outcomeBytes) / 1e9)) GB; play fewer users (--users), look less often, or "
          + "measure less")
    }
    return world
  }

  /// Splits the users and analyses.
  ///
  /// - Parameter progress: Called with the users done of a world that is played in addition.
  package func results(
    _ table: OutcomeTable, threads: Int, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> [RunResult.RandomizedTest] {
    let places = TestPlaces(scenario, world: world, table: table)
    guard world.isCoupled else {
      return try TestAnalysis(scenario, world: world, table: table, places: places).results()
    }
    let lived = (0..<table.users).map { Int32(places.world(of: $0)) }
    let split = try Simulator(world, threads: threads).split(lived, progress: progress)
    return try TestAnalysis(scenario, world: world, table: table, places: places, observed: split.table).results()
  }
}

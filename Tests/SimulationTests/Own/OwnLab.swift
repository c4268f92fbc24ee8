import Behavior
import EngagementCore
import Primitives
import Simulation

/// Runs with pieces of somebody's own.
enum OwnLab {
  static func world(_ scenario: Scenario, _ own: OwnPieces) throws -> World {
    try World(unchecked: scenario, own: try CompiledOwn(own, scenario))
  }

  static func run(
    _ scenario: Scenario, _ own: OwnPieces, threads: Int = 2, shard: Int = 2048
  ) async throws -> [ArmSums] {
    try await Simulator(world(scenario, own), threads: threads, shard: shard).run()
  }

  /// A scenario in code whose base installed the day before, and its whole rest.
  static func yesterday(users: Int, days: Int = 20) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days)
    scenario.warmUpDays = 1
    return scenario
  }

  static func table(_ columns: (String, PeopleTable.Values)...) throws -> PeopleTable {
    try PeopleTable(columns.map { PeopleTable.Column($0.0, $0.1) })
  }

  /// Scenarios of every kind: plain, with engagement, with parts; every third of the latter has users who share limits.
  static func random(_ number: Int) -> Scenario {
    var random = RandomScenario(900 + number)
    switch number % 4 {
    case 0: return random.scenario()
    case 1: return random.engagement(isCoupled: number % 3 == 0)
    default: return random.parts(isCoupled: number % 3 == 0)
    }
  }
}

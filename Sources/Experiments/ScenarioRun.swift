import Behavior
import EngagementCore
import Foundation
import Simulation

/// Plays a scenario and says what it found.
///
/// ```swift
/// let result = try await ScenarioRun(scenario).result()
/// result.lifts.first?.lift.estimate
/// ```
///
/// Where numbers are uncertain it plays the central world, and then one world for each replication, with people of its own.
public struct ScenarioRun: Sendable {
  /// Version of the lab; a part of what a digest depends on.
  public static let version = "0.1.0"

  public let scenario: Scenario
  /// Threads to use, at least 1.
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  /// Users that a thread takes at a time, at least 1; does not change the result.
  public var shard = 2048
  /// Whether the numbers of every user are kept (``outcome(progress:)``), which takes memory and does not change the result.
  public var keepsUsers = false
  /// What a researcher brings.
  public var own = OwnPieces()
  /// The installed base from a table: one row for each user of `population.size`; nil: all are drawn.
  public var people: PeopleTable? {
    get { own.people }
    set { own.people = newValue }
  }
  /// A behavior of somebody's own; nil: the lab's.
  public var behavior: (any OwnBehavior)? {
    get { own.behavior }
    set { own.behavior = newValue }
  }
  /// A policy of somebody's own; nil: whatever the rules allow is sent.
  public var policy: (any OwnPolicy)? {
    get { own.policy }
    set { own.policy = newValue }
  }

  /// Prepares a run.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  /// Plays and analyses.
  ///
  /// - Parameter progress: Called now and then, from any thread, with the users done and their number, of all worlds.
  /// - Throws: `World.CompilationError` for a scenario that was not validated, `PeopleError` for a table that does not fit
  ///   it, `OwnBehaviorFault` when an own behavior returns what no law can use, `CancellationError` when cancelled,
  ///   `StatisticsError` when an estimator fails.
  public func result(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> RunResult {
    try await outcome(progress: progress).result
  }

  /// Plays and analyses, and hands out the numbers of every user where ``keepsUsers`` asks for them.
  ///
  /// - Parameter progress: As in ``result(progress:)``.
  /// - Throws: As ``result(progress:)``.
  public func outcome(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> RunOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    let world = try TestRun.world(scenario, keepsUsers: keepsUsers, own: own)
    let isSplit = world.isCoupled && !scenario.experiments.isEmpty
    let total = world.users * (1 + scenario.worldCount + (isSplit ? 1 : 0))
    let (sums, table) = try await played(world) { progress?($0, total) }
    let builder = ResultBuilder(scenario: scenario, world: world, sums: sums)
    var result = try builder.result()
    result.people = own.peopleSource
    result.own = own.pieces
    var users = result.users
    if let table, !scenario.experiments.isEmpty {
      let tests = try TestRun(scenario: scenario, world: world).results(table, threads: threads) {
        progress?(world.users + $0, total)
      }
      result.tests = tests
      result.checklist = LaunchChecklist(scenario: scenario, result: result, tests: tests).items()
      result.warnings += TestWarnings(scenario: scenario, tests: tests).warnings()
      users += isSplit ? world.users / max(1, sums.count) : 0
    }
    if scenario.worldCount > 0 {
      let before = total - world.users * scenario.worldCount
      let worlds = try await drawnWorlds { progress?(before + $0, total) }
      users += worlds.reduce(0) { $0 + $1.users }
      result.uncertainty = try UncertaintyBuilder(
        builder: builder, central: try WorldOutcome(builder, inputs: []), worlds: worlds
      ).uncertainty()
    }
    let seconds = (clock.now - start) / .seconds(1)
    let userDays = users * scenario.horizonDays * builder.sums.count
    result.timing = RunResult.Timing(
      wallSeconds: seconds, userDays: userDays, userDaysPerSecond: Double(userDays) / max(seconds, 1e-9),
      threads: threads, peakMemoryBytes: ProcessMemory.peakBytes)
    let numbers = keepsUsers ? table.map { UserNumbers($0, of: world) } : nil
    return RunOutcome(result: result, users: numbers)
  }

  /// Plays the worlds that the uncertain numbers allow, one after the other.
  private func drawnWorlds(progress: @escaping @Sendable (Int) -> Void) async throws -> [WorldOutcome] {
    var worlds: [WorldOutcome] = []
    var done = 0
    for replication in 1...UInt32(max(1, scenario.worldCount)) {
      let inputs = try WorldDraw(scenario, replication: replication).values
      var settled = scenario.settled(inputs)
      // Asked of the central world only.
      settled.naive = nil
      settled.experiments = []
      settled.checks = []
      let world = try World(settled, replication: replication, outcomes: nil, own: own)
      let before = done
      let sums = try await sums(of: world) { progress(before + $0) }
      worlds.append(try WorldOutcome(ResultBuilder(scenario: settled, world: world, sums: sums), inputs: inputs))
      done += world.users
    }
    return worlds
  }

  /// Plays a world, and keeps every user's numbers where tests need them.
  private func played(
    _ world: World, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> (sums: [ArmSums], table: OutcomeTable?) {
    guard world.outcomes != nil else { return (try await sums(of: world, progress: progress), nil) }
    return try await Simulator(world, threads: threads, shard: shard).outcomes(progress: progress)
  }

  private func sums(of world: World, progress: @escaping @Sendable (Int) -> Void) async throws -> [ArmSums] {
    try await Simulator(world, threads: threads, shard: shard).run(progress: progress)
  }
}

import Foundation
import Simulation

/// Plays a scenario and says what it found.
///
/// ```swift
/// let result = try await ScenarioRun(scenario).result()
/// result.lifts.first?.lift.estimate
/// ```
public struct ScenarioRun: Sendable {
  /// Version of the lab; a part of what a digest depends on.
  public static let version = "0.1.0"

  public let scenario: Scenario
  /// Threads to use, at least 1.
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  /// Users that a thread takes at a time, at least 1; does not change the result.
  public var shard = 2048

  /// Prepares a run.
  public init(_ scenario: Scenario) { self.scenario = scenario }

  /// Plays and analyses.
  ///
  /// - Parameter progress: Called now and then, from any thread, with the users done and their number.
  /// - Throws: `World.CompilationError` for a scenario that was not validated, `CancellationError` when cancelled,
  ///   `StatisticsError` when an estimator fails.
  public func result(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> RunResult {
    let clock = ContinuousClock()
    let start = clock.now
    let world = try World(scenario)
    let users = world.users
    let sums = try await Simulator(world, threads: threads, shard: shard).run { done in progress?(done, users) }
    var result = try ResultBuilder(scenario: scenario, world: world, sums: sums).result()
    let seconds = (clock.now - start) / .seconds(1)
    let userDays = result.users * scenario.horizonDays * sums.count
    result.timing = RunResult.Timing(
      wallSeconds: seconds, userDays: userDays, userDaysPerSecond: Double(userDays) / max(seconds, 1e-9),
      threads: threads, peakMemoryBytes: ProcessMemory.peakBytes)
    return result
  }
}

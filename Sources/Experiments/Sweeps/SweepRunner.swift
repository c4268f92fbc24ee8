import Foundation
import Primitives
import Simulation
import Synchronization

/// Plays the points of a sweep, several at the same time.
///
/// Points are independent, so each thread plays one from beginning to end; only when there are fewer points than
/// threads do several threads share one. A point that cannot be played is an outcome with a reason and stops nothing.
public struct SweepRunner: Sendable {
  /// Makes the scenario of a point.
  public let scenario: @Sendable (SweepPoint) throws -> Scenario
  /// Threads to use in all, at least 1; does not change any outcome.
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  /// The installed base of every point, from a table; nil: all are drawn.
  public var people: PeopleTable?

  /// Prepares to play.
  ///
  /// - Parameter scenario: Makes the scenario of a point; what it throws becomes the reason of a failed point.
  public init(scenario: @escaping @Sendable (SweepPoint) throws -> Scenario) { self.scenario = scenario }

  /// The seed of a replication: the scenario's own for the first, below 2^53 for the others so that any reader of
  /// JSON gets it whole.
  public static func seed(_ seed: UInt64, replication: Int) -> UInt64 {
    replication == 0 ? seed : RunKey(seed: seed, replication: UInt32(truncatingIfNeeded: replication)).value >> 11
  }

  /// Plays some points.
  ///
  /// - Parameters:
  ///   - jobs: What is played.
  ///   - point: The point of a number.
  ///   - progress: Called from any thread with the jobs done, fractions of those under way among them.
  ///   - finished: Called once per job, one after the other, in the order in which they end.
  /// - Throws: `CancellationError` when cancelled, and what `finished` throws.
  public func play(
    _ jobs: [SweepJob], point: @Sendable (Int) -> SweepPoint?, progress: (@Sendable (Double) -> Void)? = nil,
    finished: (SweepOutcome) throws -> Void
  ) async throws {
    let lanes = max(1, min(threads, jobs.count))
    let width = max(1, threads / lanes)
    let meter = Meter(report: progress)
    try await withThrowingTaskGroup(of: SweepOutcome.self) { group in
      var rest = jobs[...]
      func start() {
        guard let job = rest.popFirst() else { return }
        let point = point(job.point)
        group.addTask {
          guard let point else { return SweepOutcome(job: job, failure: "there is no such point") }
          return try await self.outcome(job, at: point, threads: width) { meter.set($0, of: job) }
        }
      }
      for _ in 0..<lanes { start() }
      for try await outcome in group {
        meter.finish(outcome.job)
        try finished(outcome)
        start()
      }
    }
  }

  private func outcome(
    _ job: SweepJob, at point: SweepPoint, threads: Int, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> SweepOutcome {
    do {
      var scenario = try scenario(point)
      scenario.seed = Self.seed(scenario.seed, replication: job.replication)
      // A sweep asks what settings change, not what tests, uncertain numbers or unfair comparisons would show.
      scenario.uncertain = []
      scenario.replications = nil
      scenario.naive = nil
      scenario.experiments = []
      var run = ScenarioRun(scenario)
      run.threads = threads
      run.people = people
      return SweepOutcome(job, try await run.result { progress(Double($0) / Double(max(1, $1))) })
    } catch let error as CancellationError {
      throw error
    } catch {
      try Task.checkCancellation()
      return SweepOutcome(job: job, failure: "\(error)")
    }
  }

  /// Adds up what is done.
  private final class Meter: Sendable {
    private let report: (@Sendable (Double) -> Void)?
    private let state = Mutex<(done: Int, parts: [SweepJob: Double])>((0, [:]))

    init(report: (@Sendable (Double) -> Void)?) { self.report = report }

    func set(_ part: Double, of job: SweepJob) {
      guard let report else { return }
      report(
        state.withLock { state in
          state.parts[job] = part
          return Double(state.done) + state.parts.values.reduce(0, +)
        })
    }

    func finish(_ job: SweepJob) {
      let done = state.withLock { state in
        state.parts[job] = nil
        state.done += 1
        return Double(state.done) + state.parts.values.reduce(0, +)
      }
      report?(done)
    }
  }
}

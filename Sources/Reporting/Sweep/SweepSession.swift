import Experiments
import Foundation
import Simulation

/// A sweep under way: what is asked, what is done, and where it is written down.
///
/// ```swift
/// let session = try SweepSession(task, folder: nil) { try scenario(with: $0) }
/// let report = try await session.report()
/// ```
public final class SweepSession {
  /// Told how far a round of points is; a search plays several rounds.
  public struct Round {
    /// Points that are done, in part those under way; called from any thread.
    public var show: @Sendable (Double) -> Void
    /// Called when the round has ended, or failed.
    public var end: () -> Void

    public init(show: @escaping @Sendable (Double) -> Void, end: @escaping () -> Void = {}) {
      self.show = show
      self.end = end
    }
  }

  private let task: SweepTask
  private let runner: SweepRunner
  private let journal: SweepJournal?
  private var ledger: SweepLedger

  /// Opens the journal of a folder, if there is one.
  ///
  /// - Parameters:
  ///   - folder: Where outcomes are kept, so that the same sweep goes on where it was stopped; nil: nowhere.
  ///   - restarts: Whether to forget what is there.
  ///   - threads: Nil: one per processor.
  ///   - people: The installed base of every point; nil: all are drawn.
  ///   - scenario: Makes the scenario with some overrides; the description of what it throws is the reason of a
  ///     failed point.
  /// - Throws: ``SweepJournalError``, ``OutputError``.
  public init(
    _ task: SweepTask, folder: URL?, restarts: Bool = false, threads: Int? = nil, people: PeopleTable? = nil,
    scenario: @escaping @Sendable ([String]) throws -> Scenario
  ) throws {
    self.task = task
    var base = task.scenario
    base.sweep = nil
    let table = people.map { "\n\($0.sha256)" } ?? ""
    let fingerprint = ResultsJSON.sha256("\(ScenarioRun.version)\n\(task.plan.text)\n\(base.canonicalText)\(table)")
    journal = try folder.map { try SweepJournal(folder: $0, fingerprint: fingerprint, restarts: restarts) }
    ledger = SweepLedger(journal?.known ?? [])
    let plan = task.plan
    var runner = SweepRunner { try scenario(plan.overrides(of: $0)) }
    if let threads { runner.threads = threads }
    runner.people = people
    self.runner = runner
  }

  /// Plays what is missing and draws up the report.
  ///
  /// - Parameter round: Told of every round of so many points.
  /// - Throws: `CancellationError`, ``OutputError``, `StatisticsError`.
  public func report(round: (Int) -> Round = { _ in Round(show: { _ in }) }) async throws -> SweepReport {
    if let search = task.search { return try await searched(search, round) }
    let jobs = (0..<task.replications).flatMap { replication in
      task.plan.points.map { SweepJob(point: $0.index, replication: replication) }
    }.sorted { ($0.point, $0.replication) < ($1.point, $1.replication) }
    let outcomes = try await play(jobs, round)
    var report = SweepReport(task.plan, scenario: task.scenario, measure: task.measure, outcomes: outcomes)
    if task.isAnalyzed, let measure = task.measure {
      report.sensitivity = try SensitivityAnalysis(task.plan, measure: measure, outcomes: outcomes)
    }
    return report
  }

  private func searched(_ search: SweepSearch, _ round: (Int) -> Round) async throws -> SweepReport {
    var played: Set<SweepJob> = []
    let result = try await search.result { jobs in
      played.formUnion(jobs)
      return try await self.play(jobs, round)
    }
    let jobs = played.sorted { ($0.point, $0.replication) < ($1.point, $1.replication) }
    var report = SweepReport(
      task.plan, scenario: task.scenario, measure: search.measure, outcomes: ledger.outcomes(of: jobs))
    report.search = result
    return report
  }

  /// Plays the jobs that no journal has, and returns the outcomes of all.
  private func play(_ jobs: [SweepJob], _ round: (Int) -> Round) async throws -> [SweepOutcome] {
    let missing = ledger.missing(of: jobs)
    if !missing.isEmpty {
      let round = round(missing.count)
      defer { round.end() }
      try await runner.play(
        missing, point: { [plan = task.plan] in $0 < plan.points.count ? plan.points[$0] : plan.asWritten },
        progress: round.show
      ) { outcome in
        try journal?.add(outcome)
        ledger.add(outcome)
      }
    }
    return ledger.outcomes(of: jobs)
  }
}

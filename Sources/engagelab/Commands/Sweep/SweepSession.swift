import Experiments
import Foundation
import Reporting
import ScenarioFile
import Simulation

/// A sweep under way: what is asked, what is done, and where it is written down.
final class SweepSession {
  /// What is asked.
  struct Task: Sendable {
    var plan: SweepPlan
    var scenario: Scenario
    var measure: SweepMeasure?
    var search: SweepSearch?
    var replications: Int
  }

  /// How it is done.
  struct Settings: Sendable {
    var loaded: ScenarioFile.Loaded
    /// What problems call the scenario.
    var name: String
    var population: PopulationArguments
    var threads: Int?
    var isQuiet: Bool
    var restarts: Bool

    /// The scenario of a point: the text that was read, with the overrides of the command line and then its own.
    func scenario(_ overrides: [String]) throws(ScenarioFileError) -> Scenario {
      let read = try ScenarioFile.parse(loaded.source, name: name, overrides: loaded.overrides + overrides)
      return population.applied(to: read.scenario)
    }

    /// Refuses values of which none can be, alone or in the points: a path that is misspelt is no failure of points.
    func checkValues(of plan: SweepPlan) throws {
      let some = [0, plan.points.count / 2, plan.points.count - 1].map { plan.points[$0] }
      for parameter in plan.parameters {
        let alone = [0, 0.5, 1].map { [parameter.override(parameter.values.value(at: $0))] }
        var problem: ScenarioFileError?
        let isPossible = (alone + some.map(plan.overrides)).contains { overrides in
          do throws(ScenarioFileError) {
            _ = try scenario(overrides)
            return true
          } catch {
            problem = problem ?? error
            return false
          }
        }
        if let problem, !isPossible {
          complain(problem.description)
          throw Exit.usage
        }
      }
    }
  }

  private let task: Task
  private let runner: SweepRunner
  private let journal: SweepJournal
  private var ledger: SweepLedger
  private let settings: Settings

  /// Opens the journal of a folder.
  ///
  /// - Throws: ``SweepJournalError``, ``OutputError``.
  init(_ task: Task, settings: Settings, folder: URL) throws {
    self.task = task
    self.settings = settings
    var base = task.scenario
    base.sweep = nil
    let fingerprint = ResultsJSON.sha256(
      "\(ScenarioRun.version)\n\(task.plan.text)\n\(base.canonicalText)")
    journal = try SweepJournal(folder: folder, fingerprint: fingerprint, restarts: settings.restarts)
    ledger = SweepLedger(journal.known)
    let plan = task.plan
    var runner = SweepRunner { point in
      do throws(ScenarioFileError) {
        return try settings.scenario(plan.overrides(of: point))
      } catch {
        throw PointFailure(error)
      }
    }
    if let threads = settings.threads { runner.threads = threads }
    self.runner = runner
  }

  /// Plays what is missing and draws up the report.
  func report(_ question: SweepQuestionArguments) async throws -> SweepReport {
    if let search = task.search { return try await searched(search) }
    let jobs = (0..<task.replications).flatMap { replication in
      task.plan.points.map { SweepJob(point: $0.index, replication: replication) }
    }.sorted { ($0.point, $0.replication) < ($1.point, $1.replication) }
    let outcomes = try await play(jobs)
    var report = SweepReport(task.plan, scenario: task.scenario, measure: task.measure, outcomes: outcomes)
    if question.sensitivity != nil, let measure = task.measure {
      report.sensitivity = try SensitivityAnalysis(task.plan, measure: measure, outcomes: outcomes)
    }
    return report
  }

  private func searched(_ search: SweepSearch) async throws -> SweepReport {
    var played: Set<SweepJob> = []
    let result = try await search.result { jobs in
      played.formUnion(jobs)
      return try await self.play(jobs)
    }
    let jobs = played.sorted { ($0.point, $0.replication) < ($1.point, $1.replication) }
    var report = SweepReport(
      task.plan, scenario: task.scenario, measure: search.measure, outcomes: ledger.outcomes(of: jobs))
    report.search = result
    return report
  }

  /// Plays the jobs that no journal has, and returns the outcomes of all.
  private func play(_ jobs: [SweepJob]) async throws -> [SweepOutcome] {
    let missing = ledger.missing(of: jobs)
    if !missing.isEmpty {
      let line = ProgressLine(isQuiet: settings.isQuiet, unit: .points)
      defer { line.clear() }
      let total = missing.count * 1000
      try await runner.play(
        missing, point: { [plan = task.plan] in $0 < plan.points.count ? plan.points[$0] : plan.asWritten },
        progress: { line.show(Int($0 * 1000), of: total) }
      ) { outcome in
        try journal.add(outcome)
        ledger.add(outcome)
      }
    }
    return ledger.outcomes(of: jobs)
  }

  /// Why the file at a point is no scenario: its first problem.
  private struct PointFailure: Error, CustomStringConvertible {
    let description: String

    init(_ error: ScenarioFileError) {
      let problem = error.problems.first { $0.severity == .error } ?? error.problems.first
      description = problem.map { "\($0.path.isEmpty ? "" : "\($0.path): ")\($0.what); \($0.remedy)" } ?? "\(error)"
    }
  }
}

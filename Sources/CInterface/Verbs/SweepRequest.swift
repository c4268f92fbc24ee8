import Experiments
import Foundation
import Primitives
import Reporting
import ScenarioFile
import Simulation

/// `sweep`: plays a scenario at many settings.
struct SweepRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable {
    case scenario, vary, design, points, replications, sensitivity, search, of, arm
    case subjectTo = "subject_to"
    case minimize, indifference, confidence
    case firstStage = "first_stage"
    case mostReplications = "most_replications"
    case folder, restart, threads
  }
  typealias CodingKeys = Keys

  static var inputs: [String] { [ScenarioSource.peopleInput] }

  var scenario: ScenarioSource
  var vary: [String]?
  var design: Word<SweepDefinition.Design>?
  var points: Int?
  var replications: Int?
  var sensitivity: Word<SweepOptions.Sensitivity>?
  var search: Bool?
  var of: String?
  var arm: String?
  var subjectTo: [String]?
  var minimize: Bool?
  var indifference: ShareText?
  var confidence: ShareText?
  var firstStage: Int?
  var mostReplications: Int?
  /// Where points that are done are kept; nil: nowhere.
  var folder: String?
  var restart: Bool?
  var threads: Int?

  private var options: SweepOptions {
    var options = SweepOptions()
    (options.vary, options.design, options.points) = (vary ?? [], design?.choice, points)
    (options.replications, options.sensitivity) = (replications, sensitivity?.choice)
    (options.searches, options.measure, options.arm) = (search ?? false, of, arm)
    (options.constraints, options.minimizes) = (subjectTo ?? [], minimize ?? false)
    options.indifference = indifference?.text
    if let confidence { options.confidence = confidence.text }
    if let firstStage { options.firstStage = firstStage }
    if let mostReplications { options.mostReplications = mostReplications }
    return options
  }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let options = options
    try options.check()
    if let threads { _ = try RunRequest.checked(threads: threads) }
    if restart ?? false, folder == nil {
      throw JobProblem(.usage, "`restart` needs a `folder`", path: "restart")
    }
    let (source, people) = try scenario.peopled(inputs)
    let loaded = try source.load()
    // A table that does not fit is told at once, not point by point.
    if people != nil { _ = try World(loaded.scenario, people: people) }
    let task = try options.task(for: loaded.scenario, usersAreGiven: source.users != nil)
    try task.checkValues { try source.again(loaded, $0) }
    // A page that cannot be made is told before the work, not after it.
    let assets = try PageAssets.shared.load()
    let session = try SweepSession(
      task, folder: try folder.map(Self.prepared), restarts: restart ?? false, threads: threads, people: people
    ) { overrides in
      do { return try source.again(loaded, overrides) } catch let error as ScenarioFileError {
        throw OptionError(error.reason)
      }
    }
    let report = try await session.report { count in
      progress.show(0, of: count, .points)
      return SweepSession.Round(show: { progress.show(Int($0), of: count, .points) })
    }
    return JobOutput(
      documents: [("text", report.text(style: .plain)), ("sweep.html", report.page(assets: assets))],
      tables: SweepTables(report).all, warnings: ScenarioSource.warnings(loaded) + Self.doubts(report))
  }

  /// A search that found nothing, or nothing for sure.
  private static func doubts(_ report: SweepReport) -> [JobProblem] {
    guard let search = report.search, search.winner == nil || !search.isDecided else { return [] }
    var problem = JobProblem(.undecided, search.sentences.first ?? "the search is not decided", code: "undecided")
    problem.isWarning = true
    return [problem]
  }

  private static func prepared(_ folder: String) throws -> URL {
    try AtomicOutput(folder: URL(fileURLWithPath: folder)).folder
  }
}

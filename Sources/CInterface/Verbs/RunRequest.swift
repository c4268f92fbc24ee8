import Experiments
import Reporting
import ScenarioFile
import Simulation

/// `run`: plays a scenario.
struct RunRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable {
    case scenario, threads, replications
    case keepsUsers = "keep_users"
  }
  typealias CodingKeys = Keys

  static var inputs: [String] { [ScenarioSource.peopleInput] }

  var scenario: ScenarioSource
  /// 1 to 1024; nil: one per processor.
  var threads: Int?
  /// Worlds that are drawn where numbers are uncertain, 2 to 1000; nil: the scenario's.
  var replications: Int?
  /// Whether the numbers of every user are handed out.
  var keepsUsers: Bool?

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let (source, people) = try scenario.peopled(inputs)
    let loaded = try source.load()
    var played = loaded.scenario
    if let replications { played = try replicated(played, replications) }
    var run = ScenarioRun(played)
    if let threads { run.threads = try Self.checked(threads: threads) }
    run.keepsUsers = keepsUsers ?? false
    run.people = people
    let outcome = try await run.outcome { progress.show($0, of: $1) }
    let result = try ResultsJSON.sealed(outcome.result, scenarioText: played.canonicalText, people: people)
    var output = try RunOutput.output(of: result)
    output.documents.append(("scenario.yaml", ScenarioFile.text(of: played)))
    if let users = outcome.users { output.tables.append(("users", UsersTable(users).table)) }
    output.warnings = ScenarioSource.warnings(loaded)
    return output
  }

  /// Threads that can be asked for.
  static func checked(threads: Int) throws(JobProblem) -> Int {
    guard (1...1024).contains(threads) else {
      throw JobProblem(.usage, "`threads` must be from 1 to 1024", path: "threads")
    }
    return threads
  }

  private func replicated(_ original: Scenario, _ count: Int) throws(JobProblem) -> Scenario {
    guard Scenario.replicationRange.contains(count) else {
      throw JobProblem(.usage, "`replications` must be from 2 to 1000", path: "replications")
    }
    guard !original.uncertain.isEmpty else {
      throw JobProblem(
        .usage, "`replications` needs a number that is uncertain",
        remedy: "give one as a distribution, such as \"normal(0.485, 0.03)\", or leave it out", path: "replications")
    }
    var scenario = original
    scenario.replications = count
    return scenario
  }
}

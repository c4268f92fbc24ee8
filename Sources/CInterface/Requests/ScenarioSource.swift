import Foundation
import ScenarioFile
import Simulation

/// A scenario as a request names it: a file or a text, and what is changed in it.
struct ScenarioSource: Decodable, Sendable {
  var path: String?
  var text: String?
  /// What problems call a text.
  var name: String?
  /// Values that are replaced, as `path=value`.
  var set: [String]?
  /// Users of the installed base; new users are scaled with them.
  var users: Int?
  var seed: UInt64?

  private enum CodingKeys: String, CodingKey, CaseIterable { case path, text, name, set, users, seed }

  init(from decoder: any Decoder) throws {
    try decoder.check(CodingKeys.self)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    path = try values.decodeIfPresent(String.self, forKey: .path)
    text = try values.decodeIfPresent(String.self, forKey: .text)
    name = try values.decodeIfPresent(String.self, forKey: .name)
    set = try values.decodeIfPresent([String].self, forKey: .set)
    users = try values.decodeIfPresent(Int.self, forKey: .users)
    // As a text, too: 64 bits do not fit the numbers of every writer of JSON.
    let digits = try? values.decode(String.self, forKey: .seed)
    seed = try digits.flatMap { UInt64($0) } ?? values.decodeIfPresent(UInt64.self, forKey: .seed)
  }

  /// Reads the scenario.
  ///
  /// - Throws: `ScenarioFileError`, `JobProblem`.
  func load() throws -> ScenarioFile.Loaded {
    var loaded: ScenarioFile.Loaded
    switch (path, text) {
    case (let path?, nil): loaded = try ScenarioFile.load(path, overrides: set ?? [])
    case (nil, let text?): loaded = try ScenarioFile.parse(text, name: shownName, overrides: set ?? [])
    default: throw JobProblem(.usage, "a scenario is a file or a text", remedy: "give either `path` or `text`")
    }
    loaded.scenario = try applied(to: loaded.scenario)
    return loaded
  }

  /// The scenario that was read, with further values replaced.
  ///
  /// - Throws: `ScenarioFileError`, `JobProblem`.
  func again(_ loaded: ScenarioFile.Loaded, _ overrides: [String]) throws -> Scenario {
    try applied(
      to: ScenarioFile.parse(loaded.source, name: shownName, overrides: loaded.overrides + overrides).scenario)
  }

  /// What problems call it.
  var shownName: String { path ?? name ?? "<text>" }

  /// The scenario with these users and draws.
  func applied(to original: Scenario) throws(JobProblem) -> Scenario {
    var scenario = original
    if let seed { scenario.seed = seed }
    if let users {
      guard (1...100_000_000).contains(users) else {
        throw JobProblem(.usage, "`users` must be from 1 to 100,000,000", path: "users")
      }
      scenario.population = scenario.population.scaled(to: users)
    }
    return scenario
  }

  /// The table of people that was handed in, if any, and the scenario with as many users, unless it says how many.
  ///
  /// - Throws: `ArrowError`, `PeopleError`.
  func peopled(_ inputs: JobInputs) throws -> (source: ScenarioSource, people: PeopleTable?) {
    guard let people = try inputs.stream(Self.peopleInput).map({ try PeopleReader($0).table() }) else {
      return (self, nil)
    }
    var source = self
    source.users = users ?? people.rows
    return (source, people)
  }

  /// Name of the table of people.
  static let peopleInput = "people"

  /// Warnings of a scenario that was read.
  static func warnings(_ loaded: ScenarioFile.Loaded) -> [JobProblem] { loaded.warnings.map { JobProblem($0) } }
}

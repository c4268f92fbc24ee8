import EngagementCore
import Primitives
import ScenarioFile
import Simulation

/// `log`: what the platform heard and decided of some users.
struct LogRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case scenario, users }

  static var inputs: [String] { [ScenarioSource.peopleInput] }

  var scenario: ScenarioSource
  /// How many, spread evenly over all, or which; nil: 1000.
  var users: Users?

  enum Users: Decodable, Sendable {
    case spread(Int)
    case these([Int])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([Int].self) {
        self = .these(list)
      } else if let count = try? container.decode(Int.self) {
        self = .spread(count)
      } else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "expected a number of users, or a list of their numbers")
      }
    }
  }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let (source, people) = try scenario.peopled(inputs)
    let loaded = try source.load()
    let world = try World(loaded.scenario, people: people)
    let log = EventLog(world)
    let chosen = try chosen(log, in: world)
    var table = LogTable()
    progress.show(0, of: chosen.count)
    try log.write(users: chosen) { done in
      try Task.checkCancellation()
      progress.show(done, of: chosen.count)
    } _: { record in
      table.add(record)
    }
    progress.show(chosen.count, of: chosen.count)
    return JobOutput(tables: [("events", table.table)], warnings: ScenarioSource.warnings(loaded))
  }

  private func chosen(_ log: EventLog, in world: World) throws(JobProblem) -> [Int] {
    switch users ?? .spread(1000) {
    case .spread(let count):
      guard count >= 1 else {
        throw JobProblem(.usage, "`users` must be at least 1, or a list of numbers", path: "users")
      }
      return log.users(spread: count)
    case .these(let list):
      for user in list { try ExplainRequest.check(user: user, in: world) }
      return list
    }
  }
}

/// `explain`: one user's story.
struct ExplainRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case scenario, user, arm, campaign }

  static var inputs: [String] { [ScenarioSource.peopleInput] }

  var scenario: ScenarioSource
  var user: Int
  /// Nil: the last.
  var arm: String?
  /// Only decisions about it; nil: all.
  var campaign: String?

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let (source, people) = try scenario.peopled(inputs)
    let loaded = try source.load()
    let world = try World(loaded.scenario, people: people)
    let arms = world.scenario.comparison.arms.map(\.name)
    let name = try Self.name(arm ?? arms.last ?? "", among: arms, "arm")
    if let campaign { _ = try Self.name(campaign, among: world.scenario.campaigns.map(\.name), "campaign") }
    try Self.check(user: user, in: world)
    var story = UserStory(world, arm: name, campaign: campaign)
    var table = LogTable()
    progress.show(0, of: 1)
    try EventLog(world).write(users: [user]) { record in
      story.take(record)
      if record.arm.isEmpty || record.arm == name { table.add(record) }
    }
    return JobOutput(
      documents: [("text", story.text)], tables: [("records", table.table)],
      warnings: ScenarioSource.warnings(loaded))
  }

  private static func name(_ name: String, among names: [String], _ key: String) throws(JobProblem) -> String {
    guard names.contains(name) else {
      let near = nearestName(to: name, in: names).map { "did you mean `\($0)`?" }
      throw JobProblem(
        .usage, "there is no \(key) `\(name)`", remedy: near ?? "there are \(names.joined(separator: ", "))",
        code: "unknown-name", path: key)
    }
    return name
  }

  static func check(user: Int, in world: World) throws(JobProblem) {
    guard (0..<world.users).contains(user) else {
      throw JobProblem(
        .usage, "there is no user \(user)", remedy: "users are numbered from 0 to \(world.users - 1)", path: "user")
    }
  }
}

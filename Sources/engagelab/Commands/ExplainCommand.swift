import ArgumentParser
import EngagementCore
import Simulation

/// `engagelab explain`: one user's story.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell one user's story: sessions, tags, and every decision with the rule that caused it.",
    discussion: """
      Examples:
        engagelab explain Scenarios/media.yaml --arm all --user 7
        engagelab explain Scenarios/media.yaml --arm all --user 7 --campaign weekly_digest
      """)

  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "Arm under which the user lives (default: the last).")
  var arm: String?

  @Option(help: "Number of the user, from 0.")
  var user: Int

  @Option(help: "Only decisions about this campaign.")
  var campaign: String?

  @Option(help: "Seed of all random draws.")
  var seed: UInt64?

  @Option(help: "Users of the installed base, as in the run that is to be explained.")
  var users: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the scenario; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  func run() throws {
    let world = try World.load(file, overrides: overrides) { scenario in
      if let seed { scenario.seed = seed }
      if let users { scenario.population = scenario.population.scaled(to: users) }
    }
    let names = world.scenario.comparison.arms.map(\.name)
    let chosen = arm ?? names.last ?? ""
    guard names.contains(chosen) else {
      complain("\(file): error: no arm is called `\(chosen)`; the arms are \(names.joined(separator: ", "))")
      throw Exit.usage
    }
    if let campaign, !world.scenario.campaigns.contains(where: { $0.name == campaign }) {
      complain("\(file): error: no campaign is called `\(campaign)`")
      throw Exit.usage
    }
    guard (0..<world.users).contains(user) else {
      complain("\(file): error: there is no user \(user); users are numbered from 0 to \(world.users - 1)")
      throw Exit.usage
    }
    var story = UserStory(world, arm: chosen, campaign: campaign)
    try EventLog(world).write(users: [user]) { story.take($0) }
    print(story.text)
  }
}

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

  @OptionGroup var source: ScenarioArguments
  @OptionGroup var population: PopulationArguments

  @Option(help: "Arm under which the user lives (default: the last).")
  var arm: String?

  @Option(help: "Number of the user, from 0.")
  var user: Int

  @Option(help: "Only decisions about this campaign.")
  var campaign: String?

  func run() throws {
    let world = try source.world(population.applied)
    let index = try source.arm(arm, of: world.scenario)
    if let campaign, !world.scenario.campaigns.contains(where: { $0.name == campaign }) {
      throw source.refusal("no campaign is called `\(campaign)`")
    }
    guard (0..<world.users).contains(user) else {
      throw source.refusal("there is no user \(user); users are numbered from 0 to \(world.users - 1)")
    }
    var story = UserStory(world, arm: world.scenario.comparison.arms[index].name, campaign: campaign)
    try EventLog(world).write(users: [user]) { story.take($0) }
    print(story.text)
  }
}

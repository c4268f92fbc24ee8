import ArgumentParser
import Experiments

/// The command line of the lab: parsing and printing only.
@main
struct EngageLab: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engagelab",
    abstract: "Rehearse engagement programs on simulated people, and say what each would change.",
    discussion: """
      Example:
        engagelab run Scenarios/first-steps.yaml --out out/first-steps

      Exit codes:
        0   fine
        1   a check failed
        2   differs from its baseline
        3   cannot tell: too little data
        64  bad usage or scenario
        65  bad data
        70  internal error
        74  output could not be written
        130 interrupted; nothing is left half-written
      """,
    version: ScenarioRun.version,
    subcommands: [
      ValidateCommand.self, TagPlanCommand.self, AudienceCommand.self, RunCommand.self, ExplainCommand.self,
      ReplayCommand.self, DesignCommand.self, AnalyzeCommand.self, CalibrateCommand.self, StatsCommand.self,
    ])
}

import ArgumentParser
import ScenarioFile
import Simulation

/// `engagelab tagplan`: what the app must report, and what needs it.
struct TagPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tagplan",
    abstract: "Print the tag plan of a scenario as a table for the app's developers.",
    discussion: """
      One line for each tag and app-info: its name, type and extras, where it occurs, and which segments, triggers, texts \
      and KPIs need it. Tags that nothing needs are warned of. A tag that something needs and nobody collects is an \
      error (exit code 64), unless the scenario says `missing_tags: allow`; then its line says so.

      Examples:
        engagelab tagplan Scenarios/media.yaml
        engagelab tagplan Scenarios/media.yaml --format csv > tagplan.csv
      """)

  @OptionGroup var source: ScenarioArguments

  @Option(help: "How the table is written: markdown or csv.")
  var format = Format.markdown

  /// How the table is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case markdown, csv
  }

  func run() throws {
    // Of the other warnings `validate` speaks.
    let loaded = try source.load {
      $0.code == "missing-tag" || ($0.code == "unused" && $0.path.hasPrefix("app."))
    }
    let page = TagPlanPage(loaded.scenario)
    switch format {
    case .markdown: print(page.markdown, terminator: "")
    case .csv: print(page.csv, terminator: "")
    }
  }
}

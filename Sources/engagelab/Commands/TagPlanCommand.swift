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

  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "How the table is written: markdown or csv.")
  var format = Format.markdown

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Replace a value of the scenario; may be repeated.", valueName: "path=value"))
  var overrides: [String] = []

  /// How the table is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case markdown, csv
  }

  func run() throws {
    let loaded: ScenarioFile.Loaded
    do {
      loaded = try ScenarioFile.load(file, overrides: overrides)
    } catch {
      complain(error.description)
      throw Exit.usage
    }
    // Of the other warnings `validate` speaks.
    for warning in loaded.warnings
    where warning.code == "missing-tag" || (warning.code == "unused" && warning.path.hasPrefix("app.")) {
      complain(warning.description)
    }
    let page = TagPlanPage(loaded.scenario)
    switch format {
    case .markdown: print(page.markdown, terminator: "")
    case .csv: print(page.csv, terminator: "")
    }
  }
}

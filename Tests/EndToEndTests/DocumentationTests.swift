import Foundation
import Testing

/// Every command of the documentation runs as it is written.
@Suite struct DocumentationTests {
  /// Files that the pages speak of.
  private func sampleData(_ command: Command) throws {
    var users = "user,arm,country,spend,spend_before,retained\n"
    var days = "user_id,arm,day,clicks,views,spend\n"
    for user in 0..<600 {
      let arm = user % 2 == 0 ? "control" : "treatment"
      let before = (user * 37) % 90
      users +=
        "\(user),\(arm),\(["FR", "CA", "US"][user % 3]),\(before / 2 + user % 11),\(before),\(user % 5 == 0 ? 1 : 0)\n"
      for day in 0..<3 { days += "\(user),\(arm),\(day),\((user + day) % 4),\(4 + user % 3),\(user % 7)\n" }
    }
    _ = try command.write(users, to: "experiment.csv")
    _ = try command.write(days, to: "days.csv")
    _ = try command.write(CalibrateTests.campaigns, to: "campaigns.csv")
    try FileManager.default.createSymbolicLink(
      at: command.folder.appendingPathComponent("Tests"),
      withDestinationURL: Command.package.appendingPathComponent("Tests"))
  }

  @Test(arguments: ["analyze.md", "calibrate.md", "stats.md"])
  func commandsOfThePagesRun(page: String) throws {
    let command = try Command()
    defer { command.remove() }
    try sampleData(command)
    let lines = try Command.shellLines(page: page)
    #expect(lines.count >= 5)
    for line in lines {
      let output = try command.shell(line)
      #expect(output.status == 0, "\(line): \(output.err)")
    }
  }

  /// These pages speak of scenarios of the library.
  @Test(arguments: [
    "check.md", "compare.md", "design-a-test.md", "experiments.md", "parameters.md", "stories.md", "sweep.md",
  ])
  func commandsAboutScenariosRun(page: String) throws {
    let command = try Command()
    defer { command.remove() }
    try FileManager.default.createSymbolicLink(
      at: command.folder.appendingPathComponent("Scenarios"),
      withDestinationURL: Command.package.appendingPathComponent("Scenarios"))
    let lines = try Command.shellLines(page: page)
    #expect(!lines.isEmpty)
    for line in lines {
      // As people type them: a build server records no baselines.
      let output = try command.shell(line, environment: ["CI": ""])
      #expect(output.status == 0, "\(line): \(output.err)")
    }
  }

  @Test func commandsOfTheStatisticsPagesRun() throws {
    let command = try Command()
    defer { command.remove() }
    let folder = Command.package.appendingPathComponent("Documentation/statistics")
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
    #expect(pages.count > 10)
    for page in pages {
      for line in try Command.shellLines(page: "statistics/\(page)") {
        let output = try command.shell(line)
        #expect(output.status == 0, "\(page): \(line): \(output.err)")
      }
    }
  }

  @Test func batchExampleIsWhatThePageShows() throws {
    let command = try Command()
    defer { command.remove() }
    let line = try #require(try Command.shellLines(page: "stats.md").first { $0.hasPrefix("echo") })
    let text = try String(contentsOf: Command.package.appendingPathComponent("Documentation/stats.md"), encoding: .utf8)
    #expect(text.contains("```json\n\(try command.shell(line).out)```"))
  }
}

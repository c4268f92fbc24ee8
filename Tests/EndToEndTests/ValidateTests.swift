import Foundation
import Testing

/// `engagelab validate` and the usage of the command.
@Suite struct ValidateTests {
  @Test func everyShippedScenarioIsFine() throws {
    let command = try Command()
    defer { command.remove() }
    let folder = Command.package.appendingPathComponent("Scenarios")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 3)
    let output = try command.run(["validate"] + files.sorted().map { folder.appendingPathComponent($0).path })
    #expect(output.status == 0, "\(output.err)")
    // One scenario is about a tag plan with a gap, and is told so.
    let warnings = output.err.split(separator: "\n").filter {
      $0.contains(": warning: ") && !($0.contains("missing-tags.yaml:") && $0.contains(", which nobody collects"))
    }
    #expect(warnings.isEmpty, "\(output.err)")
  }

  @Test func allProblemsAreReportedAtOnceWithTheirPlaces() throws {
    let command = try Command()
    defer { command.remove() }
    let text = try String(contentsOfFile: Command.scenario("first-steps"), encoding: .utf8)
      .replacing("population:", with: "populatoin:")
    let file = try command.write(text + "\nunheard_of: 1\n", to: "bad.yaml")
    let output = try command.run(["validate", file])
    #expect(output.status == 64)
    let lines = output.err.split(separator: "\n").filter { $0.contains(": error: ") }
    #expect(lines.count >= 2)
    for line in lines { #expect(line.contains(/bad\.yaml:\d+:\d+: error: .+; .+/), "\(line)") }
    #expect(output.err.contains("population"))
  }

  @Test func printsAJSONSchema() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["validate", "--schema"])
    #expect(output.status == 0)
    let schema = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
    #expect((schema?["$schema"] as? String)?.contains("2020-12") == true)
    let scenario = (schema?["$defs"] as? [String: Any])?["scenario"] as? [String: Any]
    #expect(scenario?["properties"] != nil)
  }

  @Test func theReferencePageIsCurrent() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["validate", "--reference"])
    let page = try String(
      contentsOf: Command.package.appendingPathComponent("Documentation/scenario.md"), encoding: .utf8)
    #expect(output.out.trimmingCharacters(in: .newlines) == page.trimmingCharacters(in: .newlines))
  }

  @Test func thePageOfParametersIsCurrent() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["validate", "--parameters"])
    let page = try String(
      contentsOf: Command.package.appendingPathComponent("Documentation/parameters.md"), encoding: .utf8)
    #expect(output.status == 0 && output.out == page)
  }

  @Test(arguments: [
    ["frobnicate"], ["run"], ["run", "x.yaml", "--users", "many"], ["run", "x.yaml", "--threads", "0"],
  ])
  func badUsageIsExitCode64(_ arguments: [String]) throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(arguments)
    #expect(output.status == 64)
    #expect(output.err.contains("Usage:"))
  }

  @Test func helpNamesTheExitCodes() throws {
    let command = try Command()
    defer { command.remove() }
    let output = try command.run(["--help"])
    #expect(output.status == 0)
    for code in ["64", "65", "70", "130"] { #expect(output.out.contains(code)) }
  }
}

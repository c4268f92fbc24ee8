import Foundation
import ScenarioFile
import Testing

/// Each fixture is a scenario with mistakes; the text file of the same name holds exactly what must be said about it.
///
/// A line `# --set path=value` at the top of a fixture is an override.
@Suite("Malformed scenarios")
struct MalformedTests {
  static let names = Golden.names(in: "malformed", extension: "yaml")

  @Test("say everything that is wrong", arguments: names)
  func problems(_ name: String) throws {
    let text = try Golden.fixture("malformed/\(name).yaml")
    let overrides = text.split(separator: "\n").prefix { $0.hasPrefix("# --set ") }.map { String($0.dropFirst(8)) }
    let problems = ScenarioFile.check(text, name: "\(name).yaml", overrides: overrides).problems
    let said = problems.map { "\($0)\n  [\($0.code)]\n" }.joined()
    try Golden.expect(said, in: "Tests/ScenarioFileTests/Fixtures/malformed/\(name).txt")
    #expect(problems.allSatisfy { !$0.what.isEmpty && !$0.remedy.isEmpty })
    #expect(problems.allSatisfy { $0.position != nil || $0.source.hasPrefix("--set") })
  }

  @Test("are many")
  func count() { #expect(MalformedTests.names.count >= 50) }
}

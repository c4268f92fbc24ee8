import Foundation
import ScenarioFile
import Simulation
import Testing

@Suite("Shipped scenarios")
struct ShippedScenarioTests {
  static let names = ["first-steps", "null", "media"]

  @Test("have no problems, not even warnings", arguments: names)
  func clean(_ name: String) throws {
    let path = Golden.package.appending(path: "Scenarios/\(name).yaml").path
    let loaded = try ScenarioFile.load(path)
    #expect(loaded.warnings.map(\.description) == [])
    #expect(loaded.scenario.name == name)
  }

  @Test("mean what they say", arguments: names)
  func canonical(_ name: String) throws {
    let path = Golden.package.appending(path: "Scenarios/\(name).yaml").path
    let text = try ScenarioFile.load(path).scenario.canonicalText
    try Golden.expect(text, in: "Tests/ScenarioFileTests/Fixtures/canonical/\(name).txt")
  }

  @Test("can be written and read again", arguments: names)
  func roundTrip(_ name: String) throws {
    let path = Golden.package.appending(path: "Scenarios/\(name).yaml").path
    let scenario = try ScenarioFile.load(path).scenario
    let written = ScenarioFile.text(of: scenario)
    let again = try ScenarioFile.parse(written, name: name).scenario
    #expect(again == scenario)
    #expect(again.canonicalText == scenario.canonicalText)
  }
}

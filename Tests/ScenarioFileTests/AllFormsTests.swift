import Foundation
import ScenarioFile
import Simulation
import Testing

/// Two scenarios that say everything that the format can say.
@Suite("All forms of the format")
struct AllFormsTests {
  static let names = ["all-forms", "all-parts"]

  private func load(_ name: String) throws -> ScenarioFile.Loaded {
    try ScenarioFile.parse(Golden.fixture("\(name).yaml"), name: "\(name).yaml")
  }

  @Test("mean what they say", arguments: names)
  func canonical(_ name: String) throws {
    let text = try load(name).scenario.canonicalText
    try Golden.expect(text, in: "Tests/ScenarioFileTests/Fixtures/canonical/\(name).txt")
  }

  @Test("have no problems", arguments: names)
  func clean(_ name: String) throws { #expect(try load(name).warnings.map(\.description) == []) }

  @Test("are written in full, and read again", arguments: names)
  func roundTrip(_ name: String) throws {
    let scenario = try load(name).scenario
    let written = ScenarioFile.text(of: scenario)
    #expect(try ScenarioFile.parse(written).scenario == scenario)
    let keys = [
      "all-forms": [
        "clock_error", "funnel", "refresh", "send_window", "last_slot", "uninstall_notice", "once_per_user",
      ],
      "all-parts": [
        "calendar", "until", "cart", "lives", "levels", "chances", "subscription", "bought_by", "technical", "forgives",
        "ratings", "stars", "referrals", "generations", "naive", "groups", "experiments", "hypothesis", "minimum_lift",
        "contamination", "strata",
      ],
    ]
    for key in try #require(keys[name]) { #expect(written.contains("\(key):"), "\(key)") }
  }
}

import EngagementCore
import ScenarioFile
import Simulation
import Testing

/// Reads texts and checks that what they say survives being written.
enum ReadBack {
  static func scenario(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Scenario {
    let scenario = try ScenarioFile.parse(text).scenario
    let written = ScenarioFile.text(of: scenario)
    #expect(try ScenarioFile.parse(written).scenario == scenario, "\(written)", sourceLocation: sourceLocation)
    return scenario
  }

  /// The campaign `one` of the small app, given as the lines of its body.
  static func campaign(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CampaignDefinition {
    try #require(try scenario(Text.campaign(body), sourceLocation: sourceLocation).campaigns.first { $0.name == "one" })
  }
}

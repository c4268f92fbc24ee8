import Behavior
import Foundation
import ScenarioFile
import Testing

@Suite("What is generated from the format")
struct DocumentTests {
  @Test("the reference page is current")
  func reference() throws { try Golden.expect(ScenarioFile.referencePage, in: "Documentation/scenario.md") }

  @Test("the page of parameters is current")
  func parameters() throws { try Golden.expect(ScenarioFile.parameterPage, in: "Documentation/parameters.md") }

  @Test("the page of parameters has a row for every number of the model")
  func parameterRows() {
    let rows = ScenarioFile.parameterPage.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let parts =
      AppModel.Cart.settings.count + AppModel.Levels.settings.count + AppModel.Subscription.settings.count
      + AppModel.Technical.settings.count + AppModel.Ratings.settings.count + AppModel.Referrals.settings.count
    let people = BehaviorSetting.all.count + BehaviorSetting.profiles.count
    let tables =
      BehaviorParameters.Seasons.tables.count + AppModel.Levels.tables.count + AppModel.Technical.tables.count
      + AppModel.Ratings.tables.count
    #expect(rows.count == people + BehaviorPreset.allCases.count + parts + tables)
    // Key, meaning, unit, default, range and source: none is empty.
    for row in rows where !BehaviorPreset.allCases.contains(where: { row.hasPrefix("| `\($0.rawValue)` |") }) {
      let cells = row.split(separator: " | ", omittingEmptySubsequences: false)
      #expect(cells.count == 6 && cells.allSatisfy { !$0.isEmpty }, "\(row)")
    }
  }

  @Test("the stars of the page are those of the model")
  func stars() {
    let shares = AppModel.Ratings(ratedBy: []).stars.map { "\(Int(($0 * 100).rounded()))%" }
    let row = ScenarioFile.parameterPage.split(separator: "\n").first { $0.hasPrefix("| `stars` |") }
    #expect(row?.contains("`[\(shares.joined(separator: ", "))]`") == true)
  }

  @Test("the JSON Schema is current")
  func schema() throws {
    try Golden.expect(ScenarioFile.jsonSchema, in: "Tests/ScenarioFileTests/Fixtures/schema.json")
  }

  @Test("the JSON Schema is JSON, and its references exist")
  func schemaIsValid() throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(ScenarioFile.jsonSchema.utf8))
    let schema = try #require(parsed as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    var open: [Any] = [schema]
    var references = 0
    while let next = open.popLast() {
      if let object = next as? [String: Any] {
        if let reference = object["$ref"] as? String {
          references += 1
          #expect(definitions[String(reference.dropFirst("#/$defs/".count))] != nil, "\(reference)")
        }
        open += Array(object.values)
      } else if let list = next as? [Any] {
        open += list
      }
    }
    #expect(references > 10)
  }
}

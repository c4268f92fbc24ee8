import Foundation
import ScenarioFile
import Testing

@Suite("What is generated from the format")
struct DocumentTests {
  @Test("the reference page is current")
  func reference() throws { try Golden.expect(ScenarioFile.referencePage, in: "Documentation/scenario.md") }

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

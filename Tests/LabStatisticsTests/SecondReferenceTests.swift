import Foundation
import LabStatistics
import Testing

/// A second set of reference numbers, other data and options of the same methods; each case names its source.
@Suite("Second reference numbers")
struct SecondReferenceTests {
  static let cases: [OracleCase] = {
    guard
      let url = Bundle.module.url(
        forResource: "second-references", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([OracleCase].self, from: data)) ?? []
  }()

  @Test("The file holds all its cases")
  func fileIsComplete() {
    #expect(Self.cases.count > 80)
    #expect(Set(Self.cases.map(\.method)).count == 21)
  }

  @Test("A value lies within the tolerance of its case", arguments: cases)
  func matches(_ example: OracleCase) throws {
    let wrong = example.mismatches(try MethodRegistry.standard.evaluate(example.method, example.inputs))
    #expect(wrong.isEmpty, "\(example.id): \(wrong.joined(separator: "; "))")
  }
}

import Foundation
import LabStatistics
import Testing

@Suite("Reference numbers")
struct OracleTests {
  static let cases = (try? OracleCase.all()) ?? []

  @Test("The file holds all its cases")
  func fileIsComplete() throws {
    #expect(try OracleCase.all().count == 100)
    #expect(Set(Self.cases.map(\.method)).count == 72)
  }

  @Test("A value lies within the tolerance of its case", arguments: cases)
  func matches(_ example: OracleCase) throws {
    let got = try MethodRegistry.standard.evaluate(example.method, example.inputs)
    let wrong = OracleCorrections.applied(to: example).mismatches(got)
    #expect(wrong.isEmpty, "\(example.id): \(wrong.joined(separator: "; "))")
    let method = try MethodRegistry.standard.method(example.method)
    let sentence = try method.sentence(inputs: example.inputs, values: got)
    #expect(sentence.hasSuffix("."), "a sentence ends with a full stop: \(sentence)")
  }

  @Test("The registry holds exactly the methods of the file")
  func registryIsComplete() {
    #expect(Set(MethodRegistry.standard.methods.map(\.name)) == Set(Self.cases.map(\.method)))
  }
}

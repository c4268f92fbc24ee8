import Foundation
import LabStatistics
import Testing

@Suite("Reference numbers")
struct OracleTests {
  /// Methods that do not exist yet; must be empty when the room is finished.
  static let notYetRegistered: Set<String> = NotYetRegistered.fromFirstHalf.union(NotYetRegistered.fromSecondHalf)

  static let cases = (try? OracleCase.all()) ?? []

  @Test("The file holds all its cases")
  func fileIsComplete() throws {
    #expect(try OracleCase.all().count == 100)
    #expect(Set(Self.cases.map(\.method)).count == 72)
  }

  @Test(
    "A value lies within the tolerance of its case", arguments: cases.filter { !notYetRegistered.contains($0.method) })
  func matches(_ example: OracleCase) throws {
    let got = try MethodRegistry.standard.evaluate(example.method, example.inputs)
    let wrong = example.mismatches(got)
    #expect(wrong.isEmpty, "\(example.id): \(wrong.joined(separator: "; "))")
    let method = try MethodRegistry.standard.method(example.method)
    let sentence = try method.sentence(inputs: example.inputs, values: got)
    #expect(sentence.hasSuffix("."), "a sentence ends with a full stop: \(sentence)")
  }

  @Test("No registered method is listed as missing")
  func missingListIsHonest() {
    let registered = Set(MethodRegistry.standard.methods.map(\.name))
    #expect(Self.notYetRegistered.isDisjoint(with: registered))
  }
}

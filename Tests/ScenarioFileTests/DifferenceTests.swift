import Foundation
import ScenarioFile
import Simulation
import Testing

@Suite("Differences of scenarios")
struct DifferenceTests {
  private func differences(_ before: String, _ after: String) throws -> [String] {
    let scenarios = try [before, after].map { try ScenarioFile.parse(ChecksFormatTests.head + $0).scenario }
    return ScenarioFile.differences(from: scenarios[0], to: scenarios[1]).map {
      "\($0.path): \($0.before ?? "-") -> \($0.after ?? "-")"
    }
  }

  @Test("are none between two ways of saying the same")
  func same() throws {
    #expect(
      try differences("limits: {push: {at_most: 5, per: 7 days}}", "limits:\n  push: {at_most: 5, per: 1 week}") == [])
    #expect(try differences("seed: 1", "") == [], "the default")
  }

  @Test("name keys as overrides do")
  func keys() throws {
    #expect(
      try differences("seed: 2", "limits: {push: {at_most: 5, per: 7 days}}") == [
        "seed: 2 -> -", "limits: - -> {push: {at_most: 5, per: 7 days}}",
      ])
    #expect(
      try differences("objective: {kpi: spent, value: 3}", "objective: {kpi: spent, value: 4}") == [
        "objective.value: 3 -> 4"
      ])
  }

  @Test("tell the order of what has one")
  func order() throws {
    let parts = ChecksFormatTests.head.components(separatedBy: "arms: {weekly: [weekly], quiet: []}")
    let other = parts.joined(separator: "arms: {quiet: [], weekly: [weekly]}")
    let found = ScenarioFile.differences(
      from: try ScenarioFile.parse(ChecksFormatTests.head).scenario, to: try ScenarioFile.parse(other).scenario)
    #expect(found.map(\.path) == ["comparison.arms.(order)"])
  }
}

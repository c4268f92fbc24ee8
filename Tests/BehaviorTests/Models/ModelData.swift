import Behavior
import Foundation
import LabStatistics
import Testing

/// Reads the data of published fits; Fixtures/README.md says where they come from.
enum ModelData {
  static func rows(_ file: String) throws -> [[Double]] {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { line in
      try line.split(separator: ",").map { try #require(Double($0)) }
    }
  }

  static func histories(_ file: String) throws -> [Weighted<OpportunityHistory>] {
    try rows(file).map {
      Weighted(
        OpportunityHistory(active: Int($0[0]), last: Int($0[1]), opportunities: Int($0[2])), weight: $0[3])
    }
  }

  /// Per cent of customers left, as numbers of 1,000.
  static func contracts(_ segment: Segment) throws -> [Double] {
    try rows("contract-survival.csv").map { 10 * $0[segment == .regular ? 1 : 2] }
  }

  enum Segment { case regular, highEnd }

  static func retention() throws -> [RetentionCount] {
    try rows("game-launch-retention.csv").map {
      RetentionCount(day: Int($0[0]), returned: $0[1], atRisk: $0[2])
    }
  }

  static func isClose(_ got: Double, _ expected: Double, relative: Double = 1e-3) -> Bool {
    abs(got - expected) <= relative * abs(expected)
  }
}

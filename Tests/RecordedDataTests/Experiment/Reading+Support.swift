import Foundation
import LabStatistics
import RecordedData

/// Plans and data for tests.
enum Sample {
  /// A plan over the columns `arm` (control `A`) and the given metrics.
  static func plan(_ metrics: String..., segments: [String] = [], unit: String? = nil) throws -> ExperimentPlan {
    var plan = ExperimentPlan(armColumn: "arm", control: "A", metrics: try metrics.map { try MetricSpecification($0) })
    plan.segments = segments.map { $0.split(separator: "+").map(String.init) }
    plan.unitColumn = unit
    return plan
  }

  /// Reads a text.
  static func read(
    _ plan: ExperimentPlan, _ text: String, piece: Int = .max, canRewind: Bool = true
  ) throws -> ExperimentData {
    try ExperimentReader(plan).read(source: MemoryBytes(Array(text.utf8), piece: piece, canRewind: canRewind))
  }

  /// Reads and compares.
  static func analyze(_ plan: ExperimentPlan, _ text: String) throws -> RecordedAnalysis {
    try RecordedAnalysis(plan, read(plan, text))
  }

  /// Users with made-up but fixed values: id, arm, y, x, clicks, views, flag, country.
  static func users(_ count: Int, arms: [String] = ["A", "B"]) -> [[String]] {
    var state: UInt64 = 99
    func next(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    return (0..<count).map { index in
      let x = Double(next(1000)) / 10
      let y = x * 0.7 + Double(next(500)) / 10
      let views = 1 + next(20)
      return [
        String(format: "u%05d", index), arms[index % arms.count], "\(y)", "\(x)", "\(next(views + 1))", "\(views)",
        "\(next(10) < 3 ? 1 : 0)", ["FR", "CA", "US"][Int(next(3))],
      ]
    }
  }

  static let header = "id,arm,y,x,clicks,views,flag,country\n"

  /// The users as a file.
  static func text(_ users: [[String]]) -> String {
    header + users.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// A column of one arm.
  static func column(_ users: [[String]], _ index: Int, arm: String, where isWanted: ([String]) -> Bool = { _ in true })
    -> [Double]
  {
    users.filter { $0[1] == arm && isWanted($0) }.compactMap { Double($0[index]) }
  }
}

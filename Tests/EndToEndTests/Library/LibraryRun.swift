import Foundation
import Testing

/// What one run of a scenario of the library found, read from its `results.json`.
struct LibraryRun {
  /// The whole file.
  let results: [String: Any]
  /// The lines of the event log, if one was asked for.
  let log: [[String: Any]]

  /// Every scenario that ships with the lab.
  static let all: [String] = {
    let folder = Command.package.appendingPathComponent("Scenarios").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// Runs a scenario with the built command.
  ///
  /// - Parameters:
  ///   - users: Users of the installed base; those who follow are scaled with them.
  ///   - logged: Users whose events and decisions are logged; 0: none.
  ///   - arguments: Further arguments of `engagelab run`.
  init(_ scenario: String, users: Int, logged: Int = 0, _ arguments: String...) throws {
    let command = try Command()
    defer { command.remove() }
    let logging = logged > 0 ? ["--log", "events.jsonl", "--log-users", "\(logged)"] : []
    let output = try command.run(
      ["run", Command.scenario(scenario), "--users", "\(users)", "--out", "o", "--quiet"] + logging + arguments)
    #expect(output.status == 0, "\(scenario): \(output.err)")
    let object = try JSONSerialization.jsonObject(with: command.read("o/results.json"))
    results = try #require(object as? [String: Any])
    guard logged > 0 else {
      log = []
      return
    }
    let text = String(decoding: try command.read("events.jsonl"), as: UTF8.self)
    log = try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// What happened in each arm.
  func arms() throws -> [[String: Any]] { try #require(results["arms"] as? [[String: Any]]) }

  /// What happened in one arm.
  func arm(_ name: String) throws -> [String: Any] {
    try #require(try arms().first { $0["name"] as? String == name }, "no arm \(name)")
  }

  /// Users of the run, the same in every arm.
  func users() throws -> Int { try #require(results["users"] as? Int) }

  /// The value of a KPI in an arm.
  func kpi(_ name: String, in arm: String) throws -> Double {
    let kpis = try #require(try self.arm(arm)["kpis"] as? [String: [String: Any]])
    return try #require(kpis[name]?["estimate"] as? Double, "\(arm): \(name)")
  }

  /// The value of a KPI on each day of the horizon.
  func days(of kpi: String, in arm: String) throws -> [Double] {
    let series = try #require(try self.arm(arm)["series"] as? [String: [Double]])
    return try #require(series[kpi], "\(arm): \(kpi)")
  }

  /// Deliveries by local hour, all weekdays together.
  func hours(in arm: String) throws -> [Int] {
    let pressure = try #require(try self.arm(arm)["pressure"] as? [String: Any])
    let map = try #require(pressure["heat_map"] as? [[Int]])
    return (0..<24).map { hour in map.reduce(0) { $0 + $1[hour] } }
  }

  /// Money that the messages of an arm cost.
  func cost(in arm: String) throws -> Double { try #require(try self.arm(arm)["cost"] as? Double) }

  /// A count of a campaign in an arm: an outcome, `targeted`, `opened` and so on.
  func count(_ name: String, _ campaign: String, in arm: String) throws -> Int {
    let campaigns = try #require(try self.arm(arm)["campaigns"] as? [String: [String: Int]])
    let counts = try #require(campaigns[campaign], "\(arm): \(campaign)")
    return try #require(counts[name], "\(campaign): \(name)")
  }

  /// The verdict on an arm about the objective of the scenario.
  func verdict(in arm: String) throws -> String {
    let objectives = try #require(results["objectives"] as? [[String: Any]])
    let own = objectives.first { $0["arm"] as? String == arm && !($0["program"] is String) }
    return try #require(own?["verdict"] as? String)
  }
}

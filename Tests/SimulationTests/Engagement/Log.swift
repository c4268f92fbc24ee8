import EngagementCore
import Primitives
import Simulation

/// Event logs in tests.
enum Log {
  /// The log of the first users of a scenario, or of all.
  static func records(_ scenario: Scenario, users: Int = .max) throws -> [LogRecord] {
    let world = try World(unchecked: scenario)
    var records: [LogRecord] = []
    try EventLog(world).write(users: 0..<min(users, world.users)) { records.append($0) }
    return records
  }

  /// Feeds a log through the core, and compares its decisions with those that stand in it.
  static func replay(_ scenario: Scenario, _ records: [LogRecord]) throws -> ReplayComparison {
    try replay(World(unchecked: scenario), records)
  }

  /// The same in a world.
  static func replay(_ world: World, _ records: [LogRecord]) throws -> ReplayComparison {
    var comparison = ReplayComparison()
    var replay = Replay(world, arm: 0)
    var user: String?
    for record in records {
      if record.user != user {
        try replay.finish { comparison.take($0) }
        comparison.finishUser()
        user = record.user
      }
      if record.kind == .decision { comparison.expect(record) }
      try replay.take(record) { comparison.take($0) }
    }
    try replay.finish { comparison.take($0) }
    comparison.finishUser()
    return comparison
  }

  /// Decisions of a kind about a campaign, in the last arm unless told otherwise.
  static func decisions(_ records: [LogRecord], _ campaign: String, _ what: String) -> [LogRecord] {
    records.filter { $0.kind == .decision && $0[.name] == campaign && $0[.what] == what }
  }

  /// The cells of a line of CSV.
  static func cells(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuote = false
    for character in line {
      if character == "\"" {
        // The second of two quotes inside quotes stands for one.
        if !isQuoted && wasQuote { cell.append(character) }
        wasQuote = isQuoted
        isQuoted.toggle()
        continue
      }
      wasQuote = false
      if character == "," && !isQuoted {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
    }
    return cells + [cell]
  }
}

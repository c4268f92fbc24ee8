import EngagementCore
import Primitives

/// What a scenario asks of a table of people.
extension CompiledPeople {
  /// Columns that a table may have in a scenario.
  private static func columns(_ scenario: Scenario) -> [String] {
    PeopleTrait.allCases.map(\.rawValue) + scenario.population.facts.map(\.name)
      + scenario.tagPlan.topics.map { PeopleTrait.interestPrefix + $0 }
  }

  static func checkNames(of table: PeopleTable, _ scenario: Scenario) throws(PeopleError) {
    let known = columns(scenario)
    for column in table.columns where !known.contains(column.name) {
      let prefix = PeopleTrait.interestPrefix
      let remedy: String
      if column.name.hasPrefix(prefix) && scenario.tagPlan.topics.isEmpty {
        remedy = "leave it out, or list `topics` in the tag plan"
      } else if let nearest = nearestName(to: column.name, in: known) {
        remedy = "did you mean `\(nearest)`?"
      } else {
        remedy = "choose among \(known.map { "`\($0)`" }.joined(separator: ", "))"
      }
      throw PeopleError(
        .unknownColumn, column.name, "the scenario has no trait, fact or topic of this name", remedy)
    }
  }

  static func names(
    _ table: PeopleTable, _ name: String, _ shares: [Population.Share]
  ) throws(PeopleError) -> Names? {
    guard let column = table[name] else { return nil }
    guard case .names(let codes, let values) = column.values else {
      throw PeopleError(
        .wrongType, name, "it has \(column.values.words), and texts are needed", "convert the column")
    }
    let positions = values.map { value in Int32(shares.firstIndex { $0.value == value } ?? -1) }
    // Texts that no row has do not matter.
    if positions.contains(-1), let row = codes.firstIndex(where: { positions[Int($0)] < 0 }) {
      let value = values[Int(codes[row])]
      let known = shares.map(\.value)
      throw PeopleError(
        .unknownName, name, row: row + 1, "`population.traits.\(name)` has no `\(value)`",
        nearestName(to: value, in: known).map { "did you mean `\($0)`?" }
          ?? "choose among \(known.map { "`\($0)`" }.joined(separator: ", ")), or add it to the scenario")
    }
    return Names(codes: codes, positions: positions)
  }

  static func interests(_ table: PeopleTable, _ scenario: Scenario) throws(PeopleError) -> [PeopleTable.Values] {
    let topics = scenario.tagPlan.topics
    let given = topics.map { table[PeopleTrait.interestPrefix + $0] }
    guard given.contains(where: { $0 != nil }) else { return [] }
    var result: [PeopleTable.Values] = []
    for (topic, column) in zip(topics, given) {
      guard let column else {
        throw PeopleError(
          .missingColumn, PeopleTrait.interestPrefix + topic,
          "interests are given for other topics and not for this one",
          "give interests for every topic of the scenario, or for none")
      }
      result.append(column.values)
    }
    var sums = [Double](repeating: 0, count: table.rows)
    for values in result { for row in sums.indices { sums[row] += values.number(row) } }
    if let row = sums.firstIndex(of: 0) {
      throw PeopleError(
        .outOfRange, PeopleTrait.interestPrefix + (topics.first ?? ""), row: row + 1,
        "every interest of this user is 0", "give at least one topic a weight above 0")
    }
    return result
  }

  static func checkDays(_ days: PeopleTable.Values?, warmUp: Int) throws(PeopleError) {
    guard let days else { return }
    let range = warmUp == 0 ? 0.0...0 : -Double(warmUp)...(-1)
    guard let row = (0..<days.count).first(where: { !range.contains(days.number($0)) }) else { return }
    throw PeopleError(
      .outOfRange, PeopleTrait.installedDay.rawValue, row: row + 1, "\(Int(days.number(row))) is out of range",
      warmUp == 0
        ? "give 0, as the scenario has no warm-up, or set `warm_up`"
        : "give whole days before the start, −1 to −\(warmUp), or lengthen `warm_up`")
  }
}

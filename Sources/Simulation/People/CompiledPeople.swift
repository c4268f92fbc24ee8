import Behavior
import Primitives

/// A table of people as one scenario reads it: names are replaced by positions.
package final class CompiledPeople: Sendable {
  package let table: PeopleTable
  private let platforms: Names?
  private let languages: Names?
  private let timeZones: Names?
  private let installedDays: PeopleTable.Values?
  private let sessions: PeopleTable.Values?
  private let dropout: PeopleTable.Values?
  private let acceptsPush: [Bool]?
  private let openChance: PeopleTable.Values?
  private let tolerance: PeopleTable.Values?
  private let chronotype: PeopleTable.Values?
  private let conversion: PeopleTable.Values?
  private let orderValue: PeopleTable.Values?
  /// By topic; empty: drawn.
  private let interests: [PeopleTable.Values]
  /// By fact of the population; nil: drawn.
  private let facts: [Names?]

  /// A column of texts, and the position of each text in the scenario.
  struct Names {
    let codes: [Int32]
    let positions: [Int32]
    @inline(__always)
    subscript(row: Int) -> Int32 { positions[Int(codes[row])] }
  }

  /// Matches a table with a scenario.
  ///
  /// - Throws: ``PeopleError`` for the first thing that the scenario does not have.
  package init(_ table: PeopleTable, _ scenario: Scenario) throws(PeopleError) {
    self.table = table
    try Self.checkNames(of: table, scenario)
    let population = scenario.population
    guard table.rows == population.size else {
      throw PeopleError(
        .rowCount, nil, "the table has \(table.rows) rows, and `population.size` is \(population.size)",
        "set `population.size` to \(table.rows), or give one row for each user of the installed base")
    }
    func values(_ trait: PeopleTrait) -> PeopleTable.Values? { table[trait.rawValue]?.values }
    platforms = try Self.names(table, PeopleTrait.platform.rawValue, population.platforms)
    languages = try Self.names(table, PeopleTrait.language.rawValue, population.languages)
    timeZones = try Self.names(table, PeopleTrait.timeZone.rawValue, population.timeZones)
    var facts: [Names?] = []
    for fact in population.facts {
      let isTrait = PeopleTrait(rawValue: fact.name) != nil
      facts.append(isTrait ? nil : try Self.names(table, fact.name, fact.values))
    }
    self.facts = facts
    installedDays = values(.installedDay)
    sessions = values(.sessionsPerDay)
    dropout = values(.dropout)
    if case .flags(let flags)? = values(.acceptsPush) { acceptsPush = flags } else { acceptsPush = nil }
    openChance = values(.openChance)
    tolerance = values(.tolerance)
    chronotype = values(.chronotype)
    conversion = values(.conversion)
    orderValue = values(.orderValue)
    interests = try Self.interests(table, scenario)
    try Self.checkDays(installedDays, warmUp: scenario.warmUpDays)
  }

  // MARK: Users

  /// The day on which a user installed; nil: drawn.
  func installedDay(_ row: Int) -> Int32? { installedDays.map { Int32($0.number(row)) } }

  /// Takes what every person needs from the table; after ``PersonModel/drawBasics(_:draws:usesDevice:)``.
  func giveBasics(_ row: Int, to person: inout Person, _ model: PersonModel) {
    if let sessions { model.set(sessions: sessions.number(row), of: &person) }
    if let dropout { model.set(dropout: dropout.number(row), of: &person) }
    if let platforms { model.set(platform: platforms[row], of: &person) }
    if let languages { person.language = languages[row] }
    if let timeZones { person.timeZone = timeZones[row] }
    if let acceptsPush { model.set(acceptsPush: acceptsPush[row], of: &person) }
    if let conversion { person.conversion = conversion.number(row) }
    if let orderValue { model.set(orderValue: orderValue.number(row), of: &person) }
  }

  /// Takes what messages and hours need; after ``PersonModel/drawResponse(_:affinity:draws:)``.
  func giveResponse(
    _ row: Int, to person: inout Person, affinity: UnsafeMutablePointer<Double>, _ model: PersonModel
  ) {
    if let openChance { model.set(openChance: openChance.number(row), of: &person) }
    if let tolerance { model.set(tolerance: tolerance.number(row), of: &person) }
    if let chronotype { person.chronotype = Int32(chronotype.number(row)) }
    if !interests.isEmpty {
      for topic in interests.indices { affinity[topic] = interests[topic].number(row) }
      model.set(interests: affinity, of: &person)
    }
  }

  /// The value of a fact; nil: drawn.
  func fact(_ index: Int, _ row: Int) -> Int32? { facts[index].map { $0[row] } }
}

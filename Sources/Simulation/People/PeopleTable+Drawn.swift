import Behavior
import EngagementCore
import Primitives

extension PeopleTable {
  /// The installed base as the lab draws it: a start for one's own changes.
  ///
  /// A run with this table is the run without one.
  ///
  /// - Parameter world: Every column is given that its scenario can have.
  /// - Throws: ``PeopleError`` for a population without users, or with traits at the edge of what a table may say.
  public init(drawnBy world: World) throws(PeopleError) {
    let population = world.scenario.population
    let topics = world.scenario.tagPlan.topics
    let arena = Arena()
    let facts = population.facts.filter { PeopleTrait(rawValue: $0.name) == nil }.map { fact in
      (fact: fact, hash: stableHash(fact.name), values: Choice(fact.values.map(\.share), in: arena))
    }
    var draft = Draft(traits: facts.count, topics: topics.count)
    let affinity = UnsafeMutablePointer<Double>.allocate(capacity: world.people.topics)
    affinity.initialize(repeating: 0, count: world.people.topics)
    defer { affinity.deallocate() }
    for user in 0..<population.size {
      let draws = Draws(run: world.runKey, user: UInt32(truncatingIfNeeded: user))
      draft.add(world.people, draws, affinity: affinity)
      let u = Draws.uniform(draws.block(.installDay, occurrence: 0).x)
      draft.days.append(world.warmUpDays == 0 ? 0 : -1 - Int64(u * Double(world.warmUpDays)))
      for (index, fact) in facts.enumerated() {
        let u = Draws.uniform(draws.block(.facts, occurrence: 0, entity: fact.hash).x)
        draft.facts[index].append(fact.values.pick(u))
      }
    }
    func names(_ codes: [Int32], _ shares: [Population.Share]) -> Values {
      .names(codes: codes, values: shares.map(\.value))
    }
    let traits: [(PeopleTrait, Values)] = [
      (.platform, names(draft.platforms, population.platforms)),
      (.language, names(draft.languages, population.languages)),
      (.timeZone, names(draft.timeZones, population.timeZones)), (.installedDay, .integers(draft.days)),
      (.sessionsPerDay, .doubles(draft.sessions)), (.dropout, .doubles(draft.dropout)),
      (.acceptsPush, .flags(draft.acceptsPush)), (.openChance, .doubles(draft.openChance)),
      (.tolerance, .doubles(draft.tolerance)), (.chronotype, .integers(draft.chronotype)),
      (.conversion, .doubles(draft.conversion)), (.orderValue, .doubles(draft.orderValue)),
    ]
    try self.init(
      traits.map { Column($0.0.rawValue, $0.1) }
        + facts.enumerated().map { Column($1.fact.name, names(draft.facts[$0], $1.fact.values)) }
        + topics.enumerated().map { Column(PeopleTrait.interestPrefix + $1, .doubles(draft.interests[$0])) })
  }

  /// Columns while they are filled.
  private struct Draft {
    var platforms: [Int32] = []
    var languages: [Int32] = []
    var timeZones: [Int32] = []
    var days: [Int64] = []
    var sessions: [Double] = []
    var dropout: [Double] = []
    var acceptsPush: [Bool] = []
    var openChance: [Double] = []
    var tolerance: [Double] = []
    var chronotype: [Int64] = []
    var conversion: [Double] = []
    var orderValue: [Double] = []
    var facts: [[Int32]]
    var interests: [[Double]]

    init(traits: Int, topics: Int) {
      facts = Array(repeating: [], count: traits)
      interests = Array(repeating: [], count: topics)
    }

    mutating func add(_ model: PersonModel, _ draws: Draws, affinity: UnsafeMutablePointer<Double>) {
      var person = Person()
      model.drawBasics(&person, draws: draws, usesDevice: true)
      model.drawResponse(&person, affinity: affinity, draws: draws)
      platforms.append(person.platform)
      languages.append(person.language)
      timeZones.append(person.timeZone)
      sessions.append(max(person.rate, .leastNormalMagnitude))
      dropout.append(min(person.dropout, 1 - 0x1p-53))
      acceptsPush.append(person.acceptsPush)
      openChance.append(model.givenOpenChance(of: person))
      tolerance.append(model.givenTolerance(of: person))
      chronotype.append(Int64(person.chronotype))
      conversion.append(model.conversionChance(&person, draws: draws))
      orderValue.append(model.givenOrderValue(of: &person, draws: draws))
      for topic in interests.indices { interests[topic].append(affinity[topic]) }
    }
  }
}

import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Lives of people whose traits are given.
@Suite struct PeopleRunTests {
  /// A table of what would be drawn changes nothing, in scenarios of every kind; nor does a part of it.
  @Test(arguments: 0..<24) func whatWouldBeDrawnChangesNothing(number: Int) async throws {
    let scenario = OwnLab.random(number)
    let drawn = try PeopleTable(drawnBy: World(unchecked: scenario))
    #expect(drawn.rows == scenario.population.size)
    let plain = try await Lab.run(scenario)
    let given = try await OwnLab.run(scenario, OwnPieces(people: drawn))
    let some = try PeopleTable(
      drawn.columns.enumerated().filter { index, column in
        column.name.hasPrefix(PeopleTrait.interestPrefix) ? number % 2 == 0 : index % 3 == number % 3
      }.map(\.element))
    let part = try await OwnLab.run(scenario, OwnPieces(people: some), threads: 1, shard: 7)
    for arm in plain.indices {
      #expect(Snapshot(plain[arm]) == Snapshot(given[arm]))
      #expect(Snapshot(plain[arm]) == Snapshot(part[arm]))
    }
  }

  /// All are interested, and their sessions follow a Poisson law: a share of 1 − e^−2 of them is active each day.
  @Test func givenSessionsFollowTheirLaw() async throws {
    let users = 20_000
    let scenario = OwnLab.yesterday(users: users)
    let people = try OwnLab.table(
      ("dropout", .integers(Array(repeating: 0, count: users))),
      ("sessions_per_day", .integers(Array(repeating: 2, count: users))))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    let share = 1 - Elementary.exp(-2)
    for day in 0..<20 { #expect(abs(zScore(sums.activeUsers[day], of: users, share)) < 4, "day \(day)") }
    // 400,000 user-days of variance 2.
    let z = (Double(sums.total(0)) - 2 * 20 * Double(users)) / (2 * 20 * Double(users)).squareRoot()
    #expect(abs(z) < 4)
  }

  /// Of those whose chance to lose interest is 0.3 a share of 0.7^days is left; of the others all.
  @Test func givenDropoutFollowsItsLaw() async throws {
    let users = 20_000
    let scenario = OwnLab.yesterday(users: users)
    let people = try OwnLab.table(
      ("dropout", .doubles((0..<users).map { $0 % 2 == 0 ? 0.3 : 0 })),
      ("sessions_per_day", .doubles(Array(repeating: 20, count: users))))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    for day in 0..<20 {
      var left = 1.0
      for _ in 0...day { left *= 0.7 }
      let fickle = sums.activeUsers[day] - users / 2
      #expect(abs(zScore(fickle, of: users / 2, left)) < 4, "day \(day)")
    }
  }

  @Test func theSplitOfPlatformsIsExact() async throws {
    var scenario = OwnLab.yesterday(users: 300, days: 3)
    scenario.population.facts = [
      Population.Fact(name: "source", values: [Population.Share("ads", 0.9), Population.Share("friends", 0.1)])
    ]
    let texts = ["platform = ios", "language = en", "source = friends", "platform = ios and source = friends"]
    scenario.kpis = texts.enumerated().map {
      KPIDefinition(name: "k\($0.offset)", measure: .share(of: $0.element, among: "everyone"))
    }
    scenario.behavior.dropout.uninstall = 0
    let people = try OwnLab.table(
      ("platform", .names(codes: (0..<300).map { $0 < 70 ? 0 : 1 }, values: ["ios", "android"])),
      ("source", .names(codes: (0..<300).map { $0 % 3 == 0 ? 1 : 0 }, values: ["ads", "friends"])))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    #expect(sums.users == 300)
    #expect((0..<4).map { sums.total($0) } == [70, 300, 100, 24])
  }

  /// Two groups, one push: each user opens it with the chance that is given.
  @Test(arguments: [true, false]) func givenChancesToOpenHold(ofAll: Bool) async throws {
    let users = 20_000
    var scenario = OwnLab.yesterday(users: users, days: 2)
    Lab.steady(&scenario)
    scenario.behavior.rhythm.hour = Array(repeating: 1, count: 24)
    let audience = ofAll ? "everyone" : "platform = ios"
    Lab.add(
      [
        Lab.campaign("push", .perWeek(rate: 7, at: .at(secondOfDay: 43_200))) {
          $0.audience = audience
          $0.again = .once
        }
      ], to: &scenario)
    scenario.comparison.arms[0].programs = ["push"]
    let people = try OwnLab.table(
      ("platform", .names(codes: (0..<users).map { Int32($0 % 2) }, values: ["ios", "android"])),
      ("accepts_push", .flags((0..<users).map { $0 % 10 < 8 })),
      ("open_chance", .doubles((0..<users).map { $0 % 2 == 0 ? 0.9 : 0.1 })))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    let reached = ofAll ? 16_000 : 8_000
    #expect(sums.count(.delivered, campaign: 0) == reached)
    // Whom it cannot reach it tries on both days.
    #expect(sums.count(.optedOut, campaign: 0) == 2 * (ofAll ? 4_000 : 2_000))
    let opened = Double(sums.count(.opened, campaign: 0))
    let (mean, variance) = ofAll ? (8_000.0, 16_000 * 0.09) : (7_200, 8_000 * 0.09)
    #expect(abs(opened - mean) / variance.squareRoot() < 4)
  }

  /// In a world that asks for permission the same people say yes to the system's question.
  @Test(arguments: [0.0, 0.56, 1.0]) func whoAcceptsSaysYesWhenAsked(share: Double) async throws {
    let users = 2_000
    var scenario = Lab.scenario(users: users, days: 3)
    Lab.addApp(&scenario)
    Lab.steady(&scenario)
    scenario.behavior.optIn.ios = share
    scenario.population.platforms = [Population.Share("ios", 1)]
    scenario.behavior.inApp.seen = 1
    Lab.add(
      [
        Lab.campaign("ask", .onTag(tag: "session", occurrence: nil, delay: 0)) {
          $0.content.kind = .systemPrompt
          $0.content.channel = .inApp
          $0.again = .once
        }
      ], to: &scenario)
    scenario.comparison.arms[0].programs = ["ask"]
    let people = try OwnLab.table(("accepts_push", .flags((0..<users).map { $0 % 4 == 0 })))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    #expect(sums.count(.displayed, campaign: 0) == users)
    #expect(sums.count(.opened, campaign: 0) == users / 4)
  }

  /// Conversion, order value and interests, by their means.
  @Test func givenPurchasesAndInterestsFollowTheirLaws() async throws {
    let users = 10_000
    var scenario = OwnLab.yesterday(users: users, days: 10)
    Lab.addApp(&scenario)
    Lab.steady(&scenario)
    scenario.kpis = [
      KPIDefinition(name: "sessions", measure: .count(tag: "session", topic: nil, per: .user)),
      KPIDefinition(name: "buys", measure: .count(tag: "buy", topic: nil, per: .user)),
      KPIDefinition(name: "money", measure: .revenue(event: "buy", per: .user)),
      KPIDefinition(name: "articles", measure: .count(tag: "article", topic: nil, per: .user)),
      KPIDefinition(name: "sport", measure: .count(tag: "article", topic: "sport", per: .user)),
    ]
    func all(_ value: Double) -> PeopleTable.Values { .doubles(Array(repeating: value, count: users)) }
    let people = try OwnLab.table(
      ("sessions_per_day", all(1)), ("dropout", all(0)), ("conversion", all(0.25)), ("order_value", all(40)),
      ("interest.sport", all(3)), ("interest.money", all(1)), ("interest.travel", all(0)))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    let (sessions, buys, articles) = (sums.total(0), sums.total(1), sums.total(3))
    #expect(abs(zScore(buys, of: sessions, 0.25)) < 4)
    #expect(abs(zScore(sums.total(4), of: articles, 0.75)) < 4)
    // An order is Gamma(p), of a standard deviation of mean/√p.
    let deviation = 40 / (scenario.behavior.conversion.p * Double(buys)).squareRoot()
    #expect(abs(Double(sums.total(2)) / 1e6 / Double(buys) - 40) < 4 * deviation)
  }

  @Test func installsFallOnTheGivenDays() throws {
    var scenario = Lab.scenario(users: 6, days: 4)
    scenario.warmUpDays = 10
    let days: [Int64] = [-10, -1, -4, -4, -9, -2]
    let people = try OwnLab.table(("installed_day", .integers(days)))
    let world = try OwnLab.world(scenario, OwnPieces(people: people))
    var found: [String] = []
    try EventLog(world).write(users: 0..<6) { record in
      if record.kind == .tag && record[.name] == "install" { found.append(String(record.time.prefix(10))) }
    }
    #expect(found == days.map { "\(scenario.start.adding(days: Int($0)))" })
  }

  /// A sample of the population are its own people: user i is row i whoever else is played.
  @Test func samplesTakeTheirOwnRows() async throws {
    var scenario = OwnLab.yesterday(users: 1_000, days: 3)
    scenario.kpis = [KPIDefinition(name: "ios", measure: .share(of: "platform = ios", among: "everyone"))]
    scenario.behavior.dropout.uninstall = 0
    let people = try OwnLab.table(
      ("platform", .names(codes: (0..<1_000).map { $0 % 10 == 0 ? 0 : 1 }, values: ["ios", "android"])))
    let world = try World(
      unchecked: scenario, sample: 100, own: CompiledOwn(OwnPieces(people: people), scenario))
    let sums = try await Simulator(world).run()
    #expect(sums[0].users == 100 && sums[0].total(0) == 100)
  }

  @Test func theTableIsForTheBaseOnly() async throws {
    var scenario = OwnLab.yesterday(users: 500, days: 10)
    scenario.population.newPerDay = 50
    scenario.kpis = [KPIDefinition(name: "ios", measure: .share(of: "platform = ios", among: "everyone"))]
    scenario.behavior.dropout.uninstall = 0
    let people = try OwnLab.table(("platform", .names(codes: Array(repeating: 0, count: 500), values: ["ios"])))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people))[0]
    #expect(abs(zScore(sums.total(0) - 500, of: 500, 0.35)) < 4)
  }
}

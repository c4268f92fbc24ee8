import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Lives whose course can be told by hand.
@Suite struct LifeTests {
  /// Users who open the app only on Mondays: days 0, 7, 14...
  static func mondays(days: Int, isWalked: Bool = false) -> Scenario {
    var scenario = Lab.scenario(users: 40, days: days)
    Lab.steady(&scenario)
    // About twenty sessions a Monday.
    scenario.behavior.activity.mean = 0.95
    scenario.behavior.activity.concentration = 1e9
    scenario.behavior.rhythm.weekday = [1, 0, 0, 0, 0, 0, 0]
    if isWalked { Lab.addApp(&scenario) }
    return scenario
  }

  @Test(arguments: [false, true])
  func theWeekHasItsRhythm(isWalked: Bool) async throws {
    let sums = try await Lab.first(Self.mondays(days: 23, isWalked: isWalked))
    #expect(sums.activeUsers == (0..<23).map { $0 % 7 == 0 ? 40 : 0 })
  }

  @Test func weekdaysAreThoseOfTheCalendar() async throws {
    var scenario = Self.mondays(days: 10)
    scenario.start = CivilDate(dayNumber: scenario.start.dayNumber + 3)
    let sums = try await Lab.first(scenario)
    // From a Thursday; the install day has its session on any weekday.
    #expect(sums.activeUsers.indices.filter { sums.activeUsers[$0] > 0 } == [0, 4])
  }

  @Test(arguments: [
    (KPIDefinition.Measure.returns(after: 7), 30, [40, 40]),
    // Sunday's end: the last session was seven days ago, nobody was away for eight.
    (.returns(after: 8), 28, [0, 0]),
    // At the end of day 34 the session of day 28 is seven days ago: silent again, and returned before.
    (.returns(after: 7), 35, [40, 40]),
    (.returns(after: 7), 7, [0, 40]),
    (.returns(after: 7), 6, [0, 0]),
    // Back on day 7: a session on day 14, 21 or 28 shows who stayed 7 or 15 days.
    (.returnsStay(after: 7, stays: 7), 30, [40, 40]),
    (.returnsStay(after: 7, stays: 15), 30, [40, 40]),
    (.returnsStay(after: 7, stays: 22), 30, [0, 40]), (.returnsStay(after: 7, stays: 23), 30, [0, 0]),
    (.returnsStay(after: 7, stays: 22), 35, [0, 40]),
    (.returnsStay(after: 8, stays: 1), 30, [0, 0]),
    (.retention(days: 7...7), 30, [40, 40]), (.retention(days: 6...6), 30, [0, 40]),
    (.retention(days: 1...7), 30, [40, 40]), (.retention(days: 8...13), 30, [0, 40]),
    (.retention(days: 28...30), 30, [0, 0]),
    (.share(of: "days_since(session) >= 2", among: "everyone"), 30, [40, 40]),
    (.share(of: "days_since(session) >= 3", among: "everyone"), 30, [0, 40]),
    (.share(of: "everyone", among: "nobody"), 30, [0, 0]),
    (.activeDays(per: .user), 30, [200, 40]), (.activeDays(per: .week), 30, [200, 1_200]),
    (.uninstalls, 30, [0, 40]), (.optOuts, 30, [0, 40]),
  ])
  func kpisOfMondays(measure: KPIDefinition.Measure, days: Int, expected: [Int]) async throws {
    var scenario = Self.mondays(days: days)
    scenario.kpis = [KPIDefinition(name: "k", measure: measure)]
    #expect(try await Lab.first(scenario).ratio(0) == expected)
  }

  @Test func ratiosPerSessionAndActiveDay() async throws {
    var scenario = Lab.scenario(users: 500, days: 12)
    Lab.addApp(&scenario)
    scenario.kpis += [
      KPIDefinition(name: "a", measure: .count(tag: "article", topic: nil, per: .session)),
      KPIDefinition(name: "b", measure: .count(tag: "article", topic: "sport", per: .activeDay)),
      KPIDefinition(name: "c", measure: .count(tag: "article", topic: nil, per: .user)),
      KPIDefinition(name: "d", measure: .activeDays(per: .user)),
    ]
    let sums = try await Lab.first(scenario)
    #expect(sums.ratio(1) == [sums.total(3), sums.total(0)])
    #expect(sums.ratio(2)[1] == sums.total(4))
    #expect(sums.ratio(2)[0] > 0 && sums.ratio(2)[0] < sums.total(3))
    #expect(sums.ratio(3)[1] == 500)
  }

  // MARK: Events

  @Test(arguments: [false, true])
  func anEventOfALifetimeHappensOnce(isWalked: Bool) async throws {
    var scenario = Self.mondays(days: 30)
    if isWalked { Lab.addApp(&scenario) }
    scenario.tagPlan.events.append(TagPlan.Tag(name: "birth"))
    var event = AppModel.Event(name: "birth", on: [], chance: .fixed(1))
    event.once = true
    event.revenue = .fixed(Money(micros: 2_000_000))
    scenario.app.events.append(event)
    scenario.kpis = [
      KPIDefinition(name: "births", measure: .count(tag: "birth", topic: nil, per: .user)),
      KPIDefinition(name: "gift", measure: .revenue(event: "birth", per: .user)),
    ]
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) == 40)
    #expect(sums.total(1) == 80_000_000)
    #expect(sums.series(kpi: 0, denominator: false)[0] == 40)
  }

  @Test(arguments: [false, true])
  func appInfoThatAnEventSetsDecidesAudiences(isWalked: Bool) async throws {
    var scenario = Lab.scenario(users: 60, days: 6, arms: [("all", ["members", "strangers", "none"])])
    Lab.steady(&scenario)
    if isWalked { Lab.addApp(&scenario) }
    scenario.tagPlan.events = [TagPlan.Tag(name: "join")]
    scenario.tagPlan.appInfo = ["account", "vip"].map { TagPlan.AppInfo(name: $0, type: .boolean) }
    scenario.tagPlan.appInfo.append(TagPlan.AppInfo(name: "level", type: .integer))
    var join = AppModel.Event(name: "join", on: [], chance: .fixed(1))
    join.sets = [
      AppInfoSetting(appInfo: "vip", value: .number(1)), AppInfoSetting(appInfo: "level", value: .number(7)),
    ]
    scenario.app.events = [join]
    let daily = Schedule.weekly(weekdays: Weekday.allCases, at: .at(secondOfDay: 36_000), zone: .user)
    Lab.add(
      [
        Lab.campaign("members", daily) { $0.audience = "vip and value(level) = 7" },
        Lab.campaign("strangers", daily) { $0.audience = "not vip" },
        Lab.campaign("none", daily) { $0.audience = "account or value(level) > 7" },
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    // With screens, who joined before ten on the first day gets one more.
    #expect(isWalked ? sums.count(.delivered, campaign: 0) > 60 * 5 : sums.count(.delivered, campaign: 0) == 60 * 5)
    #expect(sums.count(.targeted, campaign: 1) == 0)
    #expect(sums.count(.targeted, campaign: 2) == 0)
  }

  /// Rare topics are hard to find by chance: a recommender that knows helps, a favourite learned from tags does too.
  @Test func topicsOfMessagesFollowThePerson() async throws {
    let rules: [TopicRule] = [
      .recommended(accuracy: 1), .favourite, .recommended(accuracy: 0.5), .random, .undiscovered,
    ]
    var scenario = Lab.scenario(users: 4_000, days: 30, arms: [("none", [])])
    Lab.addApp(&scenario)
    Lab.steady(&scenario)
    scenario.behavior.activity.mean = 0.7
    scenario.behavior.response.ios = -2
    scenario.behavior.response.other = -2
    scenario.behavior.fatigue.effect = 0
    scenario.behavior.fatigue.templateEffect = 0
    Lab.add(
      rules.enumerated().map { index, rule in
        Lab.campaign("c\(index)", .perWeek(rate: 3, at: .at(secondOfDay: 43_200))) {
          $0.content.topic = rule
          $0.audience = "count(article) >= 5"
        }
      }, to: &scenario)
    scenario.comparison.arms = scenario.programs.map { Comparison.Arm(name: $0.name, programs: [$0.name]) }
    scenario.comparison.baseline = "c0"
    let rates = try await Lab.run(scenario).enumerated().map { index, sums in
      Double(sums.count(.opened, campaign: index)) / Double(sums.count(.delivered, campaign: index))
    }
    #expect(rates[0] > rates[1], "\(rates)")
    #expect(zip(rates.dropFirst(), rates.dropFirst(2)).allSatisfy { $0 > $1 * 1.1 }, "\(rates)")
  }

  // MARK: Conversions

  /// Sessions without an hour are booked in the last second of their day.
  @Test(arguments: [(50_399, 0), (50_400, 40), (2 * secondsPerDay, 40)])
  func aConversionCountsWithinItsWindow(within: Int, expected: Int) async throws {
    var scenario = Lab.scenario(users: 40, days: 12, arms: [("all", ["a"])])
    Lab.steady(&scenario)
    scenario.tagPlan.events = [TagPlan.Tag(name: "tap")]
    var tap = AppModel.Event(name: "tap", on: [], chance: .fixed(1))
    tap.revenue = .fixed(Money(micros: 7))
    scenario.app.events = [tap]
    Lab.add(
      [
        Lab.campaign("a", .once(date: scenario.start.adding(days: 3), at: .at(secondOfDay: 36_000), zone: .user)) {
          $0.conversion = Conversion(tag: "tap", within: within)
          $0.variants = [Variant(name: "x", weight: 0.5), Variant(name: "y", weight: 0.5)]
        }
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.count(.delivered, campaign: 0) == 40)
    #expect(sums.count(.converted, campaign: 0) == expected)
    let groups = (0..<2).map { sums.group(test: 0, group: $0) }
    #expect(groups.reduce(0) { $0 + $1.converters } == expected)
    #expect(groups.allSatisfy { ($0.revenue > 0) == (expected > 0) && $0.revenue % 7 == 0 })
  }

  @Test(arguments: ["article", "session", "ad_click"])
  func aScreenOrASessionMayBeTheConversion(tag: String) async throws {
    var scenario = Lab.scenario(users: 300, days: 14, arms: [("all", ["a"])])
    Lab.steady(&scenario)
    Lab.openEverything(&scenario)
    Lab.addApp(&scenario)
    scenario.behavior.activity.mean = 0.05
    scenario.behavior.response.delayIOS = 1
    scenario.behavior.response.delayOther = 1
    Lab.add(
      [
        Lab.campaign("a", .once(date: scenario.start.adding(days: 5), at: .at(secondOfDay: 36_000), zone: .user)) {
          $0.conversion = Conversion(tag: tag, within: secondsPerDay)
          $0.content.opens = "article"
        }
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.count(.opened, campaign: 0) == 300)
    if tag == "ad_click" {
      #expect(sums.count(.converted, campaign: 0) > 0 && sums.count(.converted, campaign: 0) < 200)
    } else {
      #expect(sums.count(.converted, campaign: 0) == 300)
    }
  }

  /// An offer raises the chance to buy in the session that it opens, by 30 %.
  @Test func anOfferRaisesTheChanceOfItsSession() async throws {
    var scenario = Lab.scenario(users: 4_000, days: 3, arms: [("plain", ["plain"]), ("offer", ["offer"])])
    Lab.steady(&scenario)
    Lab.openEverything(&scenario)
    scenario.behavior.activity.mean = 0
    scenario.tagPlan.events = [TagPlan.Tag(name: "buy")]
    scenario.app.events = [AppModel.Event(name: "buy", on: [], chance: .conversion)]
    scenario.behavior.conversion.mean = 0.3
    scenario.behavior.conversion.concentration = 1e6
    let when = Schedule.once(date: scenario.start.adding(days: 1), at: .at(secondOfDay: 36_000), zone: .user)
    Lab.add([Lab.campaign("plain", when), Lab.campaign("offer", when) { $0.content.offer = true }], to: &scenario)
    scenario.kpis = [KPIDefinition(name: "buys", measure: .count(tag: "buy", topic: nil, per: .user))]
    let days = try await Lab.run(scenario).map { $0.series(kpi: 0, denominator: false) }
    #expect(abs(zScore(days[0][1], of: 4_000, 0.3)) < 4 && abs(zScore(days[1][1], of: 4_000, 0.39)) < 4)
    #expect(days[0][0] == days[1][0] && days[0][2] == 0 && days[1][2] == 0)
  }
}

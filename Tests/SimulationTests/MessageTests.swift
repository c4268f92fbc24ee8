import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Messages in lives that can be told by hand.
@Suite struct MessageTests {
  static func scenario(users: Int, days: Int, isWalked: Bool = false, programs: [String]) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days, arms: [("all", programs)])
    Lab.steady(&scenario)
    if isWalked { Lab.addApp(&scenario) }
    return scenario
  }

  static func date(_ scenario: Scenario, _ day: Int) -> CivilDate { scenario.start.adding(days: day) }

  static func once(_ scenario: Scenario, day: Int, hour: Int) -> Schedule {
    .once(date: date(scenario, day), at: .at(secondOfDay: hour * 3600), zone: .user)
  }

  // MARK: Time

  @Test func aWeeklyMessageArrivesAtItsHourInEveryZone() async throws {
    var scenario = Self.scenario(users: 300, days: 15, programs: ["own", "paris"])
    scenario.population.timeZones = [Population.Share("Europe/Paris", 0.5), Population.Share("America/Montreal", 0.5)]
    let at = ClockTime.at(secondOfDay: 36_000)
    Lab.add(
      [
        Lab.campaign("own", .weekly(weekdays: [.wednesday], at: at, zone: .user)),
        Lab.campaign("paris", .weekly(weekdays: [.friday], at: at, zone: .fixed("Europe/Paris"))),
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.heatMap[2 * 24 + 10] == 600)
    #expect(sums.heatMap[4 * 24 + 10] + sums.heatMap[4 * 24 + 4] == 600)
    #expect(abs(zScore(sums.heatMap[4 * 24 + 4] / 2, of: 300, 0.5)) < 4)
    #expect(sums.outcomes(0) == ["delivered": 600])
  }

  @Test func aWeeklyMessageMayFollowTheUsualHour() async throws {
    var scenario = Self.scenario(users: 800, days: 15, isWalked: true, programs: ["weekly"])
    scenario.behavior.rhythm.chronotype = 3
    scenario.behavior.rhythm.hour = (0..<24).map { $0 == 12 ? 1 : 0 }
    Lab.add([Lab.campaign("weekly", .weekly(weekdays: [.friday], at: .usual(fallback: 0), zone: .user))], to: &scenario)
    let sums = try await Lab.first(scenario)
    let hours = sums.heatMap[96..<120].map { $0 }
    #expect(hours.reduce(0, +) == 1_600 && sums.heatMap.reduce(0, +) == 1_600)
    // Nobody at the fallback; everyone at the one hour at which their sessions begin, 12:00 and a shift.
    #expect(hours[0] < 10 && hours[12] > 150 && hours[12] < 270 && hours[9] > 50 && hours[15] > 50)
  }

  /// Who comes back in the morning gets no "we miss you" in the evening.
  @Test(arguments: [false, true])
  func silenceIsCheckedWhenTheMessageIsDue(isWalked: Bool) async throws {
    var scenario = Self.scenario(users: 200, days: 22, isWalked: isWalked, programs: ["idle"])
    // Sessions on Mondays only, in the morning hours.
    scenario.behavior.activity.mean = 0.95
    scenario.behavior.activity.concentration = 1e9
    scenario.behavior.rhythm.weekday = [1, 0, 0, 0, 0, 0, 0]
    scenario.behavior.rhythm.hour = (0..<24).map { $0 >= 6 && $0 < 10 ? 1 : 0 }
    Lab.add([Lab.campaign("idle", .idle(days: 7, againEvery: nil, at: .at(secondOfDay: 64_800)))], to: &scenario)
    let sums = try await Lab.first(scenario)
    // Without screens sessions have no hour and messages come first.
    #expect(sums.outcomes() == (isWalked ? [:] : ["delivered": 600]))
    scenario.campaigns[0].schedule = .idle(days: 5, againEvery: 1, at: .at(secondOfDay: 64_800))
    let daily = try await Lab.first(scenario)
    // Saturdays and Sundays, and before a Monday's sessions only where these have no hour.
    #expect(daily.outcomes() == ["delivered": isWalked ? 1_200 : 1_800])
    let weekdays = (0..<7).map { weekday in daily.heatMap[weekday * 24..<weekday * 24 + 24].reduce(0, +) }
    #expect(weekdays == [isWalked ? 0 : 600, 0, 0, 0, 0, 600, 600])
  }

  @Test func aMessageOfTheInstallsOwnDayIsNotSentIntoThePast() async throws {
    var scenario = Self.scenario(users: 400, days: 3, isWalked: true, programs: ["welcome"])
    Lab.add([Lab.campaign("welcome", .after(tag: "install", days: [0], at: .at(secondOfDay: 43_200)))], to: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "pushes", measure: .messages(channel: nil, per: .user)),
      KPIDefinition(name: "got", measure: .share(of: "received(welcome)", among: "everyone")),
    ]
    let sums = try await Lab.first(scenario)
    // Only who installed before noon (about a third of the day's activity).
    #expect(sums.series(kpi: 0, denominator: false) == [sums.total(1), 0, 0])
    #expect(sums.total(1) > 90 && sums.total(1) < 200)
  }

  @Test(arguments: [false, true])
  func everyNthOccurrenceAndDelays(isWalked: Bool) async throws {
    var scenario = Self.scenario(users: 50, days: 6, isWalked: isWalked, programs: ["third", "late", "never"])
    Lab.add(
      [
        Lab.campaign("third", .onTag(tag: "session", occurrence: 3, delay: 3600)),
        Lab.campaign("late", .onTag(tag: "install", occurrence: nil, delay: 2 * secondsPerDay)),
        Lab.campaign("never", .onTag(tag: "install", occurrence: nil, delay: 6 * secondsPerDay)),
      ], to: &scenario)
    scenario.kpis = [KPIDefinition(name: "pushes", measure: .messages(channel: nil, per: .user))]
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes(0) == ["delivered": 50])
    #expect(sums.outcomes(1) == ["delivered": 50])
    #expect(sums.outcomes(2) == ["pending": 50])
    #expect(sums.series(kpi: 0, denominator: false)[2] >= 50)
  }

  // MARK: Caps, priority and quiet hours

  /// Of three messages due together, the cap of one lets the most important through.
  @Test func priorityDecidesWithinTheSameMinute() async throws {
    var scenario = Self.scenario(users: 20, days: 4, programs: ["low", "high", "middle"])
    scenario.limits.caps = [FrequencyCapDefinition(channel: .push, limit: 1, period: secondsPerDay)]
    let when = Self.once(scenario, day: 2, hour: 10)
    Lab.add(
      [
        Lab.campaign("low", when) { $0.priority = 10 }, Lab.campaign("high", when) { $0.priority = 90 },
        Lab.campaign("middle", when),
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect((0..<3).map { sums.outcomes($0) } == [["capped": 20], ["delivered": 20], ["capped": 20]])
  }

  @Test(arguments: [QuietHoursDefinition.Rule.postpone, .drop])
  func quietHoursHoldOrDropAndTheCapDecidesAtTheRelease(rule: QuietHoursDefinition.Rule) async throws {
    var scenario = Self.scenario(users: 30, days: 5, programs: ["night", "late", "urgent"])
    scenario.limits.quietHours = QuietHoursDefinition(from: 22 * 3600, to: 8 * 3600, rule: rule)
    scenario.limits.caps = [FrequencyCapDefinition(channel: .push, limit: 1, period: 3600)]
    Lab.add(
      [
        Lab.campaign("night", Self.once(scenario, day: 1, hour: 23)) { $0.priority = 10 },
        Lab.campaign("late", Self.once(scenario, day: 2, hour: 2)) { $0.priority = 80 },
        Lab.campaign("urgent", Self.once(scenario, day: 1, hour: 23)) { $0.obeysLimits = false },
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    if rule == .drop {
      #expect([0, 1].map { sums.outcomes($0) } == [["quiet-dropped": 30], ["quiet-dropped": 30]])
    } else {
      #expect([0, 1].map { sums.outcomes($0) } == [["capped": 30], ["delivered": 30]])
      #expect([0, 1].map { sums.count(.quietDeferred, campaign: $0) } == [30, 30])
      #expect(sums.heatMap[2 * 24 + 8] == 30)
    }
    #expect(sums.outcomes(2) == ["delivered": 30])
    #expect(sums.heatMap[1 * 24 + 23] == 30)
  }

  // MARK: In-app

  /// A message that waited in vain is dropped when it expires, and the next one finds its session.
  @Test func aWaitingMessageThatExpiredDoesNotBlockTheNext() async throws {
    var scenario = Self.scenario(users: 60, days: 16, isWalked: true, programs: ["inapp"])
    // Sessions on Thursdays.
    scenario.behavior.activity.mean = 0.95
    scenario.behavior.activity.concentration = 1e9
    scenario.behavior.rhythm.weekday = [0, 0, 0, 1, 0, 0, 0]
    Lab.add(
      [
        Lab.campaign(
          "inapp", .weekly(weekdays: [.tuesday, .wednesday], at: .at(secondOfDay: 86_000), zone: .user)
        ) {
          $0.content.channel = .inApp
          $0.expiry = secondsPerDay
        }
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    // Days 1, 2, 8, 9, 15: Wednesday's message is seen on Thursday, Tuesday's expires; the last one still waits.
    let seen = sums.count(.delivered, campaign: 0)
    #expect(sums.outcomes() == ["delivered": seen, "expired": 240 - seen, "pending": 60])
    #expect(seen >= 115)
    #expect(sums.count(.targeted, campaign: 0) == 300)
  }

  /// At the end, what is out of date has expired and what is not is pending.
  @Test func messagesThatNobodyOpenedTheAppForExpire() async throws {
    var scenario = Self.scenario(users: 25, days: 10, isWalked: true, programs: ["old", "new"])
    scenario.behavior.activity.mean = 0
    Lab.add(
      [
        Lab.campaign("old", Self.once(scenario, day: 2, hour: 10)) {
          $0.content.channel = .inApp
          $0.expiry = 3 * secondsPerDay
        },
        Lab.campaign("new", Self.once(scenario, day: 8, hour: 10)) {
          $0.content.channel = .inApp
          $0.expiry = 3 * secondsPerDay
        },
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect([0, 1].map { sums.outcomes($0) } == [["expired": 25], ["pending": 25]])
  }

  /// One message at a time, so one a screen; one that a rule stops does not use the screen up.
  @Test func aSessionShowsTheFirstMessageThatMayBeShown() async throws {
    var scenario = Self.scenario(users: 300, days: 6, isWalked: true, programs: ["left", "shown", "next"])
    // About one session, on Thursday.
    scenario.behavior.activity.mean = 0.13
    scenario.behavior.activity.concentration = 1e9
    scenario.behavior.rhythm.weekday = [0, 0, 0, 1, 0, 0, 0]
    let when = Self.once(scenario, day: 2, hour: 23)
    func inApp(_ name: String, _ priority: Int, _ audience: String) -> CampaignDefinition {
      Lab.campaign(name, when) {
        $0.content.channel = .inApp
        $0.priority = priority
        $0.expiry = 3 * secondsPerDay
        $0.audience = audience
      }
    }
    Lab.add(
      [
        inApp("left", 80, "days_since(session) >= 2"), inApp("shown", 70, "everyone"), inApp("next", 60, "everyone"),
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    let active = sums.activeUsers[3]
    let again = sums.count(.delivered, campaign: 2)
    #expect(sums.outcomes(0) == ["left-audience": active, "expired": 300 - active])
    #expect(sums.outcomes(1) == ["delivered": active, "expired": 300 - active])
    #expect(sums.outcomes(2) == ["delivered": again, "expired": 300 - again])
    #expect(again > 20 && again < active)
  }

  @Test func anyChannelIsInAppInsideASessionAndPushOutside() async throws {
    var scenario = Self.scenario(users: 50, days: 4, isWalked: true, programs: ["inside", "outside"])
    scenario.behavior.activity.mean = 0
    Lab.add(
      [
        Lab.campaign("inside", .onTag(tag: "home", occurrence: 1, delay: 0)) { $0.content.channel = .any },
        Lab.campaign("outside", .onTag(tag: "home", occurrence: 1, delay: secondsPerDay)) { $0.content.channel = .any },
      ], to: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "inapp", measure: .messages(channel: .inApp, per: .user)),
      KPIDefinition(name: "push", measure: .messages(channel: .push, per: .user)),
    ]
    let sums = try await Lab.first(scenario)
    #expect([sums.total(0), sums.total(1)] == [50, 50])
  }

  // MARK: What messages do

  @Test(arguments: [false, true])
  func anOpenedMessageIsASession(isWalked: Bool) async throws {
    var scenario = Self.scenario(users: 80, days: 8, isWalked: isWalked, programs: ["a"])
    Lab.openEverything(&scenario)
    scenario.behavior.activity.mean = 0
    scenario.behavior.response.delayIOS = 0.1
    scenario.behavior.response.delayOther = 0.1
    Lab.add([Lab.campaign("a", Self.once(scenario, day: 3, hour: 10))], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.count(.opened, campaign: 0) == 80)
    #expect(sums.activeUsers == [80, 0, 0, 80, 0, 0, 0, 0])
    #expect(sums.series(kpi: 0, denominator: false) == [80, 0, 0, 80, 0, 0, 0, 0])
  }

  /// A push that a session's end triggers brings a session too, also where sessions have no hour.
  @Test func theLastSecondOfADayLeadsToTomorrow() async throws {
    var scenario = Self.scenario(users: 30, days: 4, programs: ["a"])
    Lab.openEverything(&scenario)
    scenario.behavior.activity.mean = 0
    Lab.add([Lab.campaign("a", .onTag(tag: "session", occurrence: 1, delay: 0))], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.series(kpi: 0, denominator: false) == [30, 30, 0, 0])
  }

  @Test func lapsedUsersMayBeWonBack() async throws {
    var scenario = Lab.scenario(users: 3_000, days: 40, arms: [("none", []), ("win", ["win"])])
    Lab.steady(&scenario)
    Lab.openEverything(&scenario)
    scenario.behavior.activity.mean = 0.5
    // Everyone loses interest in the first night, a third uninstalls.
    scenario.behavior.dropout.gamma = 1
    scenario.behavior.dropout.delta = 0
    scenario.behavior.response.winBack = 0.25
    Lab.add([Lab.campaign("win", Self.once(scenario, day: 10, hour: 10))], to: &scenario)
    scenario.kpis = [KPIDefinition(name: "uninstalls", measure: .uninstalls)]
    let sums = try await Lab.run(scenario)
    #expect(abs(zScore(sums[0].total(0), of: 3_000, 0.35)) < 4)
    let installed = 3_000 - sums[0].total(0)
    #expect(sums[1].count(.opened, campaign: 0) == installed)
    #expect(abs(zScore(sums[1].count(.wonBack, campaign: 0), of: installed, 0.25)) < 4)
    #expect(sums[0].activeUsers[10] == 0 && sums[1].activeUsers[10] == installed)
  }

  @Test func holdoutsGetNothingAndAreCountedAsGhosts() async throws {
    var scenario = Self.scenario(users: 4_000, days: 10, programs: ["a"])
    Lab.openEverything(&scenario)
    Lab.add(
      [
        Lab.campaign("a", .weekly(weekdays: [.tuesday, .friday], at: .at(secondOfDay: 36_000), zone: .user)) {
          $0.holdout = 0.2
          $0.cost = Money(micros: 500)
        }
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    let held = sums.group(test: 0, group: 1)
    #expect(abs(zScore(held.users, of: 4_000, 0.2)) < 4)
    #expect(sums.outcomes() == ["delivered": 3 * (4_000 - held.users), "held-out": 3 * held.users])
    #expect(held.sends == 3 * held.users && held.opens == 0)
    #expect(sums.cost == Money(micros: Int64(1_500 * (4_000 - held.users))))
  }

  @Test func onlyLanguagesThatAreWrittenAreSent() async throws {
    var scenario = Self.scenario(users: 2_000, days: 3, programs: ["a", "b"])
    scenario.population.languages = [Population.Share("fr", 0.75), Population.Share("en", 0.25)]
    let when = Self.once(scenario, day: 1, hour: 9)
    Lab.add(
      [
        Lab.campaign("a", when) { $0.content.title = ["fr": "Bonjour"] },
        Lab.campaign("b", when) { $0.content.title = ["fr": "Bonjour", "default": "Hello"] },
      ], to: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(abs(zScore(sums.count(.noLanguage, campaign: 0), of: 2_000, 0.25)) < 4)
    #expect(sums.count(.delivered, campaign: 0) + sums.count(.noLanguage, campaign: 0) == 2_000)
    #expect(sums.outcomes(1) == ["delivered": 2_000])
  }

  @Test func whoUninstallsOrOptsOutGetsNoMore() async throws {
    for (isOptOut, outcome) in [(true, "opted-out"), (false, "uninstalled")] {
      var scenario = Self.scenario(users: 100, days: 8, programs: ["a"])
      if isOptOut { scenario.behavior.fatigue.optOut = 1 } else { scenario.behavior.fatigue.uninstall = 1 }
      scenario.behavior.fatigue.cap = 0.5
      Lab.add(
        [
          Lab.campaign("a", .perWeek(rate: 21, at: .at(secondOfDay: 64_800)))
        ], to: &scenario)
      scenario.kpis = [
        KPIDefinition(name: "opt_outs", measure: .optOuts), KPIDefinition(name: "uninstalls", measure: .uninstalls),
      ]
      let sums = try await Lab.first(scenario)
      // The first of the day's three messages does it; an uninstalled app is targeted no other day.
      #expect(sums.outcomes() == ["delivered": 100, outcome: isOptOut ? 2_000 : 200])
      #expect(sums.ratio(0)[0] == (isOptOut ? 100 : 0) && sums.ratio(1)[0] == (isOptOut ? 0 : 100))
    }
  }
}

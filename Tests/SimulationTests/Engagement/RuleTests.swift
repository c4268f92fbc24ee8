import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What comes between the cause of a message and its send.
@Suite struct RuleTests {
  /// A tap at noon starts the message; an hour with a further session follows.
  static func tapped(_ hour: Int, _ change: @escaping (inout CampaignDefinition) -> Void) -> Scenario {
    var scenario = Stage.scenario()
    Stage.addEvent("tap", to: &scenario)
    Stage.play(
      [
        Stage.wake(scenario, days: [0], hour: hour),
        Stage.push("a", .onTag(tag: "tap", occurrence: 1, delay: 0), change),
      ], in: &scenario)
    return scenario
  }

  @Test(arguments: [(14, "called-off"), (17, "delivered")])
  func aTagCallsADecidedMessageOff(hour: Int, outcome: String) async throws {
    let scenario = Self.tapped(hour) {
      $0.schedule = .onTag(tag: "tap", occurrence: 1, delay: 3 * 3600)
      $0.unless = ["home"]
    }
    #expect(try await Lab.first(scenario).outcomes("a", of: scenario) == [outcome: 20])
  }

  @Test(arguments: [
    (13, false, "delivered", "T13:00:01"), (13, true, "delivered", "T13:00:01"), (16, false, "timed-out", ""),
    (16, true, "delivered", "T14:"),
  ])
  func aMessageWaitsForATag(hour: Int, sends: Bool, outcome: String, time: String) async throws {
    let scenario = Self.tapped(hour) {
      $0.wait = WaitDefinition(tag: "home", atMost: 7_200, sendsAtTimeout: sends)
    }
    #expect(try await Lab.first(scenario).outcomes("a", of: scenario) == [outcome: 20])
    let sent = Log.decisions(try Log.records(scenario), "a", "sent")
    #expect(sent.count == (time.isEmpty ? 0 : 20) && sent.allSatisfy { $0.time.contains(time) })
  }

  /// Paris is an hour ahead of UTC. Days 1 to 9 at 10:00.
  @Test(arguments: [
    (nil as (Int, Zone)?, nil as (Int, Zone)?, 9), ((3, .user), nil, 7), ((3, .fixed("UTC")), nil, 6),
    (nil, (5, .user), 4), (nil, (5, .fixed("UTC")), 5), ((3, .user), (5, .user), 2), ((5, .user), (5, .user), 0),
  ])
  func aCampaignIsOpenFromStartToEnd(starts: (Int, Zone)?, ends: (Int, Zone)?, times: Int) async throws {
    var scenario = Stage.scenario()
    scenario.population.timeZones = [Population.Share("Europe/Paris", 1)]
    let daily = Schedule.weekly(weekdays: Weekday.allCases, at: .at(secondOfDay: 36_000), zone: .user)
    let campaign = Stage.push("a", daily) {
      $0.starts = starts.map { Stage.moment(scenario, day: $0.0, hour: 10, zone: $0.1) }
      $0.ends = ends.map { Stage.moment(scenario, day: $0.0, hour: 10, zone: $0.1) }
    }
    Stage.play([campaign], in: &scenario)
    #expect(try await Lab.first(scenario).outcomes() == (times == 0 ? [:] : ["delivered": 20 * times]))
  }

  @Test(arguments: [(4, "expired"), (6, "delivered")])
  func whatWaitsAtTheEndIsDropped(day: Int, outcome: String) async throws {
    var scenario = Stage.scenario()
    Stage.play(
      [
        Stage.inApp("a", Stage.on(scenario, days: [2], hour: 10)) {
          $0.expiry = 8 * secondsPerDay
          $0.ends = Stage.moment(scenario, day: day, hour: 0)
        }, Stage.wake(scenario, days: [5]),
      ], in: &scenario)
    #expect(try await Lab.first(scenario).outcomes("a", of: scenario) == [outcome: 20])
  }

  /// Another push takes the only slot on days 1 and 2.
  @Test(arguments: [
    (EligibilityBasis.receipt, ["capped": 40, "delivered": 60]), (.entry, ["capped": 20, "delivered": 40]),
  ])
  func againIsCountedFromReceiptOrEntry(basis: EligibilityBasis, outcomes: [String: Int]) async throws {
    var scenario = Stage.scenario()
    scenario.limits.caps = [FrequencyCapDefinition(channel: .push, limit: 1, period: 12 * 3600)]
    let daily = Schedule.weekly(weekdays: Weekday.allCases, at: .at(secondOfDay: 36_000), zone: .user)
    Stage.play(
      [
        Stage.push("b", Stage.on(scenario, days: [1, 2], hour: 9)),
        Stage.push("a", daily) {
          $0.again = .after(seconds: 3 * secondsPerDay)
          $0.againFrom = basis
        },
      ], in: &scenario)
    // Receipt: days 1 and 2 capped, then 3, 6, 9. Entry: 1 capped, then 4, 7.
    #expect(try await Lab.first(scenario).outcomes("a", of: scenario) == outcomes)
  }

  @Test(arguments: [
    (14, 18, SendWindowDefinition.Rule.postpone, (1, "14:00:00") as (Int, String)?),
    (14, 18, .nextDay, (2, "14:00:00")), (14, 18, .drop, nil), (22, 6, .postpone, (1, "22:00:00")),
    (9, 11, .drop, (1, "10:00:00")), (10, 11, .drop, (1, "10:00:00")), (9, 10, .drop, nil),
    (9, 10, .postpone, (2, "09:00:00")),
  ])
  func theSendWindow(from: Int, to: Int, rule: SendWindowDefinition.Rule, sent: (Int, String)?) async throws {
    var scenario = Stage.scenario()
    let campaign = Stage.push("a", Stage.on(scenario, days: [1], hour: 10)) {
      $0.sendWindow = SendWindowDefinition(from: from * 3600, to: to * 3600, rule: rule)
      $0.expiry = 3 * secondsPerDay
      // A window is a campaign's own: it is not among the limits.
      $0.obeysLimits = false
    }
    Stage.play([campaign], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes() == [sent == nil ? "outside-window" : "delivered": 20])
    let expected = sent.map { Stage.time(scenario, day: $0.0, $0.1) }
    #expect(sums.count(.postponed, campaign: 0) == (sent == nil || sent?.1 == "10:00:00" ? 0 : 20))
    #expect(Log.decisions(try Log.records(scenario, users: 1), "a", "sent").map(\.time) == [expected].compactMap { $0 })
  }

  /// A text that names an app-info needs it, in every language and variant.
  @Test(arguments: [MarkerRule.exclude, .placeholder], [false, true])
  func markersNeedTheirAppInfo(rule: MarkerRule, isInVariant: Bool) async throws {
    var scenario = Stage.scenario(users: 400)
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "city", type: .string)]
    let sets = [AppInfoSetting(appInfo: "city", value: .text("Paris"))]
    Stage.addEvent("tap", chance: 0.4, sets: sets, to: &scenario)
    let campaign = Stage.push("a", Stage.on(scenario, days: [1], hour: 10)) {
      $0.missingMarker = rule
      if isInVariant {
        $0.variants = [Variant(name: "x", weight: 0.5), Variant(name: "y", weight: 0.5)]
        $0.variants[1].title = ["default": "News from ${city}"]
      } else {
        $0.content.body = ["default": "News from ${city}"]
      }
    }
    Stage.play([campaign], in: &scenario)
    scenario.kpis = [KPIDefinition(name: "known", measure: .share(of: "value(city) = \"Paris\"", among: "everyone"))]
    let sums = try await Lab.first(scenario)
    let known = sums.total(0)
    #expect(known > 100 && known < 220)
    #expect(
      sums.outcomes() == (rule == .exclude ? ["delivered": known, "missing-tag": 400 - known] : ["delivered": 400]))
  }

  // MARK: In-app

  private func twoScreens() -> Scenario {
    var scenario = Stage.scenario()
    scenario.tagPlan.activities.append(TagPlan.Tag(name: "article"))
    scenario.app.activities[0].next = [("article", 1)]
    scenario.app.activities.append(AppModel.Activity(name: "article", next: [], dwell: 5, hasTopic: false))
    return scenario
  }

  /// Two screens a session take two messages, in the order of their priority; the third comes with the next session.
  @Test(arguments: [1, 2])
  func oneMessageAScreen(sessions: Int) async throws {
    var scenario = twoScreens()
    Stage.play(
      (1...3).map { number in
        Stage.inApp("m\(number)", Stage.on(scenario, days: [1], hour: 9)) {
          $0.priority = number * 10
          $0.expiry = 30 * secondsPerDay
        }
      } + [Stage.wake(scenario, days: Array(1...sessions))], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes("m3", of: scenario) == ["delivered": 20])
    #expect(sums.outcomes("m2", of: scenario) == ["delivered": 20])
    #expect(sums.outcomes("m1", of: scenario) == [sessions == 1 ? "pending" : "delivered": 20])
  }

  /// What one tag starts together is still shown one by one.
  @Test func messagesOfOneTagWaitForEachOther() throws {
    var scenario = Stage.scenario()
    Stage.play(
      [
        Stage.inApp("low", .onTag(tag: "home", occurrence: 1, delay: 0)) { $0.expiry = 5 * secondsPerDay },
        Stage.inApp("next", .onTag(tag: "home", occurrence: 1, delay: 0)) { $0.expiry = 5 * secondsPerDay },
        Stage.wake(scenario, days: [2]),
      ], in: &scenario)
    let records = try Log.records(scenario)
    let first = Log.decisions(records, "low", "sent")
    #expect(first.count == 20 && first.allSatisfy { $0.time.hasPrefix("\(scenario.start)T12:") })
    let second = Log.decisions(records, "next", "sent").map(\.time)
    #expect(second == Array(repeating: Stage.time(scenario, day: 2, "10:00:01"), count: 20))
  }

  @Test(arguments: [(["article"], 40), (["home"], 40), ([], 40)])
  func onlyAllowedActivities(activities: [String], delivered: Int) throws {
    var scenario = twoScreens()
    Stage.play(
      [
        Stage.inApp("a", Stage.on(scenario, days: [1, 2], hour: 9)) { $0.content.activities = activities },
        Stage.wake(scenario, days: [1, 2]),
      ], in: &scenario)
    let records = try Log.records(scenario)
    var screen: String?
    var shown: [String?] = []
    for record in records {
      if record.kind == .reach { screen = record[.screen] }
      if record.kind == .decision, record[.name] == "a", record[.what] == "sent" { shown.append(screen) }
    }
    #expect(shown.count == delivered && shown.allSatisfy { $0 == activities.first ?? "home" })
  }

  /// In a session that never comes to an allowed screen nothing is shown, and the message expires.
  @Test func aScreenThatNobodyVisits() async throws {
    var scenario = twoScreens()
    scenario.app.activities[0].next = []
    Stage.play(
      [
        Stage.inApp("a", Stage.on(scenario, days: [1], hour: 9)) {
          $0.content.activities = ["article"]
          $0.expiry = 2 * secondsPerDay
        },
        Stage.inApp("b", .onTag(tag: "home", occurrence: 2, delay: 0)) {
          $0.content.activities = ["article"]
          $0.expiry = 30 * secondsPerDay
        }, Stage.wake(scenario, days: [1, 4]),
      ], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes("a", of: scenario) == ["expired": 20])
    #expect(sums.outcomes("b", of: scenario) == ["pending": 20])
  }
}

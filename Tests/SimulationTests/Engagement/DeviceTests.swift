import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// What devices do and fail to do.
@Suite struct DeviceTests {
  private func counting(_ tags: [String], _ scenario: inout Scenario) {
    scenario.kpis = tags.map { KPIDefinition(name: $0, measure: .count(tag: $0, topic: nil, per: .user)) }
  }

  private func article(_ scenario: inout Scenario, dwell: Double = 5) {
    scenario.tagPlan.activities.append(TagPlan.Tag(name: "article"))
    scenario.app.activities[0].next = [("article", 1)]
    scenario.app.activities[0].dwell = dwell
    scenario.app.activities.append(AppModel.Activity(name: "article", next: [], dwell: dwell, hasTopic: false))
  }

  // MARK: Jobs

  private func job(on screens: [String] = ["home"], seconds: Double, completes: Double = 1) -> AppModel.Job {
    var job = AppModel.Job(name: "video", on: screens, chance: 1, duration: seconds)
    job.completes = completes
    job.isBackground = true
    return job
  }

  /// Only completed jobs are noted; one in the foreground ends with the session, one in the background goes on.
  @Test(arguments: [
    (0.001, false, 1.0, 1.0), (0.001, false, 0.4, 0.4), (1e9, false, 1.0, 0.0), (3_600.0, true, 1.0, 1.0),
    (3_600.0, true, 0.4, 0.4), (3_600.0, true, 0.0, 0.0),
  ])
  func jobsAreNotedWhenTheyAreCompleted(
    seconds: Double, isBackground: Bool, completes: Double, share: Double
  ) async throws {
    var scenario = Stage.scenario(users: 500)
    scenario.tagPlan.jobs = [TagPlan.Tag(name: "video")]
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "seen", type: .integer)]
    // A run lasts a second at least, and many a session of seconds is shorter.
    scenario.app.activities[0].dwell = 20_000
    var job = job(seconds: seconds, completes: completes)
    job.isBackground = isBackground
    job.sets = [AppInfoSetting(appInfo: "seen", value: .increase(1))]
    scenario.app.jobs = [job]
    Stage.play([Stage.push("a", .onTag(tag: "video", occurrence: nil, delay: 0))], in: &scenario)
    counting(["video"], &scenario)
    scenario.kpis.append(KPIDefinition(name: "seen", measure: .share(of: "value(seen) = 1", among: "everyone")))
    let sums = try await Lab.first(scenario)
    let noted = sums.total(0)
    if share == 0 || share == 1 {
      #expect(noted == Int(share * 500))
    } else {
      #expect(abs(zScore(noted, of: 500, share)) < 4)
    }
    #expect(sums.outcomes() == (noted == 0 ? [:] : ["delivered": noted]) && sums.total(1) == noted)
  }

  /// A second session begins up to an hour after the first: a run of six hours on average rarely is over by then.
  @Test func aStartEndsARunThatGoesOn() async throws {
    var scenario = Stage.scenario(users: 2_000)
    scenario.tagPlan.jobs = [TagPlan.Tag(name: "video")]
    scenario.app.jobs = [job(seconds: 6 * 3600)]
    Stage.play([Stage.wake(scenario, days: [0], hour: 13)], in: &scenario)
    counting(["video"], &scenario)
    // 1 − E exp(−gap / 6 h), the gap even between 0 and 1 h.
    let share = 1 - 6 * (1 - exp(-1.0 / 6))
    #expect(abs(zScore(try await Lab.first(scenario).total(0) - 2_000, of: 2_000, share)) < 4)
  }

  /// Two runs one after the other in one session are two, and the first is not undone by the second.
  @Test func aStartLeavesARunThatIsOver() async throws {
    var scenario = Stage.scenario(users: 100)
    article(&scenario, dwell: 20_000)
    scenario.tagPlan.jobs = [TagPlan.Tag(name: "video")]
    scenario.app.jobs = [job(on: ["home", "article"], seconds: 0.01)]
    scenario.app.jobs[0].isBackground = false
    counting(["video"], &scenario)
    #expect(try await Lab.first(scenario).total(0) == 200)
  }

  // MARK: Crashes and errors

  @Test(arguments: [false, true])
  func aCrashEndsTheSessionAndItsJobs(crashes: Bool) async throws {
    var scenario = Stage.scenario(users: 50)
    article(&scenario)
    scenario.tagPlan.jobs = [TagPlan.Tag(name: "video")]
    scenario.app.jobs = [job(seconds: 1e5)]
    scenario.app.activities[1].next = [("home", 1)]
    scenario.app.activities[1].dwell = 1
    var crash = AppModel.Event(name: "crash", on: ["article"], chance: .fixed(crashes ? 1 : 0))
    crash.kind = .crash
    scenario.app.events = [crash, AppModel.Event(name: "leave", on: [], chance: .fixed(1))]
    scenario.tagPlan.events = [TagPlan.Tag(name: "leave")]
    Stage.play([Stage.push("sorry", .onTag(tag: "crash", occurrence: nil, delay: 3600))], in: &scenario)
    counting(["crash", "home", "article", "leave", "video"], &scenario)
    if !crashes { scenario.app.activities[1].next = [] }
    let sums = try await Lab.first(scenario)
    #expect((0..<4).map { sums.total($0) } == (crashes ? [50, 50, 50, 0] : [0, 50, 50, 50]))
    // An exponential time of a day and a bit: most are over within the horizon, unless the app died.
    #expect(crashes ? sums.total(4) == 0 : sums.total(4) > 45)
    #expect(sums.outcomes() == (crashes ? ["delivered": 50] : [:]))
  }

  @Test func errorsAreTagsOfTheirOwn() async throws {
    var scenario = Stage.scenario(users: 400)
    scenario.tagPlan.errors = [TagPlan.Tag(name: "stall")]
    var stall = AppModel.Event(name: "stall", on: ["home"], chance: .fixed(0.3))
    stall.kind = .error
    scenario.app.events = [stall]
    Stage.play([Stage.push("tip", .onTag(tag: "stall", occurrence: 1, delay: 60))], in: &scenario)
    counting(["stall", "crash"], &scenario)
    let sums = try await Lab.first(scenario)
    #expect(abs(zScore(sums.total(0), of: 400, 0.3)) < 4 && sums.total(1) == 0)
    #expect(sums.outcomes() == ["delivered": sums.total(0)])
  }

  @Test func extrasAreToldApartByTheirValues() async throws {
    var scenario = Stage.scenario(users: 1_000)
    let extras = [
      TagPlan.ExtraValues(extra: "mood", values: ["good", "bad"]),
      TagPlan.ExtraValues(extra: "way", values: ["car", "foot", "none"]),
    ]
    scenario.tagPlan.events = [TagPlan.Tag(name: "vote", extras: ["mood", "way"], values: extras)]
    var vote = AppModel.Event(name: "vote", on: ["home"], chance: .fixed(1))
    vote.extras = [
      AppModel.Extra(name: "mood", values: [.init("good", 0.7), .init("bad", 0.3)]),
      AppModel.Extra(name: "way", values: [.init("car", 0.5), .init("foot", 0.5), .init("none", 0)]),
    ]
    scenario.app.events = [vote]
    let conditions = [
      "did(vote, mood = \"good\")", "did(vote, mood = \"bad\")", "did(vote, mood = \"good\", way = \"foot\")",
      "did(vote, way = \"none\")", "did(vote, way = \"car\") or did(vote, way = \"foot\")",
    ]
    scenario.kpis = conditions.enumerated().map {
      KPIDefinition(name: "k\($0.offset)", measure: .share(of: $0.element, among: "everyone"))
    }
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) + sums.total(1) == 1_000 && abs(zScore(sums.total(0), of: 1_000, 0.7)) < 4)
    #expect(abs(zScore(sums.total(2), of: 1_000, 0.35)) < 4)
    #expect(sums.total(3) == 0 && sums.total(4) == 1_000)
  }

  // MARK: Places, interruptions, clocks

  @Test func placesAreVisitedByTheirShareOfUsers() async throws {
    var scenario = Stage.scenario(users: 1_500, days: 15)
    scenario.tagPlan.places = [TagPlan.Tag(name: "shop")]
    scenario.app.places = [AppModel.Place(name: "shop", share: 0.4, visitsPerWeek: 7, from: 3600 * 14, to: 3600 * 16)]
    Stage.play([Stage.push("here", .onTag(tag: "shop", occurrence: nil, delay: 0))], in: &scenario)
    counting(["shop"], &scenario)
    scenario.kpis.append(KPIDefinition(name: "ever", measure: .share(of: "did(shop)", among: "everyone")))
    let sums = try await Lab.first(scenario)
    // Fifteen days of one visit each on average: hardly anybody who goes there never went.
    #expect(abs(zScore(sums.total(1), of: 1_500, 0.4)) < 4)
    let visits = Double(sums.total(0))
    let mean = 15 * Double(sums.total(1))
    #expect(abs(visits - mean) < 4 * mean.squareRoot())
    #expect(sums.outcomes() == ["delivered": sums.total(0)])
    let hours = (0..<24).filter { hour in (0..<7).contains { sums.heatMap[$0 * 24 + hour] > 0 } }
    #expect(hours == [14, 15])
  }

  /// A change of screen is an absence: on iOS each ends the session, on a platform that waits for a day none does.
  @Test func interruptionsSplitSessionsByTheTimeout() async throws {
    var scenario = Stage.scenario(users: 600)
    scenario.population.platforms = [
      Population.Share("ios", 0.4), Population.Share("android", 0.3), Population.Share("web", 0.3),
    ]
    scenario.app.activities[0].next = [("home", 0.8)]
    scenario.app.interruptions.chance = 1
    scenario.app.interruptions.length = 30
    scenario.app.interruptions.timeouts = [
      .init(platform: "ios", seconds: 0), .init(platform: "android", seconds: 86_400),
    ]
    scenario.app.interruptions.otherTimeout = 30
    // KPIs of the platforms ask for the platform.
    scenario.kpis = [
      KPIDefinition(name: "ios", measure: .share(of: "platform = ios", among: "everyone")),
      KPIDefinition(
        name: "ios_many", measure: .share(of: "count(session) >= 2", among: "platform = ios and count(home) >= 2")),
      KPIDefinition(name: "android", measure: .share(of: "count(session) = 1", among: "platform = android")),
      KPIDefinition(
        name: "web", measure: .share(of: "count(session) = 2", among: "platform = web and count(home) = 2")),
      KPIDefinition(
        name: "ios_all", measure: .share(of: "count(session) = 4", among: "platform = ios and count(home) = 4")),
    ]
    let sums = try await Lab.first(scenario)
    for kpi in [1, 2, 4] { #expect(sums.ratio(kpi)[0] == sums.ratio(kpi)[1] && sums.ratio(kpi)[1] > 10, "\(kpi)") }
    #expect(abs(zScore(sums.ratio(3)[0], of: sums.ratio(3)[1], exp(-1))) < 4)
  }

  /// What a device with a wrong clock reports lands on the wrong day; what happened to the user does not.
  @Test func wrongClocksShiftDays() async throws {
    var scenario = Stage.scenario(users: 800)
    scenario.population.clockError.share = 1
    scenario.population.clockError.days = 1
    let days = [-1, 0, 1].map { scenario.start.adding(days: $0) }
    scenario.kpis = days.enumerated().map {
      KPIDefinition(name: "d\($0.offset)", measure: .share(of: "first(install) = \($0.element)", among: "everyone"))
    }
    Stage.play([Stage.push("a", .onTag(tag: "session", occurrence: 1, delay: 0))], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.total(0) + sums.total(2) == 800 && sums.total(1) == 0)
    #expect(abs(zScore(sums.total(0), of: 800, 0.5)) < 4)
    #expect(sums.activeUsers[0] == 800 && sums.outcomes() == ["delivered": 800])
  }

  // MARK: Connections and uninstalls

  /// Every device is offline, for ten hours on average; a message arrives then, unless it has expired.
  @Test(arguments: [1, 10, 24 * 30])
  func offlineDevicesGetMessagesLateOrNever(hours: Int) async throws {
    var scenario = Stage.scenario(users: 2_000, days: 20)
    scenario.behavior.connectivity.offline = 1
    scenario.behavior.connectivity.backOnline = 10
    let campaign = Stage.push("a", Stage.on(scenario, days: [1], hour: 10)) { $0.expiry = hours * 3600 }
    Stage.play([campaign], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.count(.delayedOffline, campaign: 0) == 2_000)
    let delivered = sums.count(.delivered, campaign: 0)
    if hours > 24 {
      #expect(sums.outcomes() == ["delivered": 2_000])
    } else {
      #expect(sums.outcomes() == ["delivered": delivered, "expired": 2_000 - delivered])
      #expect(abs(zScore(delivered, of: 2_000, 1 - exp(-Double(hours) / 10))) < 4)
    }
    #expect(sums.heatMap[1 * 24 + 9] == 0 && sums.heatMap.reduce(0, +) == delivered)
  }

  /// The first push uninstalls the app. The second finds it gone, and two days later the platform knows.
  @Test(arguments: [
    (nil as Int?, ["delivered": 50]), (0, ["delivered": 50, "lost": 50]),
    (2 * secondsPerDay, ["delivered": 50, "lost": 100, "uninstalled": 50]),
    (300 * secondsPerDay, ["delivered": 50, "lost": 400]),
  ])
  func anUninstallIsNoticedLate(notice: Int?, outcomes: [String: Int]) async throws {
    var scenario = Stage.scenario(users: 50)
    scenario.behavior.fatigue.uninstall = 1
    scenario.behavior.fatigue.cap = 0.5
    scenario.limits.uninstallNotice = notice
    let daily = Schedule.weekly(weekdays: Weekday.allCases, at: .at(secondOfDay: 36_000), zone: .user)
    Stage.play([Stage.push("a", daily)], in: &scenario)
    #expect(try await Lab.first(scenario).outcomes() == outcomes)
  }
}

import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What starts a campaign.
@Suite struct TriggerTests {
  // MARK: App-info

  /// Four sessions, each of which sets `level` once.
  @Test(arguments: [
    (AppInfoSetting.Value.increase(1), nil as Int?, 4), (.increase(1), 3, 1), (.increase(1), 1, 1),
    (.increase(2), 3, 1), (.increase(5), 3, 1), (.increase(1), 5, 0), (.number(7), nil, 1), (.number(7), 7, 1),
    (.number(7), 8, 0), (.increase(-1), nil, 4), (.increase(-1), 0, 0), (.increase(-1), -1, 1),
  ])
  func aChangeOfAppInfoOrALevelReached(value: AppInfoSetting.Value, reaches: Int?, times: Int) async throws {
    var scenario = Stage.scenario()
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "level", type: .integer)]
    Stage.addEvent("tap", sets: [AppInfoSetting(appInfo: "level", value: value)], to: &scenario)
    Stage.play(
      [
        Stage.wake(scenario, days: [1, 2, 3]),
        Stage.push("a", .onAppInfo(name: "level", reaches: reaches, delay: 60)),
      ], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes("a", of: scenario) == (times == 0 ? [:] : ["delivered": 20 * times]))
  }

  @Test func aTextAndADateAreChangesToo() async throws {
    var scenario = Stage.scenario()
    scenario.tagPlan.appInfo = [
      TagPlan.AppInfo(name: "city", type: .string), TagPlan.AppInfo(name: "due", type: .date),
    ]
    let sets = [
      AppInfoSetting(appInfo: "city", value: .text("Paris")), AppInfoSetting(appInfo: "due", value: .today(offset: 5)),
    ]
    Stage.addEvent("tap", sets: sets, to: &scenario)
    Stage.play(
      [
        Stage.wake(scenario, days: [1, 2]), Stage.push("city", .onAppInfo(name: "city", reaches: nil, delay: 0)),
        Stage.push("due", .onAppInfo(name: "due", reaches: nil, delay: 0)),
        Stage.push("soon", Stage.on(scenario, days: [4], hour: 9)) { $0.audience = "value(due) <= today + 3 days" },
      ], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes("city", of: scenario) == ["delivered": 20])
    #expect(sums.outcomes("due", of: scenario) == ["delivered": 60])
    // Set on day 2 to day 7, which is three days after day 4.
    #expect(sums.outcomes("soon", of: scenario) == ["delivered": 20])
  }

  // MARK: Segments

  /// Who is in a segment at the launch has not just entered it; the real-time mode takes them too.
  @Test(arguments: ["installed", nil])
  func enteringASegment(name: String?) async throws {
    var scenario = Stage.scenario(users: 20, days: 10)
    scenario.warmUpDays = 30
    scenario.population.newPerDay = 2
    scenario.segments = [SegmentDefinition(name: "installed", expression: "did(install)")]
    Stage.play([Stage.push("a", .onSegment(name: name, delay: 0)) { $0.audience = "installed" }], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes() == ["delivered": name == nil ? 40 : 20])
  }

  /// Nothing happens, and yet the user becomes inactive: at midnight of the fourteenth day.
  @Test func timeAloneMovesUsersIntoASegment() throws {
    var scenario = Stage.scenario(users: 60, days: 10)
    scenario.warmUpDays = 25
    scenario.segments = [SegmentDefinition(name: "inactive", expression: "days_since(session) >= 14")]
    Stage.play([Stage.push("miss", .onSegment(name: "inactive", delay: 0))], in: &scenario)
    let records = try Log.records(scenario)
    var sent = 0
    for user in 0..<60 {
      let own = records.filter { $0.user == "\(user)" }
      let install = try #require(own.first { $0.kind == .session })
      let date = try #require(CivilDate(String(install.time.prefix(10))))
      let day = date.dayNumber - scenario.start.dayNumber + 14
      let sends = Log.decisions(own, "miss", "sent").map(\.time)
      // On day 0 they were in it at the launch.
      #expect(sends == ((1..<10).contains(day) ? [Stage.time(scenario, day: day, "00:00:00")] : []))
      sent += sends.count
    }
    #expect(sent > 5)
  }

  @Test func leavingAndComingBackIsAnotherEntry() async throws {
    var scenario = Stage.scenario(users: 20, days: 20)
    scenario.segments = [SegmentDefinition(name: "away", expression: "days_since(session) >= 3")]
    Stage.play(
      [Stage.wake(scenario, days: [5, 7, 12]), Stage.push("a", .onSegment(name: "away", delay: 3600))], in: &scenario)
    // Away from day 3, 10 and 15; not between 5 and 7.
    let records = try Log.records(scenario, users: 1)
    let sent = Log.decisions(records, "a", "sent").map(\.time)
    #expect(sent == [3, 10, 15].map { Stage.time(scenario, day: $0, "01:00:00") })
    #expect(try await Lab.first(scenario).outcomes("a", of: scenario) == ["delivered": 60])
  }

  // MARK: Feedback

  /// Branches of a poll that half of the users open and half of these answer.
  private func journey(platform: String, kind: MessageKind) -> Scenario {
    var scenario = Stage.scenario(users: 1_000, days: 6)
    scenario.population.platforms = [Population.Share(platform, 1)]
    scenario.behavior.response.dismiss = 0.4
    scenario.behavior.poll.answer = 0.5
    scenario.behavior.content.act = 0.5
    let source = Lab.campaign("a", Stage.on(scenario, days: [1], hour: 10)) {
      $0.content.kind = kind
      if kind == .poll { $0.content.answers = [.init(name: "yes", share: 0.7), .init(name: "no", share: 0.3)] }
    }
    func branch(_ name: String, _ feedback: Feedback) -> CampaignDefinition {
      Stage.push(name, .onFeedback(campaign: "a", feedback: feedback, delay: 600))
    }
    Stage.play(
      [
        source, branch("received", .received), branch("displayed", .displayed), branch("opened", .opened),
        branch("dismissed", .dismissed), branch("acted", .acted), branch("ignored", .ignored(after: 7_200)),
      ], in: &scenario)
    if kind == .poll {
      Stage.play([branch("yes", .answered("yes")), branch("no", .answered("no"))], in: &scenario)
    }
    return scenario
  }

  @Test(arguments: ["android", "ios"], [MessageKind.notification, .text, .web, .poll])
  func theBranchesOfAJourneyAddUp(platform: String, kind: MessageKind) async throws {
    let scenario = journey(platform: platform, kind: kind)
    let sums = try await Lab.first(scenario)
    func n(_ name: String) -> Int { sums.outcomes(name, of: scenario)["delivered"] ?? 0 }
    func source(_ count: CampaignCount) -> Int { sums.count(count, campaign: 0) }
    #expect(n("a") == 1_000 && n("received") == 1_000)
    #expect(n("opened") == source(.opened) && abs(zScore(n("opened"), of: 1_000, 0.5)) < 4)
    #expect(n("displayed") == source(.reported) && n("displayed") == (platform == "ios" ? n("opened") : 1_000))
    #expect(n("acted") == source(.acted))
    if kind == .notification {
      #expect(n("acted") == 0)
    } else {
      #expect(abs(zScore(n("acted"), of: n("opened"), 0.5)) < 4)
    }
    // Who opened a content and did not act left it, which is a dismissal too; iOS does not tell of swipes.
    let exits = kind == .notification ? 0 : n("opened") - n("acted")
    let swipes = source(.dismissed) - exits
    #expect(abs(zScore(swipes, of: 1_000 - n("opened"), 0.4)) < 4)
    #expect(n("dismissed") == exits + (platform == "ios" ? 0 : swipes))
    #expect(n("opened") + (platform == "ios" ? 0 : swipes) + n("ignored") == 1_000)
    if kind == .poll {
      #expect(n("yes") + n("no") == n("acted"))
      #expect(sums.answers == [n("yes"), n("no")])
      #expect(abs(zScore(n("yes"), of: n("acted"), 0.7)) < 4)
    } else {
      #expect(sums.answers.isEmpty)
    }
  }

  /// A held-out user received nothing, so no branch begins.
  @Test func aGhostSendStartsNoBranch() async throws {
    var scenario = journey(platform: "android", kind: .notification)
    scenario.campaigns[0].holdout = 0.5
    let sums = try await Lab.first(scenario)
    let delivered = sums.count(.delivered, campaign: 0)
    #expect(delivered < 600 && sums.outcomes("received", of: scenario) == ["delivered": delivered])
    #expect(sums.count(.opened, campaign: 0) + (sums.outcomes("ignored", of: scenario)["delivered"] ?? 0) < delivered)
  }

  /// Seconds of the source's send, the feedback and the delays are exact.
  @Test func branchesComeInTime() throws {
    var scenario = Stage.scenario(users: 1)
    Stage.play(
      [
        Lab.campaign("a", Stage.on(scenario, days: [1], hour: 10)) { $0.content.appeal = 60 },
        Lab.campaign("b", Stage.on(scenario, days: [2], hour: 10)) { $0.content.appeal = -60 },
        Stage.push("opened", .onFeedback(campaign: "a", feedback: .opened, delay: 3600)),
        Stage.push("ignored", .onFeedback(campaign: "b", feedback: .ignored(after: 7_200), delay: 60)),
        Stage.push("not_ignored", .onFeedback(campaign: "a", feedback: .ignored(after: 7_200), delay: 60)),
      ], in: &scenario)
    let records = try Log.records(scenario)
    #expect(Log.decisions(records, "opened", "sent").map(\.time) == [Stage.time(scenario, day: 1, "11:00:01")])
    #expect(Log.decisions(records, "ignored", "sent").map(\.time) == [Stage.time(scenario, day: 2, "12:01:00")])
    #expect(Log.decisions(records, "not_ignored", "entered").isEmpty)
  }
}

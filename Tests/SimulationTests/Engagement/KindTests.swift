import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What a message may consist of.
@Suite struct KindTests {
  @Test(arguments: [Channel.push, .inApp])
  func everyAnswerOfAPollIsCounted(channel: Channel) async throws {
    var scenario = Stage.scenario(users: 2_000)
    scenario.behavior.poll.answer = 0.6
    scenario.behavior.inApp.act = 1
    scenario.behavior.inApp.actTriggered = 1
    func poll(_ name: String, _ answers: [Content.Answer]) -> CampaignDefinition {
      Lab.campaign(name, .onTag(tag: "home", occurrence: 1, delay: 0)) {
        $0.content.channel = channel
        $0.content.kind = .poll
        $0.content.answers = answers
        $0.content.appeal = 60
        $0.expiry = 20 * secondsPerDay
      }
    }
    Stage.play(
      [
        poll("a", [.init(name: "yes", share: 0.2), .init(name: "no", share: 0.8)]),
        poll("b", [.init(name: "one", share: 0), .init(name: "two", share: 1), .init(name: "three", share: 0)]),
        Stage.wake(scenario, days: [2]),
      ], in: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "yes", measure: .share(of: "answered(a, \"yes\")", among: "everyone")),
      KPIDefinition(name: "any", measure: .share(of: "answered(a)", among: "everyone")),
    ]
    let sums = try await Lab.first(scenario)
    for campaign in [0, 1] {
      #expect(sums.count(.opened, campaign: campaign) == 2_000)
      #expect(abs(zScore(sums.count(.acted, campaign: campaign), of: 2_000, 0.6)) < 4)
      #expect(sums.count(.acted, campaign: campaign) + sums.count(.dismissed, campaign: campaign) == 2_000)
    }
    #expect(sums.answers[0] + sums.answers[1] == sums.count(.acted, campaign: 0))
    #expect(abs(zScore(sums.answers[0], of: sums.answers[0] + sums.answers[1], 0.2)) < 4)
    #expect(Array(sums.answers[2...]) == [0, sums.count(.acted, campaign: 1), 0])
    #expect([sums.total(0), sums.total(1)] == [sums.answers[0], sums.answers[0] + sums.answers[1]])
  }

  // MARK: Data

  /// Nobody accepts pushes, it is night, and still the app learns what it is told; nobody notices.
  @Test func dataNeedsNoPermissionAndIsNoPressure() async throws {
    var scenario = Stage.scenario()
    scenario.behavior.optIn.other = 0
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "level", type: .integer)]
    scenario.limits.quietHours = QuietHoursDefinition(from: 0, to: 12 * 3600, rule: .drop)
    Stage.play(
      [
        Stage.push("data", Stage.on(scenario, days: [1, 2], hour: 3)) {
          $0.content.kind = .data
          $0.content.sets = [AppInfoSetting(appInfo: "level", value: .increase(3))]
        },
        Stage.push("after", .onAppInfo(name: "level", reaches: 6, delay: 0)) {
          $0.content.kind = .data
          $0.content.sets = [AppInfoSetting(appInfo: "level", value: .number(100))]
        },
      ], in: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "level", measure: .share(of: "value(level) = 100", among: "everyone")),
      KPIDefinition(name: "messages", measure: .messages(channel: nil, per: .user)),
    ]
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes("data", of: scenario) == ["delivered": 40])
    #expect(sums.outcomes("after", of: scenario) == ["delivered": 20])
    #expect(sums.total(0) == 20 && sums.total(1) == 0)
    #expect(sums.heatMap.reduce(0, +) == 0 && sums.weeklyPushes.dropFirst().reduce(0, +) == 0)
    #expect(sums.count(.displayed, campaign: 0) == 0 && sums.count(.acted, campaign: 0) == 40)
  }

  @Test(arguments: [FrequencyCapDefinition.Window.rolling(seconds: 20 * secondsPerDay), .lifetime])
  func dataUsesUpNoSlot(window: FrequencyCapDefinition.Window) async throws {
    var scenario = Stage.scenario()
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "level", type: .integer)]
    scenario.limits.caps = [FrequencyCapDefinition(channel: nil, limit: 1, window: window)]
    Stage.play(
      [
        Stage.push("data", Stage.on(scenario, days: [1, 2, 3], hour: 9)) {
          $0.content.kind = .data
          $0.content.sets = [AppInfoSetting(appInfo: "level", value: .number(1))]
        }, Stage.push("a", Stage.on(scenario, days: [2, 4], hour: 10)),
      ], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes("data", of: scenario) == ["delivered": 60])
    #expect(sums.outcomes("a", of: scenario) == ["capped": 20, "delivered": 20])
  }

  // MARK: Permission

  /// Lively users who see a message on every visit of the first screen, and a push on the last day.
  private func asking(_ kind: MessageKind, platform: String) -> Scenario {
    var scenario = Stage.scenario(users: 600, days: 8)
    scenario.population.platforms = [Population.Share(platform, 1)]
    scenario.behavior.activity.mean = 0.95
    scenario.behavior.activity.concentration = 1e9
    scenario.behavior.optIn.ios = 0.5
    scenario.behavior.optIn.other = 0.5
    scenario.behavior.prompt.android13 = 1
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "push_enabled", type: .boolean)]
    Stage.play(
      [
        Stage.inApp("ask", .onTag(tag: "home", occurrence: nil, delay: 0)) { $0.content.kind = kind },
        Stage.push("push", Stage.on(scenario, days: [7], hour: 23)),
        Stage.push("thanks", .onAppInfo(name: "push_enabled", reaches: nil, delay: 60)) {
          $0.audience = "push_enabled"
        },
      ], in: &scenario)
    scenario.kpis = [
      KPIDefinition(name: "enabled", measure: .share(of: "push_enabled", among: "everyone")),
      KPIDefinition(name: "known", measure: .share(of: "value(push_enabled) is not undefined", among: "everyone")),
    ]
    return scenario
  }

  /// iOS asks once in a life, Android again after one refusal; who would say no says no again.
  @Test(arguments: ["ios", "android"])
  func theSystemAsksOnceOrTwice(platform: String) async throws {
    let scenario = asking(.systemPrompt, platform: platform)
    let sums = try await Lab.first(scenario)
    let accepted = sums.count(.acted, campaign: 0)
    #expect(abs(zScore(accepted, of: 600, 0.5)) < 4)
    let asked = accepted + (600 - accepted) * (platform == "ios" ? 1 : 2)
    #expect(sums.count(.displayed, campaign: 0) == asked && sums.count(.opened, campaign: 0) == accepted)
    #expect(sums.count(.dismissed, campaign: 0) == asked - accepted)
    #expect(sums.outcomes("push", of: scenario) == ["delivered": accepted, "opted-out": 600 - accepted])
    #expect(sums.outcomes("thanks", of: scenario) == ["delivered": accepted])
    #expect([sums.total(0), sums.total(1)] == [accepted, 600])
  }

  /// The explanation costs nothing, and who accepted it is asked by the system at once.
  @Test(arguments: [0.0, 0.8, 1.0])
  func theSoftPromptComesBeforeTheSystems(share: Double) async throws {
    var scenario = asking(.softPrompt, platform: "ios")
    scenario.behavior.prompt.soft = share
    scenario.behavior.prompt.afterSoft = 60
    let sums = try await Lab.first(scenario)
    let accepted = share == 0 ? 0 : 600
    #expect(sums.count(.acted, campaign: 0) == accepted)
    #expect(sums.count(.opened, campaign: 0) >= accepted && sums.count(.displayed, campaign: 0) > 3_000)
    #expect(sums.outcomes("push", of: scenario) == [share == 0 ? "opted-out" : "delivered": 600])
    #expect(sums.outcomes("thanks", of: scenario) == (share == 0 ? [:] : ["delivered": 600]))
    #expect(sums.total(0) == accepted)
  }

  /// Without a campaign that asks, the shares accept at the install; turning pushes off is a change of the app-info too.
  @Test func theAppInfoFollowsAnOptOut() async throws {
    var scenario = Stage.scenario(users: 500)
    scenario.behavior.optIn.other = 0.6
    scenario.behavior.fatigue.optOut = 1
    scenario.behavior.fatigue.cap = 0.5
    scenario.tagPlan.appInfo = [TagPlan.AppInfo(name: "push_enabled", type: .boolean)]
    let date = Stage.on(scenario, days: [1], hour: 10)
    Stage.play(
      [
        Stage.push("a", date),
        Stage.push("first", Stage.on(scenario, days: [1], hour: 9)) {
          $0.audience = "not push_enabled"
        },
        Stage.inApp("off", .onAppInfo(name: "push_enabled", reaches: nil, delay: 0)) {
          $0.expiry = 300 * secondsPerDay
        },
      ], in: &scenario)
    let sums = try await Lab.first(scenario)
    let accepting = sums.count(.delivered, campaign: 0)
    #expect(abs(zScore(accepting, of: 500, 0.6)) < 4)
    #expect(sums.outcomes("first", of: scenario) == ["opted-out": 500 - accepting])
    #expect(sums.outcomes("off", of: scenario) == ["pending": accepting])
  }
}

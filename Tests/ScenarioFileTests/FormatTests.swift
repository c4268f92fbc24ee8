import Behavior
import EngagementCore
import Primitives
import ScenarioFile
import Simulation
import Testing

/// Every feature of the format reads as the value that it means, and is written so that it reads back the same.
@Suite("Format")
struct FormatTests {
  /// Reads a text, and checks that what it says survives being written.
  private func read(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Scenario {
    let scenario = try ScenarioFile.parse(text).scenario
    let again = try ScenarioFile.parse(ScenarioFile.text(of: scenario)).scenario
    #expect(again == scenario, sourceLocation: sourceLocation)
    return scenario
  }

  private func campaign(_ body: String) throws -> CampaignDefinition {
    try #require(try read(Text.campaign(body)).campaigns.first)
  }

  // MARK: Schedules

  static let noon = ClockTime.at(secondOfDay: 12 * 3600)
  static let schedules: [(String, Schedule)] = [
    (
      "{on: 2016-01-20, at: \"12:00\", zone: Europe/Paris}",
      .once(date: CivilDate(dayNumber: 16_820), at: noon, zone: .fixed("Europe/Paris"))
    ),
    ("{on: 2016-01-20, at: 12:00}", .once(date: CivilDate(dayNumber: 16_820), at: noon, zone: .user)),
    ("{every: monday, at: \"12:00\", zone: user}", .weekly(weekdays: [.monday], at: noon, zone: .user)),
    ("{every: [monday, friday], at: \"12:00\"}", .weekly(weekdays: [.monday, .friday], at: noon, zone: .user)),
    (
      "{every: weekdays, at: \"12:00\"}",
      .weekly(weekdays: [.monday, .tuesday, .wednesday, .thursday, .friday], at: noon, zone: .user)
    ),
    ("{every: weekend, at: \"12:00\"}", .weekly(weekdays: [.saturday, .sunday], at: noon, zone: .user)),
    ("{every: day, at: usual}", .weekly(weekdays: Weekday.allCases, at: .usual(fallback: 64_800), zone: .user)),
    ("{every: monday, at: \"00:00\"}", .weekly(weekdays: [.monday], at: .at(secondOfDay: 0), zone: .user)),
    ("{per_week: 3, at: usual}", .perWeek(rate: 3, at: .usual(fallback: 64_800))),
    ("{per_week: 0.25, at: usual or 07:30}", .perWeek(rate: 0.25, at: .usual(fallback: 27_000))),
    ("{after: install, days: [2, 5, 10, 15], at: \"12:00\"}", .after(tag: "install", days: [2, 5, 10, 15], at: noon)),
    ("{after: buy, days: [1], at: \"12:00\"}", .after(tag: "buy", days: [1], at: noon)),
    ("{idle: 14 days, at: usual}", .idle(days: 14, againEvery: nil, at: .usual(fallback: 64_800))),
    ("{idle: 2 weeks, again_every: 7 days, at: \"12:00\"}", .idle(days: 14, againEvery: 7, at: noon)),
    ("{trigger: click}", .onTag(tag: "click", occurrence: nil, delay: 0)),
    ("{trigger: session, occurrence: 3, delay: 10 min}", .onTag(tag: "session", occurrence: 3, delay: 600)),
  ]

  @Test("schedules", arguments: schedules)
  func schedule(_ text: String, _ schedule: Schedule) throws {
    #expect(try campaign("when: \(text)").schedule == schedule)
  }

  // MARK: Campaigns

  @Test("a campaign has its defaults")
  func defaults() throws {
    var wanted = CampaignDefinition(name: "one", schedule: .onTag(tag: "click", occurrence: nil, delay: 0))
    wanted.audience = "everyone"
    #expect(try campaign("when: {trigger: click}") == wanted)
  }

  @Test("every key of a campaign")
  func everyKey() throws {
    let found = try campaign(
      """
      objective: win them back
      how: a story
      who: account and count(article) >= 3
      what:
        channel: any
        category: alert
        topic: recommended 75%
        title: {en: "Hello: you", default: Salut}
        body: A text
        link: "app://x"
        opens: article
        offer: true
        creative: [emoji, rich]
        appeal: +0.2
      when: {trigger: click}
      variants:
        plain: {weight: 25%}
        loud: {weight: 75%, appeal: -0.5, creative: personalised, offer: false, title: {en: "Hi!", default: Hé}}
      holdout: 12.5%
      expires: 12 h
      again: 30 days
      priority: 80
      obeys_limits: false
      counts_toward_limits: false
      rechecks_audience: false
      conversion: {tag: buy, within: 36 h}
      cost: 0.001 EUR
      """)
    var wanted = CampaignDefinition(name: "one", schedule: .onTag(tag: "click", occurrence: nil, delay: 0))
    wanted.objective = "win them back"
    wanted.how = "a story"
    wanted.audience = "account and count(article) >= 3"
    wanted.content.channel = .any
    wanted.content.category = "alert"
    wanted.content.topic = .recommended(accuracy: 0.75)
    wanted.content.title = ["en": "Hello: you", "default": "Salut"]
    wanted.content.body = ["default": "A text"]
    wanted.content.link = "app://x"
    wanted.content.opens = "article"
    wanted.content.offer = true
    wanted.content.creative = [.emoji, .rich]
    wanted.content.appeal = 0.2
    var plain = Variant(name: "plain", weight: 0.25)
    plain.title = [:]
    var loud = Variant(name: "loud", weight: 0.75)
    loud.appeal = -0.5
    loud.creative = [.personalised]
    loud.offer = false
    loud.title = ["en": "Hi!", "default": "Hé"]
    wanted.variants = [plain, loud]
    wanted.holdout = 0.125
    wanted.expiry = 43_200
    wanted.again = .after(seconds: 2_592_000)
    wanted.priority = 80
    wanted.obeysLimits = false
    wanted.countsTowardLimits = false
    wanted.rechecksAudience = false
    wanted.conversion = Conversion(tag: "buy", within: 129_600)
    wanted.cost = Money(micros: 1000)
    #expect(found == wanted)
  }

  @Test(
    "topics",
    arguments: [
      ("none", TopicRule.none), ("sport", .fixed("sport")), ("favourite", .favourite), ("undiscovered", .undiscovered),
      ("random", .random), ("recommended 62.5%", .recommended(accuracy: 0.625)),
    ])
  func topic(_ text: String, _ topic: TopicRule) throws {
    #expect(try campaign("what: {topic: \(text)}\nwhen: {trigger: click}").content.topic == topic)
  }

  @Test(
    "repetition", arguments: [("always", ReEligibility.always), ("never", .once), ("90 min", .after(seconds: 5400))])
  func again(_ text: String, _ again: ReEligibility) throws {
    #expect(try campaign("when: {trigger: click}\nagain: \(text)").again == again)
  }

  // MARK: KPIs

  static let kpis: [(String, KPIDefinition.Measure, KPIDefinition.Direction)] = [
    ("{count: session}", .count(tag: "session", topic: nil, per: .user), .higher),
    ("{count: article, topic: sport, per: session}", .count(tag: "article", topic: "sport", per: .session), .higher),
    ("{revenue: click, per: week}", .revenue(event: "click", per: .week), .higher),
    ("{revenue: all, per: active day}", .revenue(event: nil, per: .activeDay), .higher),
    ("{cost: all}", .cost(per: .user), .lower), ("{margin: all, per: week}", .margin(per: .week), .higher),
    ("{messages: all}", .messages(channel: nil, per: .user), .neither),
    ("{messages: push, per: week, better: lower}", .messages(channel: .push, per: .week), .lower),
    ("{messages: in-app}", .messages(channel: .inApp, per: .user), .neither),
    ("{active_days: all, per: week}", .activeDays(per: .week), .higher),
    ("{retention: day 7}", .retention(days: 7...7), .higher),
    ("{retention: days 7-13}", .retention(days: 7...13), .higher),
    ("{share: account, among: platform = ios}", .share(of: "account", among: "platform = ios"), .higher),
    ("{opt_outs: all}", .optOuts, .lower), ("{uninstalls: all, better: neither}", .uninstalls, .neither),
    ("{returns: 14 days}", .returns(after: 14), .higher),
    ("{returns_stay: 7 days, for: 14 days}", .returnsStay(after: 7, stays: 14), .higher),
  ]

  @Test("KPIs", arguments: kpis)
  func kpi(_ text: String, _ measure: KPIDefinition.Measure, _ better: KPIDefinition.Direction) throws {
    let kpi = try #require(try read(Text.kpi(text)).kpis.first)
    #expect(kpi.measure == measure)
    #expect(kpi.better == better)
    #expect(kpi.name == "k")
  }

  // MARK: App

  @Test("the app gives the model of people and the tag plan of the platform")
  func app() throws {
    let scenario = try read(Text.kpi("{count: session}"))
    #expect(scenario.app.activities.map(\.name) == ["home", "article"])
    #expect(scenario.app.activities[0].next.map(\.name) == ["article"])
    #expect(scenario.app.activities[1].dwell == 60)
    #expect(scenario.app.activities.map(\.hasTopic) == [false, true])
    #expect(scenario.app.events[0].revenue == .fixed(Money(micros: 50_000)))
    #expect(scenario.app.events[0].chance == .fixed(0.02))
    #expect(scenario.app.events[1].chance == .conversion)
    #expect(scenario.app.events[1].revenue == .spend)
    #expect(scenario.app.events[1].sets.map(\.appInfo) == ["account", "level"])
    #expect(scenario.app.events[1].sets.map(\.value) == [.number(1), .number(3)])
    #expect(scenario.tagPlan.activities[1].extras == ["category"])
    #expect(scenario.tagPlan.appInfo.map(\.type) == [.boolean, .integer, .string, .date])
    #expect(scenario.tagPlan.topics == ["news", "sport"])
  }

  @Test("what is not tagged is known to people alone")
  func untagged() throws {
    let text = Text.kpi("{count: session}").replacing("extras: [category]}", with: "extras: [category], tagged: false}")
    let scenario = try read(text)
    #expect(scenario.app.activities.map(\.hasTopic) == [false, true])
    #expect(scenario.tagPlan.activities.map(\.name) == ["home"])
    #expect(scenario.tagPlan.events.map(\.name) == ["buy"])
  }

  // MARK: Limits, programs, comparison

  @Test("limits")
  func limits() throws {
    let text =
      Text.kpi("{count: session}") + """
        limits:
          push: [{at_most: 1, per: 1 day}, {at_most: 5, per: 7 days}]
          in_app: {at_most: 2, per: 1 h}
          all: {at_most: 9, per: 1 week}
          quiet_hours: {from: "22:00", to: 8:30, then: drop}
        """
    let limits = try read(text).limits
    #expect(
      limits.caps == [
        FrequencyCapDefinition(channel: .push, limit: 1, period: 86_400),
        FrequencyCapDefinition(channel: .push, limit: 5, period: 604_800),
        FrequencyCapDefinition(channel: .inApp, limit: 2, period: 3600),
        FrequencyCapDefinition(channel: nil, limit: 9, period: 604_800),
      ])
    #expect(limits.quietHours == QuietHoursDefinition(from: 79_200, to: 30_600, rule: .drop))
  }

  @Test(
    "objectives",
    arguments: [
      ("lift: +25%", ObjectiveDefinition.Target.lift(0.25)), ("lift: -10%", .lift(-0.1)),
      ("difference: -0.5", .difference(-0.5)),
      ("value: 3", .value(3)),
    ])
  func objective(_ text: String, _ target: ObjectiveDefinition.Target) throws {
    let scenario = try read(Text.kpi("{count: session}") + "objective: {kpi: k, \(text), confidence: 90%}\n")
    #expect(scenario.objective?.target == target)
    #expect(scenario.objective?.confidence == 0.9)
  }

  @Test("the arm without messages need not be listed, unless another is the baseline")
  func implicitArm() throws {
    let implicit = try read(Text.campaign("when: {trigger: click}")).comparison
    #expect(implicit.arms == [.init(name: "none", programs: []), .init(name: "p", programs: ["p"])])
    let listed = Text.campaign("when: {trigger: click}").replacing("{p: [p]}", with: "{p: [p], none: []}")
    #expect(try read(listed).comparison.arms.map(\.name) == ["p", "none"])
    let other = Text.campaign("when: {trigger: click}").replacing("{arms: {p", with: "{baseline: p, arms: {q: [], p")
    #expect(try read(other).comparison.arms.map(\.name) == ["q", "p"])
  }

  // MARK: Scenario

  @Test("general keys, in another currency and with texts that YAML would read as something else")
  func general() throws {
    let text =
      Text.kpi("{revenue: click, title: \"null\"}").replacing("EUR", with: "CHF") + """
        title: "yes: #no"
        about: |
          Two lines,
            one indented.
        start: 2020-02-29
        seed: 18_446_744_073_709_551_615
        currency: CHF
        """
    let scenario = try read(text)
    #expect(scenario.title == "yes: #no")
    #expect(scenario.about == "Two lines,\n  one indented.\n")
    #expect(scenario.start.description == "2020-02-29")
    #expect(scenario.seed == .max)
    #expect(scenario.currency == "CHF")
    #expect(scenario.kpis[0].title == "null")
    #expect(ScenarioFile.text(of: scenario).contains("0.05 CHF"))
  }

  @Test("aliases stand for whole values")
  func aliases() throws {
    let text = Text.campaign("when: &noon {every: monday, at: \"12:00\"}").replacing(
      "programs:", with: "  two: {when: *noon}\nprograms:")
    let scenario = try read(text.replacing("campaigns: [one]", with: "campaigns: [one, two]"))
    #expect(scenario.campaigns[0].schedule == scenario.campaigns[1].schedule)
  }

  @Test("a star in a text is no alias")
  func stars() throws {
    let found = try campaign("objective: 5 * 3\nhow: \"*bold*\"\nwhen: {trigger: click} # *no*")
    #expect(found.objective == "5 * 3")
    #expect(found.how == "*bold*")
  }
}

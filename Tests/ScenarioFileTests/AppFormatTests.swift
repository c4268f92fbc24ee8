import Behavior
import EngagementCore
import Primitives
import ScenarioFile
import Simulation
import Testing

/// The keys of `population` and `app` beyond screens and actions.
@Suite("App in scenario files")
struct AppFormatTests {
  private func app(_ lines: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Scenario {
    let indented = lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    let text = Text.kpi("{count: session}").replacing("  app_info:", with: indented + "  app_info:")
    return try ReadBack.scenario(text, sourceLocation: sourceLocation)
  }

  private func event(_ value: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Scenario {
    let text = Text.kpi("{count: session}").replacing("  events:\n", with: "  events:\n    share: \(value)\n")
    return try ReadBack.scenario(text, sourceLocation: sourceLocation)
  }

  @Test("further traits are facts about devices")
  func facts() throws {
    let text = Text.kpi("{count: session}").replacing(
      "new_per_day: 5}",
      with: """
        new_per_day: 5, traits: {platform: {ios: 100%}, source: {organic: 60%, "paid ads": 40%}, country: {fr: 100%}},
          clock_error: {share: 2%, days: 3}}
        """)
    let population = try ReadBack.scenario(text).population
    #expect(
      population.facts == [
        .init(name: "source", values: [.init("organic", 0.6), .init("paid ads", 0.4)]),
        .init(name: "country", values: [.init("fr", 1)]),
      ])
    #expect(population.platforms == [.init("ios", 1)])
    #expect(population.clockError.share == 0.02)
    #expect(population.clockError.days == 3)
  }

  @Test("errors and crashes are events of their own kind")
  func errors() throws {
    let scenario = try app(
      """
      errors: {failed load: {on: article, chance: 2%, extras: [category, video]}, hidden: {chance: 1%, tagged: false}}
      crashes: {on: [home, article], chance: 0.05%}
      """)
    var failed = AppModel.Event(name: "failed load", on: ["article"], chance: .fixed(0.02))
    failed.kind = .error
    failed.hasTopic = true
    var hidden = AppModel.Event(name: "hidden", on: [], chance: .fixed(0.01))
    hidden.kind = .error
    var crash = AppModel.Event(name: "crash", on: ["home", "article"], chance: .fixed(0.0005))
    crash.kind = .crash
    #expect(scenario.app.events.suffix(3) == [failed, hidden, crash])
    #expect(scenario.tagPlan.errors == [TagPlan.Tag(name: "failed load", extras: ["category", "video"])])
    #expect(scenario.tagPlan.events.map(\.name) == ["click", "buy"])
  }

  @Test("jobs")
  func jobs() throws {
    let scenario = try app(
      """
      jobs:
        signup: {on: home, chance: 20%, duration: 45 s, completes: 90%, sets: {level: +2}}
        sync: {chance: 5%, duration: 2 min, background: true, tagged: false}
      """)
    var signup = AppModel.Job(name: "signup", on: ["home"], chance: 0.2, duration: 45)
    signup.completes = 0.9
    signup.sets = [AppInfoSetting(appInfo: "level", value: .increase(2))]
    var sync = AppModel.Job(name: "sync", on: [], chance: 0.05, duration: 120)
    sync.isBackground = true
    #expect(scenario.app.jobs == [signup, sync])
    #expect(scenario.tagPlan.jobs == [TagPlan.Tag(name: "signup")])
  }

  @Test("places")
  func places() throws {
    let scenario = try app(
      """
      places: {shop: {share: 20%, visits_per_week: 0.3}, fair: {share: 1%, visits_per_week: 1, from: "10:00", to: 18:30}}
      """)
    #expect(
      scenario.app.places == [
        AppModel.Place(name: "shop", share: 0.2, visitsPerWeek: 0.3),
        AppModel.Place(name: "fair", share: 0.01, visitsPerWeek: 1, from: 36_000, to: 66_600),
      ])
    #expect(scenario.tagPlan.places.map(\.name) == ["shop", "fair"])
  }

  @Test("rules of sessions")
  func sessions() throws {
    let scenario = try app(
      "sessions: {interruptions: 8%, length: 20 s, timeouts: {ios: 0 s, android: 10 s}, other_timeout: 12 s}")
    var wanted = AppModel.Interruptions()
    wanted.chance = 0.08
    wanted.length = 20
    wanted.timeouts = [.init(platform: "ios", seconds: 0), .init(platform: "android", seconds: 10)]
    wanted.otherTimeout = 12
    #expect(scenario.app.interruptions == wanted)
  }

  @Test(
    "values that an app-info is set to",
    arguments: [
      ("account", "true", AppInfoSetting.Value.number(1)), ("account", "false", .number(0)), ("level", "3", .number(3)),
      ("level", "-3", .number(-3)), ("level", "+1", .increase(1)), ("city", "\"Paris\"", .text("Paris")),
      ("city", "New York", .text("New York")), ("city", "\"3\"", .text("3")), ("city", "\"today\"", .text("today")),
      ("city", "\"\"", .text("")), ("since", "2016-02-01", .date(CivilDate(dayNumber: 16_832))),
      ("since", "today", .today(offset: 0)), ("since", "today + 30 days", .today(offset: 30)),
      ("since", "today - 1 week", .today(offset: -7)),
    ])
  func settings(_ name: String, _ text: String, _ value: AppInfoSetting.Value) throws {
    let scenario = try event("{on: home, chance: 1%, sets: {\(name): \(text)}}")
    #expect(scenario.app.events[0].sets == [AppInfoSetting(appInfo: name, value: value)])
  }

  @Test("extras are names, or shares of their values")
  func extras() throws {
    let plain = try event("{on: article, chance: 1%, extras: [category, title]}")
    #expect(plain.app.events[0].hasTopic)
    #expect(plain.app.events[0].extras == [])
    #expect(plain.tagPlan.events[0] == TagPlan.Tag(name: "share", extras: ["category", "title"]))

    let rich = try event(
      "{on: article, chance: 1%, extras: {title: any, category: topic, network: {facebook: 40%, e-mail: 60%}}}")
    #expect(rich.app.events[0].hasTopic)
    #expect(
      rich.app.events[0].extras == [
        AppModel.Extra(name: "network", values: [.init("facebook", 0.4), .init("e-mail", 0.6)])
      ])
    #expect(
      rich.tagPlan.events[0]
        == TagPlan.Tag(
          name: "share", extras: ["title", "category", "network"],
          values: [.init(extra: "network", values: ["facebook", "e-mail"])]))

    let untagged = try event("{on: article, chance: 1%, extras: {network: {facebook: 100%}}, tagged: false}")
    #expect(untagged.app.events[0].extras.map(\.name) == ["network"])
    #expect(untagged.tagPlan.events.map(\.name) == ["click", "buy"])
  }

  @Test("tags that nobody collects may be tolerated")
  func missingTags() throws {
    #expect(try app("missing_tags: allow").tagPlan.toleratesMissing)
    #expect(try !app("missing_tags: refuse").tagPlan.toleratesMissing)
  }
}

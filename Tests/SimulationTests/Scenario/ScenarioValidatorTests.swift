import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Scenarios that are built in code get the checks that a file could not fail.
@Suite("Scenarios built in code")
struct ScenarioValidatorTests {
  private func base() -> Scenario {
    Scenario(
      name: "s", horizonDays: 28, population: Population(size: 10),
      comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: []), .init(name: "b", programs: [])]))
  }

  private func errors(_ change: (inout Scenario) -> Void) -> [String] {
    var scenario = base()
    change(&scenario)
    return ScenarioValidator.problems(in: scenario).filter { $0.severity == .error }
      .map { "\($0.path.joined(separator: ".")): \($0.code.rawValue)" }
  }

  @Test("nothing is wrong with the smallest one")
  func smallest() { #expect(errors { _ in } == []) }

  @Test("numbers that are none", arguments: [Double.nan, .infinity, -.infinity, -1])
  func notANumber(_ value: Double) {
    for setting in BehaviorSetting.all where !setting.range.contains(value) {
      #expect(
        errors { $0.behavior[keyPath: setting.path] = value }
          == ["population.behavior.\(setting.group).\(setting.key): out-of-range"])
    }
    let path = "population.traits.platform"
    #expect(errors { $0.population.platforms[0].share = value } == ["\(path).ios: out-of-range", "\(path): bad-sum"])
    #expect(errors { $0.behavior.rhythm.hour[3] = value } == ["population.behavior.rhythm.hour.[3]: out-of-range"])
    #expect(
      errors {
        $0.app.activities = [.init(name: "home", next: [("home", value)], dwell: 1, hasTopic: false)]
        $0.tagPlan.activities = [.init(name: "home")]
      } == ["app.activities.home.next.home: out-of-range"])
  }

  @Test("counts and dates out of range")
  func ranges() {
    #expect(errors { $0.population.size = 0 } == ["population.size: out-of-range"])
    #expect(errors { $0.population.size = 100_000_001 } == ["population.size: out-of-range"])
    #expect(errors { $0.population.newPerDay = -1 } == ["population.new_per_day: out-of-range"])
    #expect(errors { $0.horizonDays = 0 } == ["horizon: out-of-range"])
    #expect(errors { $0.horizonDays = .max } == ["horizon: out-of-range"])
    #expect(errors { $0.warmUpDays = -1 } == ["warm_up: out-of-range"])
    #expect(errors { $0.start = CivilDate(dayNumber: 1_000_000) } == ["start: out-of-range"])
    #expect(errors { $0.currency = "€" } == ["currency: bad-name"])
    #expect(errors { $0.behavior.rhythm.weekday = [] }.count == 2)
    #expect(
      errors { $0.behavior.rhythm.weekday = [0, 0, 0, 0, 0, 0, 0] } == [
        "population.behavior.rhythm.weekday: out-of-range"
      ])
  }

  @Test("names that are given twice")
  func duplicates() {
    #expect(
      errors { $0.kpis = [.init(name: "k", measure: .optOuts), .init(name: "k", measure: .uninstalls)] } == [
        "kpis.k: duplicate-name"
      ])
    #expect(errors { $0.comparison.arms.append($0.comparison.arms[1]) } == ["comparison.arms.b: duplicate-name"])
    #expect(errors { $0.population.languages = [.init("en", 0.5), .init("en", 0.5)] }.count == 1)
  }

  @Test("limits that no file could state")
  func limits() {
    #expect(errors { $0.limits.caps = [.init(channel: nil, limit: 0, period: 0)] }.count == 2)
    #expect(errors { $0.limits.quietHours = .init(from: -1, to: 90_000, rule: .drop) }.count == 2)
  }

  // MARK: Numbers of the wider model

  typealias Change = @Sendable (inout Scenario) -> Void

  private static func plan(_ scenario: inout Scenario) {
    scenario.tagPlan.events = [.init(name: "click")]
    scenario.app.events = [.init(name: "click", on: [], chance: .fixed(0.1))]
  }

  private static func campaign(_ change: @escaping @Sendable (inout CampaignDefinition) -> Void) -> Change {
    { scenario in
      plan(&scenario)
      var campaign = CampaignDefinition(name: "c", schedule: .onTag(tag: "click", occurrence: nil, delay: 60))
      change(&campaign)
      scenario.campaigns = [campaign]
    }
  }

  private static func job(_ change: @escaping @Sendable (inout AppModel.Job) -> Void) -> Change {
    { scenario in
      var job = AppModel.Job(name: "j", on: [], chance: 0.5, duration: 10)
      change(&job)
      scenario.app.jobs = [job]
      scenario.tagPlan.jobs = [.init(name: "j")]
    }
  }

  private static func place(_ change: @escaping @Sendable (inout AppModel.Place) -> Void) -> Change {
    { scenario in
      var place = AppModel.Place(name: "p", share: 0.5, visitsPerWeek: 1)
      change(&place)
      scenario.app.places = [place]
      scenario.tagPlan.places = [.init(name: "p")]
    }
  }

  private static func cap(_ change: @escaping @Sendable (inout FrequencyCapDefinition) -> Void) -> Change {
    { scenario in
      var cap = FrequencyCapDefinition(channel: .inApp, limit: 1, window: .session)
      change(&cap)
      scenario.limits.caps = [cap]
    }
  }

  private static func view(_ change: @escaping @Sendable (inout AttributionDefinition) -> Void) -> Change {
    { scenario in
      var view = AttributionDefinition(name: "v", conversion: "session", within: 3600)
      change(&view)
      scenario.attribution = [view]
    }
  }

  static let table: [(path: String, change: Change)] = [
    ("population.clock_error.share: out-of-range", { $0.population.clockError.share = .nan }),
    ("population.clock_error.days: out-of-range", { $0.population.clockError.days = 0 }),
    (
      "population.traits.source.a: out-of-range",
      { $0.population.facts = [.init(name: "source", values: [.init("a", .nan), .init("b", 1)])] }
    ),
    ("population.traits.source: missing-part", { $0.population.facts = [.init(name: "source", values: [])] }),
    ("population.traits.platform: duplicate-name", { $0.population.facts = [.init(name: "platform", values: [])] }),
    ("population.traits.s: bad-name", { $0.population.facts = [.init(name: "s", values: [.init("", 1)])] }),
    ("app.jobs.j.chance: out-of-range", job { $0.chance = .nan }),
    ("app.jobs.j.duration: out-of-range", job { $0.duration = .infinity }),
    ("app.jobs.j.completes: out-of-range", job { $0.completes = -1 }),
    ("app.jobs.j.on.[0]: unknown-name", job { $0.on = ["home"] }),
    ("app.jobs.j.sets.x: unknown-name", job { $0.sets = [.init(appInfo: "x", value: .number(1))] }),
    ("app.places.p.share: out-of-range", place { $0.share = 2 }),
    ("app.places.p.visits_per_week: out-of-range", place { $0.visitsPerWeek = .nan }),
    ("app.places.p.from: out-of-range", place { $0.from = -1 }),
    ("app.places.p.to: out-of-range", place { $0.to = 90_000 }),
    ("app.sessions.interruptions: out-of-range", { $0.app.interruptions.chance = .nan }),
    (
      "app.sessions.timeouts.ios: duplicate-name",
      {
        $0.app.interruptions.timeouts = [.init(platform: "ios", seconds: 1), .init(platform: "ios", seconds: 1)]
      }
    ),
    (
      "app.crashes: bad-name",
      {
        $0.app.events = [.init(name: "boom", on: [], chance: .fixed(0.1))]
        $0.app.events[0].kind = .crash
      }
    ),
    (
      "app.crashes.revenue: contradiction",
      {
        $0.app.events = [.init(name: "crash", on: [], chance: .fixed(0.1))]
        $0.app.events[0].kind = .crash
        $0.app.events[0].revenue = .spend
      }
    ),
    (
      "app.events.click.extras.x.a: out-of-range",
      {
        plan(&$0)
        $0.app.events[0].extras = [.init(name: "x", values: [.init("a", .infinity)])]
      }
    ),
    (
      "app.events.click.extras.x: out-of-range",
      {
        plan(&$0)
        let values = (0..<256).map { AppModel.Extra.Value("v\($0)", 1.0 / 256) }
        $0.app.events[0].extras = [.init(name: "x", values: values)]
      }
    ),
    ("campaigns.c.when.monthly: out-of-range", campaign { $0.schedule = .monthly(days: [0], at: noon, zone: .user) }),
    ("campaigns.c.when.on: missing-part", campaign { $0.schedule = .dates([], at: noon, zone: .user) }),
    (
      "campaigns.c.when.for: out-of-range",
      campaign { $0.schedule = .onFeedback(campaign: "c", feedback: .ignored(after: 0), delay: 0) }
    ),
    ("campaigns.c.when.delay: out-of-range", campaign { $0.schedule = .onSegment(name: nil, delay: -1) }),
    ("campaigns.c.starts: out-of-range", campaign { $0.starts = moment(-1) }),
    (
      "campaigns.c.ends: contradiction",
      campaign {
        $0.starts = moment(10)
        $0.ends = moment(10)
      }
    ),
    ("campaigns.c.unless: missing-tag", campaign { $0.unless = ["click"] }),
    (
      "campaigns.c.wait.at_most: out-of-range",
      campaign { $0.wait = WaitDefinition(tag: "session", atMost: 0, sendsAtTimeout: true) }
    ),
    (
      "campaigns.c.send_window.from: out-of-range",
      campaign { $0.sendWindow = SendWindowDefinition(from: -5, to: 5, rule: .drop) }
    ),
    ("campaigns.c.audience_limit: out-of-range", campaign { $0.audienceLimit = 0 }),
    (
      "campaigns.c.what.answers.yes: out-of-range",
      campaign {
        $0.content.kind = .poll
        $0.content.answers = [.init(name: "yes", share: .nan)]
      }
    ),
    ("limits.in_app.at_most: out-of-range", cap { $0.limit = 0 }),
    ("limits.in_app.tries: out-of-range", cap { $0.whenOver = .postpone(tries: 0) }),
    ("limits.in_app.zone: unknown-name", cap { $0.window = .calendar(.day, zone: .fixed("Paris")) }),
    ("limits.in_app.segment: unknown-name", cap { $0.segment = "s" }),
    ("limits.last_slot: out-of-range", { $0.limits.lastSlot = .lookAhead(days: 31) }),
    ("limits.throttle.per_minute: out-of-range", { $0.limits.throttle = ThrottleDefinition(perMinute: 0) }),
    (
      "limits.throttle.give_up_after: out-of-range",
      { $0.limits.throttle = ThrottleDefinition(perMinute: 1, giveUpAfter: 0) }
    ),
    ("limits.budget.amount: out-of-range", { $0.limits.budgets = [.init(amount: Money(micros: -1))] }),
    ("limits.uninstall_notice: out-of-range", { $0.limits.uninstallNotice = -1 }),
    ("attribution.v.within: out-of-range", view { $0.within = 0 }),
    ("attribution.v.conversion: unknown-name", view { $0.conversion = "x" }),
    ("attribution.a b: bad-name", view { $0.name = "a b" }),
  ]

  private static let noon = ClockTime.at(secondOfDay: 43_200)

  private static func moment(_ second: Int) -> ClockMoment {
    ClockMoment(date: CivilDate(dayNumber: 16_810), second: second, zone: .user)
  }

  @Test("what the wider model cannot be", arguments: table.indices)
  func wider(_ index: Int) {
    let row = ScenarioValidatorTests.table[index]
    let found = errors {
      row.change(&$0)
      // One tag that the app has and nobody collects.
      if row.path.hasSuffix("missing-tag") { $0.tagPlan.events = [] }
    }
    #expect(found.contains(row.path), "\(found)")
  }

  @Test("a tag that nobody collects is an error, or by request a warning that names who needs it")
  func missingTag() {
    var scenario = base()
    ScenarioValidatorTests.campaign { $0.audience = "everyone" }(&scenario)
    scenario.tagPlan.events = []
    scenario.programs = [.init(name: "p", campaigns: ["c"])]
    scenario.comparison.arms[1].programs = ["p"]
    func told() -> [ScenarioProblem] { ScenarioValidator.problems(in: scenario).filter { $0.code == .missingTag } }
    #expect(told().map(\.severity) == [.error])
    scenario.tagPlan.toleratesMissing = true
    #expect(told().map(\.severity) == [.warning])
    #expect(told()[0].what.hasPrefix("the trigger of `c` needs the tag `click`, which nobody collects"))
    #expect(scenario.missingTags.map(\.name) == ["click"])
    #expect(scenario.expressionContext.tagPlan.events.map(\.name) == ["click"])
    scenario.tagPlan.toleratesMissing = false
    #expect(scenario.expressionContext.tagPlan.events == [])
  }

  @Test("expressions may name facts, answers and texts")
  func context() {
    var scenario = base()
    ScenarioValidatorTests.campaign {
      $0.content.kind = .poll
      $0.content.answers = [.init(name: "yes", share: 0.5), .init(name: "no", share: 0.5)]
    }(&scenario)
    scenario.population.facts = [.init(name: "source", values: [.init("organic", 1)])]
    scenario.tagPlan.appInfo = [.init(name: "plan", type: .string)]
    scenario.app.events[0].sets = [.init(appInfo: "plan", value: .text("gold"))]
    let context = scenario.expressionContext
    #expect(context.facts == [DeviceFact(name: "source", values: ["organic"])])
    #expect(context.answers == ["c": ["yes", "no"]])
    #expect(context.texts == ["plan": ["gold"]])
  }

  @Test("a tag that nothing reports is worth a warning")
  func idleTag() {
    var scenario = base()
    scenario.tagPlan.events = [.init(name: "purchase")]
    scenario.kpis = [.init(name: "k", measure: .count(tag: "purchase", topic: nil, per: .user))]
    #expect(ScenarioValidator.problems(in: scenario).map(\.code) == [.noEffect])
  }

  @Test("an expression's fault is told with its place in the text")
  func expression() {
    var scenario = base()
    scenario.kpis = [.init(name: "k", measure: .share(of: "did(sesion)", among: "everyone"))]
    let problem = ScenarioValidator.problems(in: scenario).first { $0.severity == .error }
    #expect(problem?.path == ["kpis", "k", "share"])
    #expect(problem?.range == SourceRange(offset: 4, length: 6))
    #expect(problem?.remedy == "did you mean `session`?")
  }
}

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

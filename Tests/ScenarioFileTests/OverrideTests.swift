import Behavior
import EngagementCore
import Primitives
import ScenarioFile
import Simulation
import Testing

@Suite("Overrides")
struct OverrideTests {
  private func scenario(_ overrides: String...) throws -> Scenario {
    try ScenarioFile.parse(Text.campaign("when: {after: install, days: [2, 5], at: \"12:00\"}"), overrides: overrides)
      .scenario
  }

  @Test("replace values, list items and whole maps, and add keys")
  func replace() throws {
    let found = try scenario(
      "population.size=1_000", "campaigns.one.when.days[0]=3", "limits.push={at_most: 3, per: 7 days}",
      "population.behavior.dropout.gamma=0.5", "campaigns.one.who=count(article) >= 3", "campaigns.one.holdout=10%",
      "title=\"a = b: c\"")
    #expect(found.population.size == 1000)
    #expect(found.campaigns[0].schedule == .after(tag: "install", days: [3, 5], at: .at(secondOfDay: 43_200)))
    #expect(found.limits.caps == [FrequencyCapDefinition(channel: .push, limit: 3, period: 604_800)])
    #expect(found.behavior.dropout.gamma == 0.5)
    #expect(found.campaigns[0].audience == "count(article) >= 3")
    #expect(found.campaigns[0].holdout == 0.1)
    #expect(found.title == "a = b: c")
  }

  @Test("null takes keys away, and is told where there is none")
  func remove() throws {
    let found = try scenario(
      "seed=7", "title=t", "seed=null", "campaigns.one.who=count(article) >= 3", "campaigns.one.who=~")
    #expect(
      found.seed
        == Scenario(name: "", horizonDays: 1, population: Population(size: 1), comparison: found.comparison).seed)
    #expect(try found.campaigns == scenario().campaigns && found.title == "t")
    for (wrong, what) in [
      ("sed=null", "no key `sed`"), ("campaigns.one.when.days[0]=null", "an item of a list"),
      ("seed.x=null", "nothing to take away"), ("campaigns.one.when.days[7].x=null", "has only 2 items"),
      ("population=null", "`population` is missing"),
    ] {
      let error = #expect(throws: ScenarioFileError.self) { try scenario("seed=7", wrong) }
      #expect(error?.description.contains(what) == true, "\(wrong): \(error?.description ?? "")")
    }
  }

  @Test("the last one counts")
  func order() throws { #expect(try scenario("seed=2", "seed=3").seed == 3) }

  @Test("are kept with what was loaded")
  func kept() throws {
    let loaded = try ScenarioFile.parse(Text.kpi("{count: session}"), overrides: ["seed=7"])
    #expect(loaded.overrides == ["seed=7"])
    #expect(loaded.source == Text.kpi("{count: session}"))
  }

  @Test("are named when they are wrong")
  func wrong() {
    let error = #expect(throws: ScenarioFileError.self) { try scenario("population.size=0") }
    #expect(
      error?.description
        == "--set population.size=0: error: 0 is outside 1 to 100,000,000; choose a number in that range")
  }
}

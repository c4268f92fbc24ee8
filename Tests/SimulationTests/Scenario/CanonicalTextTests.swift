import Behavior
import EngagementCore
import Simulation
import Testing

@Suite("Canonical text")
struct CanonicalTextTests {
  private let base = Scenario(
    name: "s", horizonDays: 28, population: Population(size: 10),
    comparison: Comparison(baseline: "a", arms: [.init(name: "a", programs: [])]))

  @Test("is the same for equal scenarios, whatever the order of their dictionaries")
  func stable() {
    var one = base
    var two = base
    var campaign = CampaignDefinition(name: "c", schedule: .idle(days: 3, againEvery: nil, at: .at(secondOfDay: 0)))
    let languages = (0..<50).map { "l\($0)" }
    for language in languages { campaign.content.title[language] = "t" }
    one.campaigns = [campaign]
    campaign.content.title = [:]
    for language in languages.reversed() { campaign.content.title[language] = "t" }
    two.campaigns = [campaign]
    #expect(one.canonicalText == two.canonicalText)
  }

  @Test("differs when anything differs")
  func complete() {
    var texts: Set<String> = [base.canonicalText]
    func insert(_ change: (inout Scenario) -> Void) {
      var scenario = base
      change(&scenario)
      #expect(texts.insert(scenario.canonicalText).inserted)
    }
    insert { $0.title = "t" }
    insert { $0.about = "t" }
    insert { $0.seed = 2 }
    insert { $0.population.platforms[0].share += 1e-15 }
    insert { $0.behavior.fatigue.cap += 1e-15 }
    insert { $0.objective = ObjectiveDefinition(kpi: "k", target: .lift(1)) }
    insert { $0.objective = ObjectiveDefinition(kpi: "k", target: .value(1)) }
    insert { $0.title = "a\nabout = \"b\"" }
    insert { $0.kpis = [KPIDefinition(name: "k", measure: .messages(channel: nil, per: .user))] }
    insert { $0.kpis = [KPIDefinition(name: "k", measure: .messages(channel: .push, per: .user))] }
    insert { $0.kpis = [KPIDefinition(name: "k", measure: .cost(per: .user))] }
    insert { $0.kpis = [KPIDefinition(name: "k", measure: .cost(per: .week))] }
  }
}

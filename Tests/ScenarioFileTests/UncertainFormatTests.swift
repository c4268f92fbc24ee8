import Behavior
import EngagementCore
import Foundation
import Primitives
import ScenarioFile
import Simulation
import Testing

@Suite("Uncertain numbers in scenario files")
struct UncertainFormatTests {
  private func text(_ behavior: String, top: String = "") -> String {
    top + Text.kpi("{count: session}").replacing("new_per_day: 5}", with: "new_per_day: 5, behavior: \(behavior)}")
  }

  @Test("are read in the unit of the number, which stands at its center")
  func units() throws {
    let scenario = try ReadBack.scenario(
      text(
        """
        {dropout: {gamma: "normal(0.485, 0.03)", delta: "lognormal( 1.2 , 0.1 )"}, opt_in: {ios: "beta(36%, 2%)"},
         novelty: {fades_in: "normal(2 days, 6 h)"}, conversion: {v: "lognormal(15.45 EUR, 0.2)"},
         response: {ios: "normal(-3, 0.5)"}}
        """, top: "replications: 30\n"))
    #expect(scenario.replications == 30)
    let found = Dictionary(uniqueKeysWithValues: scenario.uncertain.map { ($0.name, $0.distribution) })
    #expect(
      found == [
        "population.behavior.dropout.gamma": InputDistribution(.normal, 0.485, 0.03),
        "population.behavior.dropout.delta": InputDistribution(.lognormal, 1.2, 0.1),
        "population.behavior.opt_in.ios": InputDistribution(.beta, 0.36, 0.02),
        "population.behavior.novelty.fades_in": InputDistribution(.normal, 2, 0.25),
        "population.behavior.conversion.v": InputDistribution(.lognormal, 15.45, 0.2),
        "population.behavior.response.ios": InputDistribution(.normal, -3, 0.5),
      ])
    for number in scenario.uncertain {
      let place = try #require(scenario.place(of: number.path))
      #expect(scenario[place] == number.distribution.center)
    }
  }

  @Test("may be the default, or the preset's number")
  func atTheDefault() throws {
    let gamma = try ReadBack.scenario(text("{}")).behavior.dropout.gamma
    let scenario = try ReadBack.scenario(text("{dropout: {gamma: \"normal(\(gamma), 0.03)\"}}"))
    #expect(scenario.uncertain.count == 1 && scenario.replications == nil && scenario.worldCount == 20)
  }

  @Test("may be the appeal of a message and of its variants")
  func appeals() throws {
    let scenario = try ReadBack.scenario(
      Text.campaign(
        """
        when: {every: monday, at: "10:00"}
        what:
          appeal: normal(0.1, 0.05)
        variants:
          a: {weight: 50%}
          b:
            weight: 50%
            appeal: normal(+0.2, 0.1)
        """))
    #expect(
      scenario.uncertain == [
        UncertainNumber(path: ["campaigns", "one", "what", "appeal"], distribution: .init(.normal, 0.1, 0.05)),
        UncertainNumber(
          path: ["campaigns", "one", "variants", "b", "appeal"], distribution: .init(.normal, 0.2, 0.1)),
      ])
  }

  @Test("may be numbers of the parts of an app")
  func parts() throws {
    let scenario = try ReadBack.scenario(
      Text.kpi("{count: session}").replacing(
        "  app_info:",
        with: """
            ratings: {rated_by: click, spread: "normal(1, 0.2)"}
            referrals: {invited_by: click, installs: "beta(5%, 1%)", delay: "lognormal(2 days, 0.2)"}
            app_info:
          """))
    let found = Dictionary(uniqueKeysWithValues: scenario.uncertain.map { ($0.name, $0.distribution) })
    #expect(
      found == [
        "app.ratings.spread": InputDistribution(.normal, 1, 0.2),
        "app.referrals.delay": InputDistribution(.lognormal, 2, 0.2),
        "app.referrals.installs": InputDistribution(.beta, 0.05, 0.01),
      ])
    #expect(scenario.app.referrals?.delay == 2 && scenario.app.referrals?.installs == 0.05)
  }

  @Test("may go together")
  func correlated() throws {
    let scenario = try ReadBack.scenario(
      text(
        """
        {dropout: {gamma: "normal(0.485, 0.03)", delta: "lognormal(1.2, 0.1)"},
         correlated: [{of: [dropout.gamma, dropout.delta], is: 0.95}]}
        """))
    let path = ["population", "behavior", "dropout"]
    #expect(scenario.correlations == [Correlation(path + ["gamma"], path + ["delta"], 0.95)])
  }

  @Test("may be given by an override, and taken back by one")
  func overrides() throws {
    let file = text("{dropout: {gamma: \"normal(0.5, 0.03)\"}}")
    let path = "population.behavior.dropout"
    let other = try ScenarioFile.parse(file, overrides: ["\(path).delta=lognormal(1, 0.2)"]).scenario
    #expect(other.uncertain.map(\.name) == ["\(path).gamma", "\(path).delta"])
    #expect(try ScenarioFile.parse(file, overrides: ["\(path).gamma=0.5"]).scenario.uncertain.isEmpty)
  }
}

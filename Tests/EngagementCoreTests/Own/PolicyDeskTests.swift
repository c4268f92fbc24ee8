import EngagementCore
import Testing

/// Policies before anybody is asked.
struct PolicyDeskTests {
  struct Plain: OwnPolicy {
    let name = "plain"
    func decide(_ message: PolicyQuestion) -> PolicyAnswer { message.draw < 0.5 ? .hold : .send }
  }

  @Test func whatIsNotWrittenHasItsDefault() {
    #expect(Plain().version == "1" && Plain().arms == nil)
    let question = PolicyQuestion(
      arm: "a", campaign: "c", channel: .push, day: 0, weekday: 0, hour: 9, platform: "ios", language: "en", draw: 0.4)
    #expect(Plain().decide(question) == .hold)
  }

  /// Its place among the outcomes is that of the decision: after the caps, before budget and send rate.
  @Test func theOutcomeStandsWhereItIsDecided() {
    #expect(Outcome.ownPolicy.name == "own-policy")
    #expect(Outcome.ownPolicy.rawValue > Outcome.preempted.rawValue)
    #expect(Outcome.ownPolicy.rawValue < Outcome.budgetSpent.rawValue)
    #expect(Outcome.ownPolicy.rawValue < Outcome.throttled.rawValue)
  }
}

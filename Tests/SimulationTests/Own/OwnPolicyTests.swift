import Behavior
import EngagementCore
import Primitives
import Simulation
import Synchronization
import Testing

/// Policies of somebody's own.
@Suite struct OwnPolicyTests {
  /// Holds nothing.
  struct Free: OwnPolicy {
    let name = "free"
    var arms: Set<String>?
    func decide(_ message: PolicyQuestion) -> PolicyAnswer { .send }
  }

  /// Holds everything.
  struct Silent: OwnPolicy {
    let name = "silent"
    var arms: Set<String>?
    func decide(_ message: PolicyQuestion) -> PolicyAnswer { .hold }
  }

  /// Leaves to chance what goes to those whom the last pushes bored, and spares those who were here today.
  struct Sparing: OwnPolicy {
    let name = "sparing"
    func decide(_ message: PolicyQuestion) -> PolicyAnswer {
      if message.pushesSinceOpen >= 2 && message.draw < 0.5 { return .hold }
      return message.daysSinceSession == 0 && message.pushesInWeek > 1 ? .hold : .send
    }
  }

  /// Remembers what it was asked.
  final class Witness: OwnPolicy {
    let name = "witness"
    private let heard = Mutex<[PolicyQuestion]>([])
    func decide(_ message: PolicyQuestion) -> PolicyAnswer {
      heard.withLock { $0.append(message) }
      return message.campaign == "held" ? .hold : .send
    }
    var questions: [PolicyQuestion] { heard.withLock { $0 } }
  }

  @Test(arguments: 0..<24) func aPolicyThatHoldsNothingChangesNothing(number: Int) async throws {
    let scenario = OwnLab.random(number)
    let plain = try await Lab.run(scenario)
    let own = try await OwnLab.run(scenario, OwnPieces(policy: Free()))
    for arm in plain.indices { #expect(Snapshot(plain[arm]) == Snapshot(own[arm])) }
  }

  /// Where all is held, people live as without messages, but for data pushes; and each message has its end.
  @Test(arguments: 0..<12) func everyMessageStillHasOneEnd(number: Int) async throws {
    let scenario = OwnLab.random(number)
    for policy in [Silent(), Sparing()] as [any OwnPolicy] {
      let sums = try await OwnLab.run(scenario, OwnPieces(policy: policy))
      for (index, campaign) in scenario.campaigns.enumerated() {
        for arm in sums {
          let targeted = arm.count(.targeted, campaign: index)
          #expect(targeted == Outcome.allCases.reduce(0) { $0 + arm.count($1, campaign: index) })
          if policy is Silent && campaign.content.kind != .data {
            #expect(arm.count(.delivered, campaign: index) == 0 && arm.count(.heldOut, campaign: index) == 0)
            #expect(arm.count(.budgetSpent, campaign: index) == 0 && arm.count(.throttled, campaign: index) == 0)
          }
        }
      }
    }
  }

  private func twins(users: Int = 2_000, days: Int = 21) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days, arms: [("as is", ["push"]), ("sparing", ["push"])])
    scenario.warmUpDays = 14
    Lab.add([Lab.campaign("push", .perWeek(rate: 5, at: .at(secondOfDay: 64_800)))], to: &scenario)
    return scenario
  }

  @Test func aPolicyActsInItsArmsOnly() async throws {
    let scenario = twins()
    let plain = try await Lab.run(scenario)
    let own = try await OwnLab.run(scenario, OwnPieces(policy: Silent(arms: ["sparing"])))
    #expect(Snapshot(plain[0]) == Snapshot(own[0]) && Snapshot(plain[0]) == Snapshot(plain[1]))
    #expect(own[1].count(.delivered, campaign: 0) == 0 && own[1].count(.ownPolicy, campaign: 0) > 0)
    #expect(own[0].count(.ownPolicy, campaign: 0) == 0)
    let error = #expect(throws: World.CompilationError.self) {
      try OwnLab.world(scenario, OwnPieces(policy: Silent(arms: ["sparring"])))
    }
    #expect(error?.reason.contains("did you mean 'sparing'?") == true)
  }

  /// The same question about the same user has the same draw in every arm; and draws are uniform.
  @Test func drawsAreSharedByArmsAndUniform() async throws {
    let witness = Witness()
    _ = try await OwnLab.run(twins(users: 300), OwnPieces(policy: witness), threads: 1)
    let questions = witness.questions
    let first = questions.filter { $0.arm == "as is" }
    let second = questions.filter { $0.arm == "sparing" }
    #expect(first.count > 2_000 && first.map(\.draw) == second.map(\.draw))
    #expect(Set(first.map(\.draw)).count == first.count)
    let low = first.count { $0.draw < 0.25 }
    #expect(abs(zScore(low, of: first.count, 0.25)) < 4)
  }

  /// What the policy is told is what the log of the platform shows.
  @Test func factsAreThoseOfTheLog() throws {
    var scenario = twins(users: 120, days: 30)
    Lab.addApp(&scenario)
    scenario.behavior.response.ios = 0
    scenario.behavior.response.other = -1
    Lab.add(
      [
        Lab.campaign("held", .perWeek(rate: 2, at: .at(secondOfDay: 36_000))),
        Lab.campaign("hint", .onTag(tag: "session", occurrence: nil, delay: 0)) { $0.content.channel = .inApp },
      ], to: &scenario)
    scenario.comparison.arms[0].programs = ["push", "held", "hint"]
    let witness = Witness()
    let world = try OwnLab.world(scenario, OwnPieces(policy: witness))
    var lives: [String: [LogRecord]] = [:]
    try EventLog(world).write(users: 0..<120) { record in
      // The warm-up is the past of both arms.
      if record.arm != "sparing" { lives[record.user, default: []].append(record) }
    }
    let vocabulary = Dictionary(grouping: witness.questions.filter { $0.arm == "as is" }, by: \.day)
    #expect(vocabulary.count == 30)
    var expected: [PolicyQuestion] = []
    for user in lives.keys.sorted(by: { Int($0) ?? 0 < Int($1) ?? 0 }) {
      expected += PolicyFacts(lives[user] ?? [], scenario).questions
    }
    var asked = witness.questions.filter { $0.arm == "as is" }
    for index in asked.indices { asked[index].draw = 0.5 }
    #expect(asked.count == expected.count)
    for (asked, expected) in zip(asked, expected) { #expect(asked == expected) }
  }

  /// A log of a run with a policy is decided in the same way again.
  @Test(arguments: 0..<12) func logsAreDecidedInTheSameWay(number: Int) throws {
    let scenario = OwnLab.random(number)
    let world = try OwnLab.world(scenario, OwnPieces(policy: Sparing()))
    var records: [LogRecord] = []
    try EventLog(world).write(users: 0..<60) { records.append($0) }
    let comparison = try Log.replay(world, records)
    #expect(comparison.differingUsers == 0, "\(String(describing: comparison.firstDifference))")
    #expect(comparison.reproduced == records.count { $0.kind == .decision })
  }

  @Test func storiesNameThePolicy() throws {
    let world = try OwnLab.world(twins(users: 40), OwnPieces(policy: Silent()))
    var story = UserStory(world, arm: "as is")
    try EventLog(world).write(users: 0..<40) { story.take($0) }
    #expect(story.text.contains("push: own-policy (the policy silent)"))
  }
}

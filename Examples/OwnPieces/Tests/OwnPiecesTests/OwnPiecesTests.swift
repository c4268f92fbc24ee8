import Behavior
import EngagementCore
import Experiments
import OwnPieces
import Simulation
import Testing

@Suite struct CommutersTests {
  private let commuters = Commuters()

  private func day(_ weekday: Int32, silence: Int32 = 1) -> OwnDay {
    OwnDay(day: 10, weekday: weekday, age: 40, silence: silence)
  }

  @Test func aWeekHasAsManySessionsAsTheLabs() {
    let sum = (0..<7).reduce(0.0) { $0 + commuters.sessions(of: Person(), PersonState(), on: day($1), lab: 0.6) }
    #expect(abs(sum - 7 * 0.6) < 1e-12)
    let saturday = commuters.sessions(of: Person(), PersonState(), on: day(5), lab: 1)
    #expect(abs(saturday / commuters.sessions(of: Person(), PersonState(), on: day(4), lab: 1) - 0.4) < 1e-12)
  }

  @Test func silenceMakesPeopleForget() {
    func chance(_ silence: Int32, _ lab: Double) -> Double {
      commuters.dropout(of: Person(), PersonState(), on: day(0, silence: silence), lab: lab)
    }
    #expect(chance(0, 0.01) == 0.01 && chance(7, 0.01) == 0.02)
    #expect(chance(700, 0.9) == 1, "a chance is never more than 1")
  }
}

@Suite struct PatienceTests {
  private func answer(_ unopened: Int, draw: Double, channel: Channel = .push) -> PolicyAnswer {
    Patience().decide(
      PolicyQuestion(
        arm: "patient", campaign: "news", channel: channel, day: 3, weekday: 3, hour: 18, platform: "ios",
        language: "en", pushes: unopened, pushesSinceOpen: unopened, draw: draw))
  }

  @Test func boredUsersAreSpared() {
    #expect(answer(5, draw: 0.99) == .send)
    #expect(answer(6, draw: 0.49) == .send && answer(6, draw: 0.51) == .hold)
    #expect(answer(7, draw: 0.24) == .send && answer(7, draw: 0.26) == .hold)
    #expect(answer(50, draw: 0.09) == .send && answer(50, draw: 0.11) == .hold)
    #expect(answer(50, draw: 0.99, channel: .inApp) == .send)
  }
}

@Suite struct RunTests {
  private func result(
    _ behavior: (any OwnBehavior)? = nil, _ policy: (any OwnPolicy)? = nil, threads: Int = 2
  ) async throws -> RunResult {
    var run = ScenarioRun(try NewsApp.scenario(users: 1_000))
    run.behavior = behavior
    run.policy = policy
    run.threads = threads
    var result = try await run.result()
    result.timing = nil
    return result
  }

  private func count(_ result: RunResult, _ arm: String, _ name: String) -> Int {
    result.arms.first { $0.name == arm }?.campaigns["news"]?[name] ?? 0
  }

  @Test func thePolicyActsInItsArmOnly() async throws {
    let plain = try await result()
    let own = try await result(nil, Patience(arms: [NewsApp.policyArm]))
    #expect(count(plain, "always", "delivered") == count(plain, "patient", "delivered"))
    #expect(count(own, "always", "delivered") == count(plain, "always", "delivered"))
    #expect(count(own, "always", "own-policy") == 0)
    #expect(count(own, "patient", "own-policy") > 1_000)
    #expect(count(own, "patient", "delivered") < count(own, "always", "delivered") / 2)
    #expect(own.own == [RunResult.OwnPiece(kind: "policy", name: "patience", version: "1")])
  }

  @Test func commutersComeOnWorkingDays() async throws {
    let result = try await result(Commuters())
    let active = try #require(result.arms.first { $0.name == "none" }).activeUsers
    for week in 0..<8 {
      let days = active[week * 7..<week * 7 + 7].map { Double($0) }
      // New users come on every day of the week, and the install is a session.
      #expect((days[5] + days[6]) / 2 < 0.75 * days[..<5].reduce(0, +) / 5, "week \(week)")
    }
  }

  /// Any number of threads, the same result to the last digit.
  @Test func runsAreDeterministic() async throws {
    let policy = Patience()
    let one = try await result(Commuters(), policy, threads: 1)
    #expect(try await result(Commuters(), policy, threads: 3) == one)
    #expect(try await result() != one)
  }
}

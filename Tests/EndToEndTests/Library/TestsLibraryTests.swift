import Foundation
import Testing

/// The scenarios that are tests of A/B methods: what they say of themselves at the top of their files.
@Suite struct TestsLibraryTests {
  /// A test of a run, read from its results.
  private struct Found {
    let test: [String: Any]

    init(_ scenario: String, users: Int, test name: String) throws {
      let run = try LibraryRun(scenario, users: users)
      let tests = try #require(run.results["tests"] as? [[String: Any]])
      test = try #require(tests.first { $0["name"] as? String == name })
    }

    func estimate(_ metric: String, _ arm: String, _ kind: String = "intention_to_treat") throws -> [String: Any] {
      let all = try #require(test["comparisons"] as? [[String: Any]])
      let found = all.first { $0["metric"] as? String == metric && $0["arm"] as? String == arm }
      return try #require(found?[kind] as? [String: Any])
    }

    func trueLift(_ metric: String, _ arm: String, _ kind: String = "intention_to_treat") throws -> Double {
      try #require(try estimate(metric, arm, kind)["true_lift"] as? Double)
    }

    var verdict: String? { (test["decision"] as? [String: Any])?["verdict"] as? String }
    var arm: String? { (test["decision"] as? [String: Any])?["arm"] as? String }
    var isFair: Bool { test["sample_ratio_alarm"] as? Bool == false }
  }

  @Test func anEmojiIsTooLittleToBeSeen() throws {
    let found = try Found("digest-ab", users: 20_000, test: "emoji_or_plain")
    #expect(found.verdict == "cannot tell" && found.isFair)
    #expect(abs(try found.trueLift("sessions", "emoji")) < 0.02)
  }

  @Test func eachHourWorksAndTheirOrderIsNotSeen() throws {
    let found = try Found("hour-of-day", users: 20_000, test: "hour")
    #expect(found.verdict == "ship")
    let lifts = try ["morning", "evening", "usual"].map { try found.trueLift("sessions", $0) }
    #expect(lifts.allSatisfy { (0.1...0.25).contains($0) })
    #expect((try #require(lifts.max())) - (try #require(lifts.min())) < 0.06)
  }

  @Test func aShortTestPraisesWhatALongOneDoesNot() throws {
    let run = try LibraryRun("frequency", users: 20_000)
    let short = try Found("frequency", users: 20_000, test: "two_weeks")
    let early = try (short.trueLift("sessions", "daily"), short.trueLift("sessions", "thrice"))
    let once = try run.kpi("sessions", in: "once")
    let late = try (run.kpi("sessions", in: "daily") / once - 1, run.kpi("sessions", in: "thrice") / once - 1)
    // The lead of seven over three pushes shrinks to less than half.
    #expect(late.0 - late.1 < 0.5 * (early.0 - early.1))
    #expect(try run.kpi("opt_outs", in: "daily") > 0.3 + run.kpi("opt_outs", in: "once"))
    let long = try Found("frequency", users: 20_000, test: "six_months")
    #expect(long.verdict == "keep")
  }

  @Test func halfOfTheReturnsAreCaused() throws {
    let found = try Found("holdout", users: 20_000, test: "holdout")
    #expect(found.verdict == "ship" && found.arm == "inactive")
    let caused = { (lift: Double) in lift / (1 + lift) }
    #expect((0.5...0.65).contains(caused(try found.trueLift("returns", "inactive"))))
    #expect((0.7...0.82).contains(caused(try found.trueLift("returns", "inactive", "exposed"))))
  }

  @Test func buyersAndMoneyPreferOtherPrices() throws {
    let found = try Found("level-offer", users: 10_000, test: "price")
    #expect(found.verdict == "cannot tell")
    #expect(try found.trueLift("purchases", "five") < 0)
    #expect(try found.trueLift("revenue", "five") > 0)
  }

  @Test func theBanditLosesAThirdOfEqualShares() throws {
    let found = try Found("bandit", users: 100, test: "welcome")
    let bandit = try #require(found.test["bandit"] as? [String: Any])
    let (own, shares) = (
      try #require(bandit["regret"] as? Double), try #require(bandit["regret_of_shares"] as? Double)
    )
    #expect(own < 0.5 * shares)
    #expect(found.arm == "close")
  }
}

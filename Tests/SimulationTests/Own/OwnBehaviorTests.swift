import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Behaviors of somebody's own.
@Suite struct OwnBehaviorTests {
  /// Changes nothing.
  struct Same: OwnBehavior { let name = "same" }

  /// Returns fixed values where it is told to.
  struct Fixed: OwnBehavior {
    let name = "fixed"
    var sessions: Double?
    var dropout: Double?
    var opening: Double?
    var acting: Double?
    func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { sessions ?? lab }
    func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { dropout ?? lab }
    func opening(
      of push: PushImpression, by person: Person, _ state: PersonState, on day: OwnDay, lab: Double
    ) -> Double { opening ?? lab }
    func acting(
      on message: PushImpression, by person: Person, _ state: PersonState, on day: OwnDay, lab: Double
    ) -> Double { acting ?? lab }
  }

  /// Nobody comes on weekends, and who was silent for three days leaves.
  struct Weekdays: OwnBehavior {
    let name = "weekdays"
    func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
      day.weekday < 5 ? 3 : 0
    }
    func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
      day.silence > 3 ? 1 : 0
    }
  }

  @Test(arguments: 0..<24) func theLabsOwnLawsAreTheSame(number: Int) async throws {
    let scenario = OwnLab.random(number)
    let plain = try await Lab.run(scenario)
    let own = try await OwnLab.run(scenario, OwnPieces(behavior: Same()))
    for arm in plain.indices { #expect(Snapshot(plain[arm]) == Snapshot(own[arm])) }
  }

  @Test(arguments: [1, 2, 5, 8]) func threadsAndShardsDoNotMatter(number: Int) async throws {
    let scenario = OwnLab.random(number)
    let own = OwnPieces(behavior: Fixed(sessions: 1.5, opening: 0.3), policy: OwnPolicyTests.Sparing())
    let one = try await OwnLab.run(scenario, own, threads: 1, shard: 4096)
    let three = try await OwnLab.run(scenario, own, threads: 3, shard: 11)
    let plain = try await Lab.run(scenario)
    for arm in one.indices { #expect(Snapshot(one[arm]) == Snapshot(three[arm])) }
    #expect(Snapshot(one[0]) != Snapshot(plain[0]))
  }

  @Test func daysAndSilenceAreTheUsersOwn() async throws {
    var scenario = OwnLab.yesterday(users: 5_000, days: 28)
    scenario.start = try #require(CivilDate("2024-01-01"))  // a Monday
    let sums = try await OwnLab.run(scenario, OwnPieces(behavior: Weekdays()))[0]
    let active = 1 - Elementary.exp(-3)
    for day in [5, 6, 12, 13, 19, 20, 26, 27] { #expect(sums.activeUsers[day] == 0) }
    // Three days of silence are within the first three days nobody's end.
    for day in 0..<3 { #expect(abs(zScore(sums.activeUsers[day], of: 5_000, active)) < 4, "day \(day)") }
    // Who had no session on the Friday is silent for four days on the Monday, and all of these leave.
    #expect(abs(zScore(sums.activeUsers[7], of: 5_000, active * active)) < 4)
    // Who had none on that Monday leaves on the Tuesday; the next weekend takes its share again.
    #expect(abs(zScore(sums.activeUsers[8], of: 5_000, active * active * active)) < 4)
    #expect(abs(zScore(sums.activeUsers[14], of: 5_000, active * active * active * active)) < 4)
  }

  /// The chance to open is that of the behavior, whatever person and message.
  @Test func openingsFollowTheBehavior() async throws {
    let users = 20_000
    var scenario = OwnLab.yesterday(users: users, days: 2)
    Lab.steady(&scenario)
    Lab.add(
      [Lab.campaign("push", .perWeek(rate: 7, at: .at(secondOfDay: 43_200))) { $0.again = .once }], to: &scenario)
    scenario.comparison.arms[0].programs = ["push"]
    let sums = try await OwnLab.run(scenario, OwnPieces(behavior: Fixed(opening: 0.37)))[0]
    #expect(sums.count(.delivered, campaign: 0) == users)
    #expect(abs(zScore(sums.count(.opened, campaign: 0), of: users, 0.37)) < 4)
  }

  @Test func actionsInTheAppFollowTheBehavior() async throws {
    let users = 5_000
    var scenario = Lab.scenario(users: users, days: 2)
    Lab.addApp(&scenario)
    Lab.steady(&scenario)
    Lab.add(
      [
        Lab.campaign("hint", .onTag(tag: "session", occurrence: nil, delay: 0)) {
          $0.content.channel = .inApp
          $0.again = .once
        }
      ], to: &scenario)
    scenario.comparison.arms[0].programs = ["hint"]
    let sums = try await OwnLab.run(scenario, OwnPieces(behavior: Fixed(acting: 0.81)))[0]
    let displayed = sums.count(.displayed, campaign: 0)
    #expect(displayed > 3_000)
    #expect(abs(zScore(sums.count(.opened, campaign: 0), of: displayed, 0.81)) < 4)
  }

  // MARK: What no law can use

  static let unusable: [(Fixed, OwnBehaviorFault.Question)] = [
    (Fixed(sessions: -0.1), .sessions), (Fixed(sessions: .nan), .sessions), (Fixed(sessions: 100.5), .sessions),
    (Fixed(dropout: 1.01), .dropout), (Fixed(dropout: -.infinity), .dropout), (Fixed(opening: 2), .opening),
    (Fixed(opening: .nan), .opening), (Fixed(acting: -1), .acting),
  ]

  @Test(arguments: Array(unusable.indices), [false, true])
  func whatNoLawCanUseEndsTheRun(index: Int, isCoupled: Bool) async throws {
    let (behavior, question) = Self.unusable[index]
    var scenario = Lab.scenario(users: 400, days: 10, arms: [("none", []), ("all", ["push", "hint"])])
    Lab.addApp(&scenario)
    Lab.add(
      [
        Lab.campaign("push", .perWeek(rate: 7, at: .at(secondOfDay: 43_200))),
        Lab.campaign("hint", .onTag(tag: "session", occurrence: nil, delay: 0)) { $0.content.channel = .inApp },
      ], to: &scenario)
    if isCoupled { scenario.campaigns[0].audienceLimit = 300 }
    var faults: [OwnBehaviorFault?] = []
    for (threads, shard) in [(1, 4_096), (2, 3), (3, 50)] {
      faults.append(
        await #expect(throws: OwnBehaviorFault.self) {
          try await OwnLab.run(scenario, OwnPieces(behavior: behavior), threads: threads, shard: shard)
        })
    }
    let fault = try #require(faults[0])
    #expect(fault.question == question && fault.behavior == "fixed")
    #expect(fault.arm == (question == .sessions || question == .dropout ? "none" : "all"))
    #expect("\(fault)".contains("user \(fault.user) on day \(fault.day)"))
    // Whatever the threads, the same is told; the words, as NaN is not equal to itself.
    #expect(Set(faults.map { $0.map { "\($0)" } ?? "" }).count == 1)
  }

  /// Only some users are faulty: the first of them is named, for any number of threads.
  struct FaultyFor: OwnBehavior {
    let name = "faulty"
    let openness: Double
    func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
      person.openness > openness ? 7 : lab
    }
  }

  @Test func theFirstFaultyUserIsNamed() async throws {
    let scenario = Lab.scenario(users: 20_000, days: 3)
    var users: Set<Int> = []
    for (threads, shard) in [(1, 4_096), (2, 1), (2, 64), (4, 17)] {
      let fault = await #expect(throws: OwnBehaviorFault.self) {
        try await OwnLab.run(scenario, OwnPieces(behavior: FaultyFor(openness: 0)), threads: threads, shard: shard)
      }
      users.insert(fault?.user ?? -1)
    }
    #expect(users.count == 1 && users.first != -1)
    _ = try await OwnLab.run(scenario, OwnPieces(behavior: FaultyFor(openness: 60)))
  }

  @Test func logsEndWithTheFaultAsWell() throws {
    let world = try OwnLab.world(Lab.scenario(users: 5, days: 3), OwnPieces(behavior: Fixed(sessions: -1)))
    #expect(throws: OwnBehaviorFault.self) { try EventLog(world).write(users: 0..<5) { _ in } }
  }

  /// The behavior sees whole people: traits of a table among them.
  struct Reader: OwnBehavior {
    let name = "reader"
    func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double {
      person.chronotype == 5 ? 0 : 2
    }
    func dropout(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { 0 }
  }

  @Test func tablesAndBehaviorsGoTogether() async throws {
    let scenario = OwnLab.yesterday(users: 4_000, days: 5)
    let people = try OwnLab.table(("chronotype", .integers((0..<4_000).map { $0 < 1_000 ? 5 : 4 })))
    let sums = try await OwnLab.run(scenario, OwnPieces(people: people, behavior: Reader()))[0]
    for day in 0..<5 { #expect(abs(zScore(sums.activeUsers[day], of: 3_000, 1 - Elementary.exp(-2))) < 4) }
  }
}

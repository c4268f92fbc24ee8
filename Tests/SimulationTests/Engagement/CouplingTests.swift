import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// Limits that users share.
@Suite struct CouplingTests {
  static let daily = Schedule.weekly(weekdays: Weekday.allCases, at: .at(secondOfDay: 36_000), zone: .user)

  /// Limits that nobody reaches change nothing: living day by day is living life by life.
  @Test(arguments: 0..<10)
  func wideLimitsChangeNothing(number: Int) async throws {
    var generator = RandomScenario(700 + number)
    var scenario = generator.engagement(isCoupled: false)
    let alone = try await Lab.run(scenario).map { Snapshot($0) }
    scenario.limits.throttle = ThrottleDefinition(perMinute: 1_000_000_000)
    scenario.limits.budgets = [
      BudgetDefinition(amount: Money(micros: 1 << 60)),
      BudgetDefinition(program: "c0", amount: Money(micros: 1 << 60), period: .day),
    ]
    for index in scenario.campaigns.indices { scenario.campaigns[index].audienceLimit = 100_000_000 }
    let coupled = try await Lab.run(scenario).map { Snapshot($0) }
    for (arm, pair) in zip(alone, coupled).enumerated() {
      let differing = pair.0.counters.indices.filter { pair.0.counters[$0] != pair.1.counters[$0] }
      #expect(differing.isEmpty, "arm \(arm), counters \(differing.prefix(10))")
    }
    #expect(coupled == alone)
  }

  @Test(arguments: [0, 3, 6, 9])
  func threadsChangeNothing(number: Int) async throws {
    let scenario = ReplayTests.scenario(number)
    let expected = try await Lab.run(scenario, threads: 1).map { Snapshot($0) }
    #expect(try await Lab.run(scenario, threads: 3).map { Snapshot($0) } == expected)
  }

  /// Each message costs 7; 100 pay for 14 of them, and a cheaper one takes the rest.
  @Test(arguments: [
    (BudgetDefinition.Period.horizon, "all", 14, 98), (.day, "all", 14 * 9, 98 * 9), (.horizon, "a", 14, 98),
    (.horizon, "other", 180, 1_260),
  ])
  func aBudgetIsSpentToTheLastMessage(
    period: BudgetDefinition.Period, program: String, sent: Int, cost: Int64
  ) async throws {
    var scenario = Stage.scenario()
    Stage.play([Stage.push("a", Self.daily) { $0.cost = Money(micros: 7) }], in: &scenario)
    scenario.limits.budgets = [
      BudgetDefinition(program: program == "all" ? nil : program, amount: Money(micros: 100), period: period)
    ]
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes() == (sent == 180 ? ["delivered": 180] : ["delivered": sent, "budget-spent": 180 - sent]))
    #expect(sums.cost == Money(micros: cost))
  }

  @Test func whatIsLeftPaysForCheaperMessages() async throws {
    var scenario = Stage.scenario()
    let when = Stage.on(scenario, days: [1], hour: 10)
    Stage.play(
      [
        Stage.push("dear", when) { $0.cost = Money(micros: 7) },
        Stage.push("cheap", Stage.on(scenario, days: [2], hour: 10)) { $0.cost = Money(micros: 1) },
        Stage.push("free", Stage.on(scenario, days: [3], hour: 10)),
      ], in: &scenario)
    scenario.limits.budgets = [BudgetDefinition(amount: Money(micros: 103))]
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes(0) == ["delivered": 14, "budget-spent": 6])
    #expect(sums.outcomes(1) == ["delivered": 5, "budget-spent": 15])
    #expect(sums.outcomes(2) == ["delivered": 20] && sums.cost == Money(micros: 103))
  }

  /// A ghost send is not paid for and takes no place in the queue.
  @Test func ghostsCostNothing() async throws {
    var scenario = Stage.scenario(users: 100)
    Stage.play(
      [
        Stage.push("a", Stage.on(scenario, days: [1], hour: 10)) {
          $0.cost = Money(micros: 7)
          $0.holdout = 0.5
        }
      ], in: &scenario)
    let all = try await Lab.first(scenario)
    let ghosts = all.count(.heldOut, campaign: 0)
    scenario.limits.budgets = [BudgetDefinition(amount: Money(micros: 70))]
    let bounded = try await Lab.first(scenario)
    #expect(ghosts > 25 && ghosts < 75)
    #expect(bounded.outcomes() == ["delivered": 10, "budget-spent": 90 - ghosts, "held-out": ghosts])
    scenario.limits.budgets = []
    scenario.limits.throttle = ThrottleDefinition(perMinute: 1, giveUpAfter: 60 * (100 - ghosts))
    #expect(try await Lab.first(scenario).outcomes() == ["delivered": 100 - ghosts, "held-out": ghosts])
  }

  /// Seven users are taken in, and only they, as often as the campaign comes.
  @Test func anAudienceLimitCountsUsers() async throws {
    var scenario = Stage.scenario()
    Stage.play([Stage.push("a", Self.daily) { $0.audienceLimit = 7 }], in: &scenario)
    scenario.kpis = [KPIDefinition(name: "got", measure: .share(of: "received(a)", among: "everyone"))]
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes() == ["delivered": 63, "audience-full": 117])
    #expect(sums.total(0) == 7)
  }

  /// Twenty messages at three a minute.
  @Test(arguments: [(7 * 60, 20), (120, 6), (61, 6), (60, 3), (300, 15)])
  func theThrottleSendsSoManyAMinute(giveUpAfter: Int, sent: Int) async throws {
    var scenario = Stage.scenario()
    scenario.limits.throttle = ThrottleDefinition(perMinute: 3, giveUpAfter: giveUpAfter)
    Stage.play([Stage.push("a", Stage.on(scenario, days: [1], hour: 10))], in: &scenario)
    let sums = try await Lab.first(scenario)
    #expect(sums.outcomes() == (sent == 20 ? ["delivered": 20] : ["delivered": sent, "throttled": 20 - sent]))
    #expect(sums.count(.postponed, campaign: 0) == sent - 3)
    let times = Log.decisions(try Log.records(scenario), "a", "sent").map(\.time).sorted()
    #expect(times == (0..<sent).map { Stage.time(scenario, day: 1, "10:0\($0 / 3):00") })
  }

  /// Five messages at one a minute from 07:58; from 08:00 to 09:00 it is quiet, and what is held queues again.
  @Test func quietHoursDoNotEmptyTheQueueAtOnce() throws {
    var scenario = Stage.scenario(users: 5)
    scenario.limits.throttle = ThrottleDefinition(perMinute: 1)
    scenario.limits.quietHours = QuietHoursDefinition(from: 8 * 3600, to: 9 * 3600, rule: .postpone)
    let date = scenario.start.adding(days: 1)
    Stage.play([Stage.push("a", .once(date: date, at: .at(secondOfDay: 28_680), zone: .user))], in: &scenario)
    let times = Log.decisions(try Log.records(scenario), "a", "sent").map { $0.time.suffix(8) }.sorted()
    #expect(times == ["07:58:00", "07:59:00", "09:00:00", "09:01:00", "09:02:00"])
  }

  @Test(arguments: 0..<6)
  func noMinuteHasMoreThanItsPlaces(number: Int) throws {
    var generator = RandomScenario(800 + number)
    var scenario = generator.engagement(isCoupled: false)
    scenario.population.timeZones = [Population.Share("UTC", 1)]
    scenario.limits.throttle = ThrottleDefinition(perMinute: 2, giveUpAfter: 40 * 60)
    let data = Set(scenario.campaigns.filter { $0.content.kind == .data }.map(\.name))
    var minutes: [String: Int] = [:]
    for record in try Log.records(scenario) where record.kind == .decision && record[.what] == "sent" {
      guard record.arm == "all", !data.contains(record[.name] ?? "") else { continue }
      minutes[String(record.time.prefix(16)), default: 0] += 1
    }
    #expect(minutes.count > 20 && minutes.values.allSatisfy { $0 <= 2 }, "\(minutes.filter { $0.value > 2 })")
  }
}

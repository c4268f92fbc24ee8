import EngagementCore
import Experiments
import Simulation
import Synchronization
import Testing

@Suite("Points of a sweep")
struct SweepRunnerTests {
  struct Refused: Error, CustomStringConvertible { var description: String { "no such value" } }

  static let plan = try? SweepPlan([VaryingParameter("rate=1,3,5,no")], design: .grid)

  /// Plays pushes at a rate a week.
  static func play(threads: Int, replications: Int = 1) async throws -> [SweepOutcome] {
    let plan = try #require(Self.plan)
    var runner = SweepRunner { point in
      guard let rate = point.values[0].flatMap(Double.init) else { throw Refused() }
      return Bench.pair(users: 300, days: 14) { $0.campaigns[0] = Bench.campaign("push", perWeek: rate) }
    }
    runner.threads = threads
    let jobs = plan.points.indices.flatMap { point in
      (0..<replications).map { SweepJob(point: point, replication: $0) }
    }
    var ledger = SweepLedger()
    var count = 0
    let most = Mutex(0.0)
    try await runner.play(
      jobs, point: { plan.points.indices.contains($0) ? plan.points[$0] : nil },
      progress: { done in most.withLock { $0 = max($0, done) } }
    ) {
      ledger.add($0)
      count += 1
    }
    #expect(count == jobs.count && ledger.missing(of: jobs + jobs).isEmpty)
    #expect(most.withLock { $0 } == Double(jobs.count))
    return ledger.outcomes(of: jobs)
  }

  @Test("Outcomes do not depend on threads")
  func threads() async throws {
    let expected = try await Self.play(threads: 1)
    for threads in [2, 3, 16] { #expect(try await Self.play(threads: threads) == expected) }
  }

  @Test("A point that cannot be is an outcome with its reason; the others are played")
  func failures() async throws {
    let outcomes = try await Self.play(threads: 2)
    #expect(outcomes.map(\.failure) == [nil, nil, nil, "no such value"])
    #expect(outcomes.map { $0.cells.isEmpty } == [false, false, false, true])
  }

  @Test("Every point is played to the same people, every replication to others")
  func pairing() async throws {
    let outcomes = try await Self.play(threads: 2, replications: 2)
    let bases = outcomes.compactMap { $0.cell(arm: "none", kpi: "sessions")?.estimate }
    let first = outcomes.indices.filter { outcomes[$0].job.replication == 0 && outcomes[$0].failure == nil }
    #expect(
      bases.count == 6 && Set(first.compactMap { outcomes[$0].cell(arm: "none", kpi: "sessions")?.estimate }).count == 1
    )
    #expect(Set(bases).count == 2)
    #expect(SweepRunner.seed(7, replication: 0) == 7 && SweepRunner.seed(7, replication: 1) != 7)
  }

  @Test("Cells hold what a run says, and what a whole arm does")
  func cells() async throws {
    let outcomes = try await Self.play(threads: 2)
    let scenario = Bench.pair(users: 300, days: 14) { $0.campaigns[0] = Bench.campaign("push", perWeek: 3) }
    let result = try await Bench.result(scenario)
    let lift = try result.lift("sessions", arm: "push")
    let cell = try #require(outcomes[1].cell(arm: "push", kpi: "sessions"))
    #expect(cell.lift == lift.lift.estimate && cell.differenceLow == lift.difference.low && cell.pValue == lift.pValue)
    let estimate = try #require(cell.estimate)
    #expect(cell.low.map { $0 < estimate } == true && cell.high.map { $0 > estimate } == true)
    #expect(outcomes[1].cell(arm: "push", kpi: "pressure.mean")?.estimate == result.arms[1].pressure.mean)
    #expect(outcomes[1].cell(arm: "none", kpi: "cost")?.estimate == 0)
    #expect(outcomes[1].cell(arm: "none", kpi: "sessions")?.difference == nil)
  }
}

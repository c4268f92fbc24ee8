import Behavior
import EngagementCore
import Experiments
import Primitives
import Simulation
import Testing

/// Whole runs with a researcher's own pieces.
@Suite struct OwnRunTests {
  struct Lively: OwnBehavior {
    let name = "lively"
    let version = "2"
    func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { 2 * lab }
  }

  struct Sparing: OwnPolicy {
    let name = "sparing"
    func decide(_ message: PolicyQuestion) -> PolicyAnswer { message.pushesSinceOpen < 3 ? .send : .hold }
  }

  struct Broken: OwnBehavior {
    let name = "broken"
    func sessions(of person: Person, _ state: PersonState, on day: OwnDay, lab: Double) -> Double { .nan }
  }

  private func people(_ users: Int, _ chance: Double) throws -> PeopleTable {
    try PeopleTable([
      PeopleTable.Column("tolerance", .integers(Array(repeating: 9, count: users))),
      PeopleTable.Column("open_chance", .doubles(Array(repeating: chance, count: users))),
    ])
  }

  @Test func resultsNameWhatIsNotTheLabs() async throws {
    let scenario = Bench.pair(users: 800)
    let plain = try await ScenarioRun(scenario).result()
    #expect(plain.people == nil && plain.own == nil)
    #expect(plain.arms[1].campaigns["push"]?["own-policy"] == nil)
    var run = ScenarioRun(scenario)
    run.people = try people(800, 0.3)
    run.behavior = Lively()
    run.policy = Sparing()
    let result = try await run.result()
    #expect(result.people?.rows == 800 && result.people?.columns == ["open_chance", "tolerance"])
    #expect(
      result.own == [
        RunResult.OwnPiece(kind: "behavior", name: "lively", version: "2"),
        RunResult.OwnPiece(kind: "policy", name: "sparing", version: "1"),
      ])
    let counts = try #require(result.arms[1].campaigns["push"])
    #expect((counts["own-policy"] ?? 0) > 100)
    #expect((result.arms[0].kpis["sessions"]?.estimate ?? 0) > (plain.arms[0].kpis["sessions"]?.estimate ?? 0))
  }

  /// Worlds of uncertain numbers, tests, and worlds whose users share limits: with the same people, and for any threads.
  @Test(arguments: ["uncertain", "tested", "coupled", "coupled and tested"])
  func everyKindOfRunTakesThem(kind: String) async throws {
    let users = 600
    var scenario = Bench.pair(users: users, days: 20)
    scenario.warmUpDays = 7
    if kind == "uncertain" {
      scenario.makeUncertain(
        ["population", "behavior", "response", "influence"], InputDistribution(.lognormal, 0.25, 0.1))
      scenario.replications = 4
    }
    if kind.contains("coupled") { scenario.campaigns[0].audienceLimit = 200 }
    if kind.contains("tested") {
      scenario.experiments = [
        ExperimentDefinition(name: "split", arms: [.init("none", 0.5), .init("push", 0.5)], metrics: ["sessions"])
      ]
    }
    var results: [RunResult] = []
    for (threads, chance) in [(1, 0.4), (3, 0.4), (2, 0.01)] {
      var run = ScenarioRun(scenario)
      run.threads = threads
      run.shard = 97
      run.people = try people(users, chance)
      run.behavior = Lively()
      var result = try await run.result()
      result.timing = nil
      results.append(result)
    }
    #expect(results[0] == results[1])
    #expect(results[0].arms[1] != results[2].arms[1] && results[0].arms[0] == results[2].arms[0])
    if kind == "uncertain" {
      #expect(results[0].uncertainty != nil && results[0].uncertainty != results[2].uncertainty)
    }
    if kind.contains("tested") { #expect(results[0].tests != nil && results[0].tests != results[2].tests) }
  }

  @Test func whatDoesNotFitEndsTheRun() async throws {
    var run = ScenarioRun(Bench.pair(users: 800))
    run.people = try people(700, 0.3)
    let error = await #expect(throws: PeopleError.self) { try await run.result() }
    #expect(error?.code == .rowCount)
    run.people = nil
    run.behavior = Broken()
    await #expect(throws: OwnBehaviorFault.self) { try await run.result() }
  }

  /// People of another table are other people.
  @Test func comparisonsKnowTheTable() async throws {
    let plain = try await ScenarioRun(Bench.pair(users: 200)).result()
    var other = plain
    other.people = RunResult.PeopleSource(rows: 200, columns: ["dropout"], sha256: "0")
    #expect(RunComparison(before: plain, after: plain, samePopulation: true).people == .same)
    #expect(RunComparison(before: other, after: other, samePopulation: true).people == .same)
    #expect(RunComparison(before: plain, after: other, samePopulation: true).people == .different)
  }
}

import Experiments
import Primitives
import Simulation

/// One world, in which a test is drawn again and again: a test's name is part of what decides who gets which arm.
struct Redraws {
  let scenario: Scenario
  let world: World
  let table: OutcomeTable

  init(_ scenario: Scenario) async throws {
    self.scenario = scenario
    world = try TestRun.world(scenario)
    table = try await Simulator(world, threads: 2).outcomes().table
  }

  /// The first test under another name.
  func test(_ number: Int, _ change: (inout ExperimentDefinition) -> Void = { _ in }) throws -> RunResult.RandomizedTest
  {
    var redrawn = scenario
    redrawn.experiments[0].name = "draw \(number)"
    change(&redrawn.experiments[0])
    let places = TestPlaces(redrawn, world: world, table: table)
    let results = try TestAnalysis(redrawn, world: world, table: table, places: places).results()
    guard let first = results.first else { throw RunResult.Missing() }
    return first
  }

  func tests(
    _ count: Int, _ change: (inout ExperimentDefinition) -> Void = { _ in }
  ) throws -> [RunResult.RandomizedTest] {
    try (0..<count).map { try test($0, change) }
  }
}

extension RunResult.RandomizedTest {
  var primary: RunResult.TestComparison? { comparisons.first { $0.role == "primary" } }
  /// Whether the test found a difference of its first metric, by its rule.
  var rejects: Bool { decision.verdict != "cannot tell" }
}

/// Whether a count among trials is what a chance allows: within 3.5 standard deviations of the binomial, which for a seed
/// that is fixed is checked once and for all.
func isPlausible(_ count: Int, of trials: Int, chance: Double) -> Bool {
  let n = Double(trials)
  return abs(Double(count) - n * chance) <= 3.5 * (n * chance * (1 - chance)).squareRoot()
}

/// The same upwards only.
func isAtMost(_ count: Int, of trials: Int, chance: Double) -> Bool {
  let n = Double(trials)
  return Double(count) <= n * chance + 3.5 * (n * chance * (1 - chance)).squareRoot()
}

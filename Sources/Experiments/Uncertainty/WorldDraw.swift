import LabStatistics
import Primitives
import Simulation

/// The values of a scenario's uncertain numbers in one world.
///
/// ```swift
/// let world = try World(scenario.settled(WorldDraw(scenario, replication: 3).values), replication: 3)
/// ```
package struct WorldDraw: Sendable, Equatable {
  /// One for each uncertain number, in their order.
  package let values: [Double]

  /// Draws the values. Each has an address of its own, the hash of its path: a further uncertain number shifts no other.
  ///
  /// - Parameter replication: From 1; the central world is not drawn.
  /// - Throws: `StatisticsError` for a distribution that does not exist.
  package init(_ scenario: Scenario, replication: UInt32) throws {
    // The purpose is that of the world alone, so the number of the user means nothing.
    let draws = Draws(run: RunKey(seed: scenario.seed, replication: replication), user: 0)
    let uniforms = scenario.uncertain.map { number in
      Draws.uniform(draws.block(.uncertainNumber, occurrence: 0, entity: stableHash(number.name)).x)
    }
    values = try zip(scenario.uncertain, Self.correlated(uniforms, in: scenario)).map { number, u in
      let range = scenario.place(of: number.path)?.range ?? -Double.infinity...Double.infinity
      return try number.distribution.quantile(u, in: range)
    }
  }

  /// Makes uniforms go together by a normal copula, each staying uniform; those without a correlation stay as they are.
  private static func correlated(_ uniforms: [Double], in scenario: Scenario) -> [Double] {
    guard !scenario.correlations.isEmpty, let root = scenario.correlationRoot else { return uniforms }
    let named = Set(scenario.correlations.flatMap { [$0.first, $0.second] })
    let scores = uniforms.map { Normal.quantile($0) }
    return scenario.uncertain.indices.map { index in
      guard named.contains(scenario.uncertain[index].path) else { return uniforms[index] }
      return Normal.cdf(zip(root[index], scores).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }
}

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
    values = try scenario.uncertain.map { number in
      let words = draws.block(.uncertainNumber, occurrence: 0, entity: stableHash(number.name))
      let range = scenario.place(of: number.path)?.range ?? -Double.infinity...Double.infinity
      return try number.distribution.quantile(Draws.uniform(words.x), in: range)
    }
  }
}

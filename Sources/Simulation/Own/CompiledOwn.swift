import Behavior
import EngagementCore
import Primitives

/// A researcher's pieces, matched with a scenario.
package struct CompiledOwn: Sendable {
  let people: CompiledPeople?
  let behavior: (any OwnBehavior)?
  let policy: PolicyDesk?

  /// Matches the pieces with a scenario.
  ///
  /// - Throws: ``PeopleError`` for a table that does not fit; `World.CompilationError` for a policy of an arm that is none.
  package init(_ own: OwnPieces, _ scenario: Scenario) throws {
    people = try own.people.map { try CompiledPeople($0, scenario) }
    behavior = own.behavior
    policy = try own.policy.map { try Self.desk($0, scenario) }
  }

  private static func desk(_ policy: any OwnPolicy, _ scenario: Scenario) throws(World.CompilationError) -> PolicyDesk {
    let arms = scenario.comparison.arms.map(\.name)
    if let name = policy.arms?.sorted().first(where: { !arms.contains($0) }) {
      let remedy =
        nearestName(to: name, in: arms).map { "did you mean '\($0)'?" }
        ?? "choose among \(arms.joined(separator: ", "))"
      throw World.CompilationError(
        path: ["comparison", "arms"], reason: "the policy '\(policy.name)' names an arm '\(name)'; \(remedy)")
    }
    return PolicyDesk(
      policy, arms: arms, campaigns: scenario.campaigns.map(\.name),
      platforms: scenario.population.platforms.map(\.value), languages: scenario.population.languages.map(\.value),
      firstWeekday: Int32(scenario.start.weekday.index))
  }
}

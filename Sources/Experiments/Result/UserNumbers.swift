import Primitives
import Simulation

/// What every user of the population did in every arm, as columns that lie in memory one after the other.
///
/// The mean of a column over users, or the sum of a column over that of its denominators, is the estimate of the KPI.
public struct UserNumbers: Sendable {
  /// How a KPI's numbers are divided to give its estimate.
  public enum Denominator: Sendable, Equatable {
    /// By users.
    case users
    /// By weeks in the population.
    case weeks
    /// By a number of its own: sessions, or 1 for who can be observed.
    case own
  }

  /// A KPI and how its columns are to be read.
  public struct KPI: Sendable, Equatable {
    public let name: String
    public let denominator: Denominator
    /// Whether the same was counted before the start.
    public let hasBefore: Bool
  }

  public let arms: [String]
  public let kpis: [KPI]
  public let platforms: [String]
  public let languages: [String]
  /// Days of the horizon.
  public let days: Int
  /// The columns.
  package let columns: OutcomeTable.Settled

  /// Users of the population.
  public var users: Int { columns.users }

  /// Takes a table over; nothing else can be read of it afterwards.
  package init(_ table: OutcomeTable, of world: World) {
    let scenario = world.scenario
    let compiled = table.plan.kpis.map { world.kpis.kpis[$0] }
    arms = scenario.comparison.arms.map(\.name)
    platforms = scenario.population.platforms.map(\.value)
    languages = scenario.population.languages.map(\.value)
    days = scenario.horizonDays
    kpis = zip(table.plan.kpis, zip(compiled, table.kinds)).map { index, kpi in
      let denominator: Denominator =
        switch kpi.1 {
        case .user: .users
        case .days: .weeks
        case .own: .own
        }
      return KPI(
        name: scenario.kpis[index].name, denominator: denominator,
        hasBefore: kpi.0.isAdditive && scenario.warmUpDays > 0)
    }
    // A week's scale has the seven days in it, which the denominator has, too.
    columns = table.settle(
      scales: zip(compiled, table.kinds).map { kpi, kind in kind == .days ? kpi.scale / 7 : kpi.scale })
  }
}

import EngagementCore
import LabStatistics
import Primitives
import Simulation

/// What is asked for, with every name looked up and every default filled in.
struct DesignRequest {
  let scenario: Scenario
  var settings: DesignSettings
  let kpi: KPIDefinition
  /// Names of the arms.
  let armName: String
  let controlName: String
  /// Positions among the two arms that are played.
  let control = 0
  let arm = 1
  let looks: [Int]

  init(_ scenario: Scenario, _ settings: DesignSettings) throws {
    self.scenario = scenario
    self.settings = try Self.checked(settings)
    let arms = scenario.comparison.arms.map(\.name)
    guard arms.count > 1 else {
      throw DesignError(
        "the comparison has one arm, so there is no control", "add an arm without the program to `comparison.arms`")
    }
    let control = try Self.position(of: settings.control ?? scenario.comparison.baseline, in: arms, "arm")
    let arm = try settings.arm.map { try Self.position(of: $0, in: arms, "arm") } ?? arms.indices.last { $0 != control }
    guard let arm, arm != control else {
      throw DesignError("`\(arms[control])` is both arm and control", "name two arms with --arm and --control")
    }
    (armName, controlName) = (arms[arm], arms[control])
    kpi = try Self.kpi(scenario, settings)
    looks = try Self.looks(scenario, settings)
  }

  private static func position(of name: String, in names: [String], _ what: String) throws -> Int {
    if let index = names.firstIndex(of: name) { return index }
    let near = nearestName(to: name, in: names).map { "; did you mean `\($0)`?" } ?? ""
    throw DesignError("no \(what) is called `\(name)`\(near)", "there are \(names.joined(separator: ", "))")
  }

  private static func kpi(_ scenario: Scenario, _ settings: DesignSettings) throws -> KPIDefinition {
    let names = scenario.kpis.map(\.name)
    guard let first = scenario.kpis.first else { throw DesignError("the scenario measures nothing", "add `kpis`") }
    guard let name = settings.kpi else {
      let wanted = ([scenario.objective] + scenario.programs.map(\.objective)).compactMap { $0?.kpi }
      return scenario.kpis.first { wanted.contains($0.name) } ?? first
    }
    return scenario.kpis[try position(of: name, in: names, "KPI")]
  }

  /// Whole weeks, eight at most, and the end of the horizon.
  private static func looks(_ scenario: Scenario, _ settings: DesignSettings) throws -> [Int] {
    let horizon = scenario.horizonDays
    guard !settings.looks.isEmpty else {
      let weeks = max(1, (horizon + 6) / 7)
      let count = min(8, weeks)
      return (1...count).map { $0 == count ? horizon : (($0 * weeks) / count) * 7 }
    }
    for (index, look) in settings.looks.enumerated() {
      guard look >= 1, look <= horizon else {
        throw DesignError(
          "a look on day \(look) is beyond the horizon of \(horizon) days",
          "look earlier, or lengthen the horizon with --set horizon")
      }
      guard index == 0 || look > settings.looks[index - 1] else {
        throw DesignError("the looks do not ascend", "put them in order, each once")
      }
    }
    return settings.looks
  }

  private static func checked(_ given: DesignSettings) throws -> DesignSettings {
    var settings = given
    guard settings.weights.count == 2, settings.weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw DesignError("a test needs two shares above zero", "give the control's and the arm's, e.g. 50%,50%")
    }
    let sum = settings.weights.reduce(0, +)
    settings.weights = settings.weights.map { $0 / sum }
    guard settings.weights.allSatisfy({ $0 >= 0.001 }) else {
      throw DesignError("an arm gets less than a thousandth of the users", "give it a larger share")
    }
    guard settings.alpha > 0, settings.alpha < 0.5 else {
      throw DesignError("the level must be above 0 and below 50 %, not \(settings.alpha)", "5 % is usual")
    }
    guard settings.power > settings.alpha, settings.power < 1 else {
      throw DesignError("the power must be above the level and below 100 %, not \(settings.power)", "80 % is usual")
    }
    guard DesignSettings.testRange.contains(settings.tests) else {
      throw DesignError("from 100 to 1,000,000 tests can be drawn, not \(settings.tests)", "10,000 are usual")
    }
    guard zip(settings.usersGrid, settings.usersGrid.dropFirst()).allSatisfy(<), settings.usersGrid.count <= 50,
      settings.usersGrid.allSatisfy({ $0 >= 1 })
    else { throw DesignError("the numbers of users do not ascend", "put them in order, each once, 50 at most") }
    guard DesignSettings.splitTestRange.contains(settings.splitTests) else {
      throw DesignError(
        "from 20 to 100,000 tests can be simulated one by one, not \(settings.splitTests)", "200 are usual")
    }
    settings.threads = max(1, settings.threads)
    settings.valueDays = max(1, settings.valueDays)
    return settings
  }

  /// The world with a table of what the test needs.
  func world(replication: UInt32 = 0) throws -> World {
    let index = scenario.kpis.firstIndex { $0.name == kpi.name } ?? 0
    let plan = OutcomePlan(
      kpis: [index], looks: looks, conditions: [settings.audience], covariateDays: TestRun.covariateDays)
    let world = try World(played, replication: replication, outcomes: plan)
    guard world.outcomeBytes <= TestRun.mostBytes else {
      throw DesignError(
        "the numbers of \(world.users) users at \(looks.count) looks need "
          + "\(NumberWords.number(Double(world.outcomeBytes) / 1e9)) GB",
        "play fewer users (--users), or look less often")
    }
    return world
  }

  /// The scenario with the two arms only.
  var played: Scenario {
    var scenario = scenario
    scenario.experiments = []
    scenario.checks = []
    scenario.naive = nil
    let arms = [controlName, armName].compactMap { name in scenario.comparison.arms.first { $0.name == name } }
    scenario.comparison = Comparison(baseline: controlName, arms: arms)
    return scenario
  }
}

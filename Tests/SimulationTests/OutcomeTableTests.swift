import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// The numbers of every single user, in every arm, until each look.
@Suite struct OutcomeTableTests {
  /// A world of many kinds of KPI, which is read each week and at its end.
  private func world(_ number: Int, conditions: [String] = []) throws -> (world: World, scenario: Scenario) {
    var random = RandomScenario(number)
    let scenario = random.scenario()
    return (try World(unchecked: scenario, outcomes: plan(scenario, conditions: conditions)), scenario)
  }

  private func plan(_ scenario: Scenario, conditions: [String] = []) -> OutcomePlan {
    let weeks = stride(from: 7, to: scenario.horizonDays, by: 7)
    return OutcomePlan(
      kpis: Array(scenario.kpis.indices), looks: Array(weeks) + [scenario.horizonDays], conditions: conditions)
  }

  private func total(_ table: OutcomeTable, _ kpi: Int, _ arm: Int, _ look: Int) -> [Int64] {
    let values = table.values(kpi: kpi, arm: arm, look: look)
    return [
      values.reduce(0, +),
      (0..<table.users).reduce(0) { $0 + table.denominator(kpi: kpi, arm: arm, look: look, user: $1) },
    ]
  }

  /// Summed over users, the table is what the arm added up: of the whole horizon, and day by day.
  @Test(arguments: 0..<24) func usersAddUpToTheArm(number: Int) async throws {
    let (world, scenario) = try world(number)
    let (sums, table) = try await Simulator(world, threads: 2, shard: 64).outcomes()
    let last = table.plan.looks.count - 1
    for arm in sums.indices {
      for (kpi, definition) in scenario.kpis.enumerated() {
        let end = sums[arm].moments[kpi]
        #expect(total(table, kpi, arm, last) == [end.sums[0], end.sums[1]], "\(definition.name)")
        guard definition.measure.isAdditive else { continue }
        for (look, day) in table.plan.looks.enumerated() {
          let days = sums[arm].series(kpi: kpi, denominator: false).prefix(day).reduce(0, +)
          #expect(total(table, kpi, arm, look)[0] == Int64(days), "\(definition.name) until day \(day)")
        }
      }
    }
  }

  /// Keeping single users changes nothing else, and neither threads nor shards change the table.
  @Test(arguments: 0..<12) func keepingChangesNothingElse(number: Int) async throws {
    let (world, scenario) = try world(number)
    let plain = try await Lab.run(scenario)
    let (one, table) = try await Simulator(world, threads: 1, shard: 4096).outcomes()
    let (two, same) = try await Simulator(world, threads: 2, shard: 17).outcomes()
    for arm in plain.indices {
      #expect(Snapshot(plain[arm]) == Snapshot(one[arm]) && Snapshot(one[arm]) == Snapshot(two[arm]))
      for kpi in scenario.kpis.indices {
        for look in table.plan.looks.indices {
          let (a, b) = (table.values(kpi: kpi, arm: arm, look: look), same.values(kpi: kpi, arm: arm, look: look))
          #expect(a.elementsEqual(b))
        }
      }
      for user in 0..<table.users { #expect(table.exposure(of: user, arm: arm) == same.exposure(of: user, arm: arm)) }
    }
  }

  /// What a look sees is what a shorter horizon ends with: nobody looks ahead.
  @Test(arguments: [1, 2, 5, 8]) func aLookIsTheEndOfAShorterRun(number: Int) async throws {
    let (world, scenario) = try world(number)
    let (_, table) = try await Simulator(world).outcomes()
    var short = scenario
    short.horizonDays = 14
    let (_, end) = try await Simulator(World(unchecked: short, outcomes: plan(short))).outcomes()
    for (kpi, definition) in scenario.kpis.enumerated() {
      switch definition.measure {
      case .uninstalls, .count, .revenue, .messages, .cost, .activeDays:
        for arm in world.arms.indices {
          for user in 0..<short.population.size {
            let (a, b) = (
              table.values(kpi: kpi, arm: arm, look: 1)[user], end.values(kpi: kpi, arm: arm, look: 1)[user]
            )
            #expect(a == b, "\(definition.name) of user \(user)")
          }
        }
      default: break
      }
    }
  }

  /// Nothing arrives without messages; who gets any is exposed on the day of the first.
  @Test(arguments: 0..<6) func exposureIsTheFirstMessage(number: Int) async throws {
    let (world, scenario) = try world(number)
    let (_, table) = try await Simulator(world).outcomes()
    let messages = try #require(scenario.kpis.firstIndex { $0.measure == .messages(channel: nil, per: .week) })
    for arm in world.arms.indices {
      for (look, day) in table.plan.looks.enumerated() {
        let counts = table.values(kpi: messages, arm: arm, look: look)
        for user in 0..<table.users {
          #expect((counts[user] > 0) == (table.exposure(of: user, arm: arm) < Int32(day)))
        }
      }
      if scenario.comparison.arms[arm].programs.isEmpty {
        #expect((0..<table.users).allSatisfy { table.exposure(of: $0, arm: arm) == OutcomeTable.never })
      }
    }
  }

  /// The covariate is what the days before the start hold: the sessions of a run whose horizon are those days.
  @Test func covariatesAreTheDaysBeforeTheStart() async throws {
    var scenario = Lab.scenario(users: 3_000, days: 28)
    Lab.addApp(&scenario)
    scenario.kpis.append(KPIDefinition(name: "clicks", measure: .count(tag: "ad_click", topic: nil, per: .user)))
    scenario.kpis.append(KPIDefinition(name: "days", measure: .activeDays(per: .user)))
    scenario.kpis.append(KPIDefinition(name: "revenue", measure: .revenue(event: "ad_click", per: .user)))
    scenario.warmUpDays = 60
    let (_, table) = try await Simulator(World(unchecked: scenario, outcomes: plan(scenario))).outcomes()
    // With steady people what they do before and after goes together.
    for kpi in scenario.kpis.indices {
      var (x, y, xx, xy, yy, n) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for user in 0..<table.users where table.entry(of: user) == 0 {
        let (before, after) = (
          Double(table.covariate(kpi: kpi, user: user)), Double(table.values(kpi: kpi, arm: 0, look: 3)[user])
        )
        (x, y, xx, xy, yy, n) = (
          x + before, y + after, xx + before * before, xy + before * after, yy + after * after, n + 1
        )
      }
      let correlation = (n * xy - x * y) / ((n * xx - x * x) * (n * yy - y * y)).squareRoot()
      // Rare clicks say less of a person than sessions do.
      #expect(correlation > (kpi == 0 || kpi == 2 ? 0.6 : 0.4), "\(scenario.kpis[kpi].name)")
      #expect(x > 0.7 * y)
    }
    #expect((0..<table.users).allSatisfy { table.covariate(kpi: 0, user: $0) == table.sessionsBefore(user: $0) })
    #expect(
      (0..<table.users).allSatisfy { table.covariate(kpi: 2, user: $0) <= min(28, table.sessionsBefore(user: $0)) })
    // An ad click earns 0.05.
    #expect(
      (0..<table.users).allSatisfy { table.covariate(kpi: 3, user: $0) == 50_000 * table.covariate(kpi: 1, user: $0) })
  }

  @Test func conditionsHoldAsTheyDoForProbes() async throws {
    var scenario = Lab.scenario(users: 2_000, days: 14)
    scenario.warmUpDays = 40
    scenario.population.newPerDay = 10
    let texts = ["everyone", "days_since(session) >= 7", "platform = ios"]
    let world = try World(unchecked: scenario, outcomes: plan(scenario, conditions: texts))
    let (_, table) = try await Simulator(world).outcomes()
    let probed = try await Simulator(World(unchecked: scenario, probes: texts)).run()[0]
    for (index, _) in texts.enumerated() {
      let base = (0..<2_000).filter { table.entry(of: $0) == 0 && table.holds(index, user: $0) }
      #expect(base.count == probed.probed(index, at: .launch).installed)
    }
    let new = 2_000..<2_140
    #expect(new.allSatisfy { table.entry(of: $0) == ($0 - 2_000) / 10 })
    #expect(new.allSatisfy { table.holds(0, user: $0) && !table.holds(1, user: $0) })
  }

  /// All users in the same arm of a split world: the world of that arm.
  @Test(arguments: 0..<8) func aSplitOfOneArmIsThatArm(number: Int) async throws {
    var random = RandomScenario(number)
    var scenario = random.scenario()
    scenario.campaigns[0].audienceLimit = 40
    let world = try World(unchecked: scenario, outcomes: plan(scenario))
    #expect(world.isCoupled)
    let (sums, table) = try await Simulator(world).outcomes()
    for arm in world.arms.indices {
      let (all, split) = try Simulator(world).split(Array(repeating: Int32(arm), count: world.users))
      #expect(all[arm].counters == sums[arm].counters)
      for kpi in scenario.kpis.indices {
        for look in table.plan.looks.indices {
          let (a, b) = (table.values(kpi: kpi, arm: arm, look: look), split.values(kpi: kpi, arm: arm, look: look))
          #expect(a.elementsEqual(b))
        }
      }
    }
  }

  /// Where nothing is shared, a split world is made of pieces of the unsplit ones.
  @Test(arguments: 0..<8) func aSplitWithoutLimitsSelects(number: Int) async throws {
    var random = RandomScenario(number)
    var scenario = random.scenario()
    scenario.campaigns[0].audienceLimit = 1_000_000
    scenario.limits.budgets = []
    scenario.limits.throttle = nil
    for index in scenario.campaigns.indices.dropFirst() { scenario.campaigns[index].audienceLimit = nil }
    let world = try World(unchecked: scenario, outcomes: plan(scenario))
    let (_, table) = try await Simulator(world).outcomes()
    let arms = (0..<world.users).map { Int32($0 * 7 % 3) }
    let (_, split) = try Simulator(world).split(arms)
    for user in 0..<world.users {
      let arm = Int(arms[user])
      #expect(table.exposure(of: user, arm: arm) == split.exposure(of: user, arm: arm))
      for kpi in scenario.kpis.indices {
        for look in table.plan.looks.indices {
          #expect(
            table.values(kpi: kpi, arm: arm, look: look)[user] == split.values(kpi: kpi, arm: arm, look: look)[user])
        }
      }
    }
  }
}

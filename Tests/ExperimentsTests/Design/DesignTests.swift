import EngagementCore
import Experiments
import Foundation
import LabStatistics
import Primitives
import Simulation
import Testing

/// Designs of tests, held against tests that are simulated one by one and against closed forms.
@Suite struct DesignTests {
  /// Pushes that bring sessions, in a population with some past.
  private static func scenario(users: Int, days: Int = 28, seed: UInt64 = 42) -> Scenario {
    Bench.pair(users: users, days: days) { scenario in
      scenario.warmUpDays = 28
      scenario.seed = seed
      scenario.kpis.append(
        KPIDefinition(name: "weekly", measure: .count(tag: "session", topic: nil, per: .week)))
      scenario.kpis.append(KPIDefinition(name: "sms", measure: .messages(channel: .sms, per: .user)))
    }
  }

  private static func settings(_ kpi: String = "sessions", tests: Int = 2000) -> DesignSettings {
    var settings = DesignSettings()
    settings.kpi = kpi
    settings.tests = tests
    settings.threads = 2
    return settings
  }

  @Test("The result does not depend on threads")
  func threads() async throws {
    let scenario = Self.scenario(users: 1500)
    var settings = Self.settings("basket", tests: 301)
    settings.threads = 1
    let one = try await DesignRun(scenario, settings).result()
    for threads in [2, 3] {
      settings.threads = threads
      #expect(try await DesignRun(scenario, settings).result() == one)
    }
  }

  @Test(
    "Power is that of tests which are simulated one by one, with people of their own",
    arguments: ["sessions", "weekly"])
  func powerIsCounted(kpi: String) async throws {
    let size = 1024
    var settings = Self.settings(kpi, tests: 4000)
    settings.looks = [28]
    settings.usersGrid = [size]
    let design = try await DesignRun(Self.scenario(users: 40_000), settings).result()
    let cell = try #require(design.cells.first { $0.size == size })
    let tests = 400
    var (found, adjusted) = (0, 0)
    for test in 0..<tests {
      let reading = try await Self.singleTest(Self.scenario(users: size, seed: UInt64(5000 + test)), kpi: kpi)
      if reading.plain < 0.05 { found += 1 }
      if reading.adjusted < 0.05 { adjusted += 1 }
    }
    for (share, reading) in [(found, cell.plain), (adjusted, try #require(cell.adjusted))] {
      let counted = Double(share) / Double(tests)
      #expect(reading.power > 0.1 && reading.power < 0.95, "\(reading.power) tells nothing")
      // Three and a half standard errors of both counts.
      let error = (reading.power * (1 - reading.power) / Double(tests)).squareRoot() + reading.powerError
      #expect(abs(counted - reading.power) < 3.5 * error, "\(counted) counted, \(reading.power) designed")
    }
  }

  /// p-values of one real test: every user is split off by a coin.
  private static func singleTest(_ scenario: Scenario, kpi: String) async throws -> (plain: Double, adjusted: Double) {
    let index = try #require(scenario.kpis.firstIndex { $0.name == kpi })
    let plan = OutcomePlan(kpis: [index], looks: [28], conditions: [], covariateDays: 28)
    let world = try World(scenario, outcomes: plan)
    let (_, table) = try await Simulator(world, threads: 2, shard: 256).outcomes()
    var coin = ResamplingStream(seed: scenario.seed, number: 3)
    var arms = [ArmData(columns: ["y", "d", "x", "one"]), ArmData(columns: ["y", "d", "x", "one"])]
    for user in 0..<table.users {
      let arm = coin.next() & 1 == 0 ? 0 : 1
      try arms[arm].add([
        Double(table.values(kpi: 0, arm: arm, look: 0)[user]),
        Double(table.denominator(kpi: 0, arm: arm, look: 0, user: user)),
        Double(table.covariate(kpi: 0, user: user)), 1,
      ])
    }
    let metrics: [any Metric] =
      kpi == "weekly"
      ? [Ratio("y", per: "d"), Ratio("y", per: "d", covariate: Ratio.Pair("x", per: "one"))]
      : [Mean("y"), Mean("y", covariate: "x")]
    let p = try metrics.map {
      try $0.compare(control: arms[0], treatment: arms[1], settings: AnalysisSettings(alpha: 0.05)).pValue ?? 1
    }
    return (p[0], p[1])
  }

  @Test("Without an effect every rule but peeking keeps its level; intervals hold the truth")
  func rulesKeepTheirLevel() async throws {
    var settings = Self.settings(tests: 10_000)
    settings.looks = [5, 10, 15, 20, 25]
    let design = try await DesignRun(Self.scenario(users: 4000), settings).result()
    let fivePercent = 0.0430...0.0573
    #expect(fivePercent.contains(design.nullTests.falseAlarms), "\(design.nullTests.falseAlarms)")
    #expect(design.nullTests.pValues.reduce(0, +) == 10_000)
    // A twentieth of 10,000 is 500, give or take 22.
    #expect(design.nullTests.pValues.allSatisfy { (410...590).contains($0) }, "\(design.nullTests.pValues)")
    let rules = Dictionary(uniqueKeysWithValues: design.rules.map { ($0.name, $0) })
    for name in ["fixed", "obrien-fleming", "pocock"] {
      let rule = try #require(rules[name])
      #expect(fivePercent.contains(rule.falseAlarms), "\(name): \(rule.falseAlarms)")
    }
    let valid = try #require(rules["always-valid"])
    #expect(valid.falseAlarms <= 0.05)
    let peeking = try #require(rules["peeking"])
    #expect(peeking.falseAlarms > 0.07 && peeking.falseAlarms < 0.142, "\(peeking.falseAlarms)")
    for rule in design.rules where ["fixed", "obrien-fleming", "pocock", "always-valid"].contains(rule.name) {
      // The effect is the same in all tests; intervals of the population drawn from are a little too wide, if anything.
      #expect(rule.coverage > 0.9427, "\(rule.name): \(rule.coverage)")
    }
    for cell in design.cells {
      #expect((0.9427...0.97).contains(cell.plain.coverage), "\(cell.users) on \(cell.day): \(cell.plain.coverage)")
      if cell.users >= 1000 { #expect(fivePercent.contains(cell.plain.falseAlarms), "\(cell.plain.falseAlarms)") }
    }
    let exposed = design.exposed
    if let exposed {
      #expect((0.94...0.97).contains(exposed.coverage), "\(exposed.coverage)")
    }
  }

  @Test("Among those whom a message reached the interval holds the truth, and the test is stronger")
  func exposedUsers() async throws {
    let scenario = Bench.pair(users: 6000, days: 14) { scenario in
      scenario.campaigns[0].audience = "platform = ios"
    }
    var settings = Self.settings(tests: 4000)
    settings.looks = [14]
    let design = try await DesignRun(scenario, settings).result()
    let exposed = try #require(design.exposed)
    #expect(exposed.users < 4500 && exposed.users > 500)
    #expect((0.9382...0.9650).contains(exposed.coverage), "\(exposed.coverage)")
    #expect((0.0382...0.0632).contains(exposed.falseAlarms), "\(exposed.falseAlarms)")
    let all = try #require(design.cells.last)
    #expect(exposed.power >= all.plain.power)
    // Nobody else changes, so the effects of both groups are one sum.
    #expect(
      abs(exposed.difference * Double(exposed.users) / (design.truth.difference * Double(design.users)) - 1) < 1e-9)
  }

  @Test("CUPED takes off what the correlation says")
  func cuped() async throws {
    let design = try await DesignRun(Self.scenario(users: 6000), Self.settings(tests: 4000)).result()
    let gain = try #require(design.adjustment)
    #expect(gain.predicted < 0.8)
    // The ratio of two variances of 4000 correlated estimates is known to about 2 %.
    #expect(abs(gain.counted / gain.predicted - 1) < 0.1, "\(gain.counted) \(gain.predicted)")
    let last = try #require(design.cells.last)
    #expect(try #require(last.adjusted).power >= last.plain.power)
  }

  @Test("Power rises with lift, users and days, and is the level without a lift")
  func curves() async throws {
    let design = try await DesignRun(Self.scenario(users: 6000), Self.settings(tests: 4000)).result()
    for users in Set(design.curve.map(\.users)) where users >= 1000 {
      let powers = design.curve.filter { $0.users == users }.map(\.power)
      #expect((0.0395...0.0618).contains(powers[0]), "\(powers[0])")
      #expect(zip(powers, powers.dropFirst()).allSatisfy { $1 > $0 - 0.01 })
    }
    let full = design.curve.filter { $0.users == design.users }
    #expect(try #require(full.last).power > 0.99)
    // The detectable lift has the power wanted, by interpolation in the curve.
    let least = try #require(design.cells.last?.best.detectableLift)
    let above = try #require(full.firstIndex { $0.lift >= least })
    #expect(full[above].power > 0.77 && full[above - 1].power < 0.83)
  }

  @Test("The value of a test is that of the closed form")
  func value() async throws {
    var settings = Self.settings(tests: 20_000)
    settings.looks = [28]
    settings.prior = try NormalPrior(mean: 0.01, standardDeviation: 0.03)
    let design = try await DesignRun(Self.scenario(users: 6000), settings).result()
    func value(_ name: String) throws -> DesignResult.Value {
      try #require(design.values.first { $0.name == name })
    }
    // The recommended size, at which rules are compared.
    let cell = try #require(design.cells.last { $0.size == design.recommendation.users })
    let error = cell.best.standardError / design.truth.control
    let (mean, spread) = (0.01, 0.03)
    let total = (spread * spread + error * error).squareRoot()
    let cut = (1.959964 * error - mean) / total
    // E[lift; estimate > cut] for a normal lift and a normal estimate of it.
    let expected = mean * Normal.upperTail(cut) + spread * spread / total * Normal.density(cut)
    // Lifts are spread evenly over the prior, so that only whether a test is significant is left to chance.
    let noise = 0.5 * spread / 20_000.0.squareRoot()
    #expect(abs(try value("test, fixed").lift - expected) < 4 * noise, "\(expected)")
    #expect(abs(try value("launch at once").lift - mean) < 1e-6)
    let knowing = mean * Normal.upperTail(-mean / spread) + spread * Normal.density(mean / spread)
    #expect(abs(try value("know the truth").lift - knowing) < 1e-5)
    #expect(try value("never launch").lift == 0)
    #expect(try value("test, fixed").lift < value("know the truth").lift)
  }

  @Test("What cannot be designed is refused with a way out")
  func refusals() async throws {
    let scenario = Self.scenario(users: 300, days: 14)
    func refuse(_ words: String, _ change: (inout DesignSettings) -> Void) async {
      var settings = DesignSettings()
      change(&settings)
      let error = await #expect(throws: DesignError.self) { try await DesignRun(scenario, settings).result() }
      #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
    }
    await refuse("did you mean `push`") { $0.arm = "pusch" }
    await refuse("both arm and control") { $0.arm = "none" }
    await refuse("no KPI is called") { $0.kpi = "zzz" }
    await refuse("beyond") { $0.looks = [15] }
    await refuse("do not ascend") { $0.looks = [7, 3] }
    await refuse("two shares") { $0.weights = [1] }
    await refuse("are asked for") { $0.usersGrid = [400] }
    await refuse("tests can be drawn") { $0.tests = 3 }
    await refuse("the same for all users") { $0.kpi = "sms" }
  }

  @Test("Where users share limits the tests are simulated outright, and keep their level")
  func coupled() async throws {
    var scenario = Self.scenario(users: 400, days: 14)
    scenario.campaigns[0].audienceLimit = 150
    var settings = Self.settings()
    settings.looks = [7, 14]
    settings.splitTests = 300
    let design = try await DesignRun(scenario, settings).result()
    #expect(design.tests == 300 && design.method.contains("outright"))
    #expect(design.warnings.contains { $0.contains("split tests show") })
    // The .0005 and .9995 quantiles of 5 % of 300.
    #expect((0.0133...0.1).contains(design.nullTests.falseAlarms), "\(design.nullTests.falseAlarms)")
    settings.threads = 3
    #expect(try await DesignRun(scenario, settings).result() == design)
    settings.audience = "platform = ios"
    let error = await #expect(throws: DesignError.self) { try await DesignRun(scenario, settings).result() }
    #expect(error?.description.contains("outright") ?? false)
  }

  @Test("An arm that changes nothing is not worth a test")
  func noEffect() async throws {
    var scenario = Self.scenario(users: 500, days: 14)
    scenario.programs[0].campaigns = []
    let design = try await DesignRun(scenario, Self.settings(tests: 500)).result()
    #expect(design.recommendation.sentence.hasPrefix("Do not test"))
    #expect(design.recommendation.usersNeeded == nil && !design.recommendation.isPowered)
  }
}

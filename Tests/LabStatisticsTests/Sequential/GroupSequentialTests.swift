import Foundation
import LabStatistics
import Testing

@Suite("Group sequential designs")
struct GroupSequentialTests {
  static let equalFive = [0.2, 0.4, 0.6, 0.8, 1]
  static let families: [BoundaryFamily] = [
    .spending(.lanDeMetsOBrienFleming), .spending(.lanDeMetsPocock), .spending(.kimDeMets(power: 1.5)),
    .spending(.hwangShihDeCani(gamma: -2)), .spending(.hwangShihDeCani(gamma: 0)), .oBrienFleming, .pocock,
    .wangTsiatis(delta: 0.25),
  ]

  @Test("Published constants")
  func published() throws {
    let spending = try GroupSequentialDesign(.spending(.lanDeMetsOBrienFleming), information: Self.equalFive)
    for (got, expected) in zip(spending.boundaries, [4.8769, 3.3570, 2.6803, 2.2898, 2.0310]) {
      #expect(abs(got - expected) < 5e-5)
    }
    let pocock = try GroupSequentialDesign(.pocock, information: Self.equalFive)
    #expect(abs(try #require(pocock.constant) - 2.4132) < 5e-5)
    #expect(abs(try pocock.inflationFactor(power: 0.8) - 1.2286) < 5e-5)
    let classical = try GroupSequentialDesign(.oBrienFleming, information: Self.equalFive)
    #expect(abs(try #require(classical.constant) - 2.0401) < 5e-5)
    #expect(abs(try classical.inflationFactor(power: 0.8) - 1.0284) < 5e-5)
  }

  @Test("All of the error is spent, and no more", arguments: families, [1, 2])
  func level(family: BoundaryFamily, sides: Int) throws {
    for information in [[1.0], Self.equalFive, [0.1, 0.15, 0.9, 1], [0.05, 1]] {
      let design = try GroupSequentialDesign(family, information: information, alpha: 0.05, sides: sides)
      #expect(isClose(try #require(design.cumulativeAlpha.last), 0.05, relative: 1e-9))
      #expect(design.boundaries.allSatisfy { $0 > 0 })
    }
  }

  @Test("One look is the fixed test", arguments: families)
  func oneLook(family: BoundaryFamily) throws {
    let design = try GroupSequentialDesign(family, information: [1])
    #expect(isClose(design.boundaries[0], 1.959963984540054, relative: 1e-10))
    #expect(isClose(try design.inflationFactor(power: 0.9), 1, relative: 1e-8))
    #expect(isClose(try design.expectedInformation(drift: 2), 1))
  }

  @Test("The drift gives the power asked for", arguments: families)
  func drift(family: BoundaryFamily) throws {
    let design = try GroupSequentialDesign(family, information: Self.equalFive)
    for power in [0.1, 0.8, 0.99] {
      let drift = try design.drift(power: power)
      #expect(isClose(try design.crossing(drift: drift).upper.reduce(0, +), power, relative: 1e-10))
    }
    let up = try design.crossing(drift: 1.3)
    let down = try design.crossing(drift: -1.3)
    for (a, b) in zip(up.upper, down.lower) { #expect(isClose(a, b, relative: 1e-9, absolute: 1e-15)) }
    #expect(try design.expectedInformation(drift: 3) < design.expectedInformation(drift: 0))
  }

  @Test("Looks that come early, late or beyond the plan")
  func unplanned() throws {
    let short = try GroupSequentialDesign(.spending(.lanDeMetsPocock), information: [0.3, 0.6])
    #expect(try #require(short.cumulativeAlpha.last) < 0.05)
    let over = try GroupSequentialDesign(.spending(.lanDeMetsPocock), information: [0.5, 1, 1.2])
    #expect(over.boundaries[2] == .infinity, "nothing is left to spend")
    let tiny = try GroupSequentialDesign(.spending(.lanDeMetsOBrienFleming), information: [0.001, 0.5, 1])
    #expect(tiny.boundaries[0] > 30)
    #expect(isClose(try #require(tiny.cumulativeAlpha.last), 0.05, relative: 1e-9))
  }

  @Test("Spending functions rise from 0 to alpha")
  func spending() throws {
    let functions: [AlphaSpending] = [
      .lanDeMetsOBrienFleming, .lanDeMetsPocock, .kimDeMets(power: 3), .hwangShihDeCani(gamma: -4),
      .hwangShihDeCani(gamma: 3), .hwangShihDeCani(gamma: 0), .hwangShihDeCani(gamma: -1000),
    ]
    for function in functions {
      #expect(try function.spent(at: 0, alpha: 0.025) == 0)
      #expect(isClose(try function.spent(at: 1, alpha: 0.025), 0.025, relative: 1e-10))
      #expect(try function.spent(at: 1.5, alpha: 0.025) <= 0.025 * (1 + 1e-10))
      var previous = 0.0
      for t in stride(from: 0.1, through: 1, by: 0.1) {
        let spent = try function.spent(at: t, alpha: 0.025)
        #expect(spent >= previous)
        previous = spent
      }
    }
    #expect(throws: StatisticsError.self) { try AlphaSpending.kimDeMets(power: 0).spent(at: 0.5, alpha: 0.025) }
    #expect(throws: StatisticsError.self) { try AlphaSpending.lanDeMetsPocock.spent(at: -1, alpha: 0.025) }
  }

  @Test(
    "Families are read from their usual names",
    arguments: [
      ("Lan-DeMets O'Brien-Fleming spending 2-2Phi(z_{a/2}/sqrt t)", BoundaryFamily.spending(.lanDeMetsOBrienFleming)),
      ("lan-demets pocock", .spending(.lanDeMetsPocock)), ("Pocock", .pocock), ("O'Brien-Fleming", .oBrienFleming),
      ("obf", .oBrienFleming), ("Kim-DeMets power spending a t^2", .spending(.kimDeMets(power: 2))),
      ("Kim-DeMets power=1.5", .spending(.kimDeMets(power: 1.5))),
      ("Hwang-Shih-DeCani gamma=-4", .spending(.hwangShihDeCani(gamma: -4))),
      ("HSD gamma = 2.5", .spending(.hwangShihDeCani(gamma: 2.5))),
      ("Wang-Tsiatis delta=0.1", .wangTsiatis(delta: 0.1)),
    ])
  func names(text: String, family: BoundaryFamily) throws {
    #expect(try BoundaryFamily(named: text) == family)
  }

  @Test("Unknown families and impossible information are refused")
  func invalid() {
    #expect(throws: StatisticsError.self) { try BoundaryFamily(named: "bonferroni") }
    for information in [[], [0, 1], [0.5, 0.5], [0.6, 0.5], [0.5, .nan], [-1]] as [[Double]] {
      #expect(throws: StatisticsError.self) { try GroupSequentialDesign(.pocock, information: information) }
    }
    #expect(throws: StatisticsError.self) { try GroupSequentialDesign(.pocock, information: [1], sides: 3) }
    #expect(throws: StatisticsError.self) { try GroupSequentialDesign(.pocock, information: [1], alpha: 1) }
    #expect(throws: StatisticsError.self) {
      try GroupSequentialDesign(.pocock, information: [1]).drift(power: 0.01)
    }
  }

  @Test("Simulated designs keep their level and reach their power")
  func simulation() throws {
    let design = try GroupSequentialDesign(.spending(.lanDeMetsPocock), information: [0.3, 0.5, 0.75, 1])
    func stops(_ draw: inout Draw, drift: Double) -> Bool {
      var score = 0.0
      var before = 0.0
      for (time, bound) in zip(design.information, design.boundaries) {
        score += drift * (time - before) + (time - before).squareRoot() * draw.normal()
        before = time
        if abs(score) / time.squareRoot() >= bound { return true }
      }
      return false
    }
    let level = Draw.share(of: 10_000, seed: 51) { stops(&$0, drift: 0) }
    #expect(Band.fivePercentOf10000.contains(level), "\(level)")
    let drift = try design.drift(power: 0.95)
    let missed = 1 - Draw.share(of: 10_000, seed: 52) { stops(&$0, drift: drift) }
    #expect(Band.fivePercentOf10000.contains(missed), "\(missed)")
  }

  @Test("Peeking: the error that Armitage, McPherson and Rowe published")
  func peeking() throws {
    for (looks, published) in [(1, 0.05), (2, 0.083), (5, 0.142), (10, 0.193), (50, 0.320)] {
      #expect(abs(try Peeking.typeOneError(looks: looks) - published) < 6e-4)
    }
    let simulated = Draw.share(of: 5000, seed: 53) { draw in
      var sum = 0.0
      for look in 1...5 {
        sum += draw.normal()
        if abs(sum) / Double(look).squareRoot() > 1.959964 { return true }
      }
      return false
    }
    #expect(abs(simulated - 0.1417) < 3.5 * (0.1417 * 0.8583 / 5000).squareRoot())
    #expect(throws: StatisticsError.self) { try Peeking.typeOneError(looks: 0) }
  }

  @Test("Conditional power: bounds, averages and the limit at the end")
  func conditional() throws {
    let look = try ConditionalPower(z: 1.5, information: 0.5)
    #expect(look.underNull < look.predictive && look.predictive < look.underTrend)
    // Predictive power is conditional power averaged over the posterior N(z / sqrt t, 1 / t) of the drift.
    let rule = (0..<4000).map { -8 + 16 * (Double($0) + 0.5) / 4000 }
    let average = rule.reduce(0) { sum, x in
      sum + look.power(drift: 1.5 / 0.5.squareRoot() + x / 0.5.squareRoot()) * Normal.density(x) * 16 / 4000
    }
    #expect(isClose(look.predictive, average, relative: 1e-6))
    #expect(try ConditionalPower(z: 3, information: 0.999).underNull > 0.99)
    #expect(try ConditionalPower(z: 1, information: 0.999).underTrend < 0.01)
    #expect(throws: StatisticsError.self) { try ConditionalPower(z: 1, information: 1) }
  }
}

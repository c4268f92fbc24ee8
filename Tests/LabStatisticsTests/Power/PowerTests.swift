import Foundation
import LabStatistics
import Testing

@Suite("Power and sample size")
struct PowerTests {
  static let plans: [MeansPower] = [
    try? MeansPower(), try? MeansPower(ratio: 0.25, alpha: 0.01), try? MeansPower(ratio: 3, alternative: .greater),
    try? MeansPower(alternative: .less), try? MeansPower(ratio: 0.5, degreesOfFreedom: .welch),
  ].compactMap(\.self)

  @Test("The size found has the power asked for, and its effect is detected", arguments: plans, [0.05, 0.8, 3])
  func inversion(plan: MeansPower, size: Double) throws {
    let effect = plan.alternative == .less ? -size : size
    for power in [0.5, 0.8, 0.99] {
      let n = try plan.controlSize(effect: effect, power: power)
      // Below the smallest arms for which a t test exists the power is already higher.
      if n > 2.1 { #expect(isClose(try plan.power(effect: effect, controlSize: n), power, relative: 1e-9)) }
      if n > 2.1 {
        #expect(isClose(try plan.detectableEffect(controlSize: n, power: power), effect, relative: 1e-9))
      }
      let z = try plan.normalControlSize(effect: effect, power: power)
      #expect(isClose(try plan.normalPower(effect: effect, controlSize: z), power, relative: 1e-9))
      #expect(n >= z * (1 - 1e-9), "an unknown variance costs users")
    }
  }

  @Test("Published: Cohen's d = .2 needs 393.41 users per arm")
  func cohen() throws {
    #expect(abs(try MeansPower().controlSize(effect: 0.2, power: 0.8) - 393.41) < 0.005)
  }

  @Test("Unequal arms that other packages cannot solve", arguments: [0.05, 0.5, 2, 20])
  func unequalArms(ratio: Double) throws {
    let plan = try MeansPower(ratio: ratio, degreesOfFreedom: .welch)
    for effect in [0.01, 0.5, 5] {
      let n = try plan.controlSize(effect: effect, power: 0.8)
      #expect(n * min(1, ratio) > 1)
      #expect(try plan.power(effect: effect, controlSize: n) >= 0.8 - 1e-9)
    }
  }

  @Test("Power grows with size and effect, and is the level without effect")
  func monotone() throws {
    let plan = try MeansPower()
    #expect(isClose(try plan.power(effect: 0, controlSize: 30), 0.05, relative: 1e-9))
    var previous = 0.0
    for n in [5.0, 20, 100, 1000, 100_000, 1e8] {
      let power = try plan.power(effect: 0.1, controlSize: n)
      // Near 1 the quadrature's own error of 1e-13 shows.
      #expect(power >= previous - 1e-12 && power <= 1)
      previous = power
    }
  }

  @Test("Impossible requests name their argument")
  func impossible() throws {
    let plan = try MeansPower(alternative: .greater)
    #expect(throws: StatisticsError.invalidArgument(name: "effect", reason: "points away from the alternative")) {
      try plan.controlSize(effect: -0.2, power: 0.8)
    }
    #expect(throws: StatisticsError.self) { try MeansPower().controlSize(effect: 0, power: 0.8) }
    #expect(throws: StatisticsError.self) { try MeansPower().controlSize(effect: 0.2, power: 0.05) }
    #expect(throws: StatisticsError.self) { try MeansPower().controlSize(effect: 1e-9, power: 0.8) }
    #expect(throws: StatisticsError.self) { try MeansPower().power(effect: 0.2, controlSize: 0.5) }
    #expect(throws: StatisticsError.self) { try MeansPower(ratio: 0) }
    #expect(throws: StatisticsError.self) { try ProportionsPower(control: 0, treatment: 0.1) }
    #expect(throws: StatisticsError.self) { try ProportionsPower(control: 0.1, treatment: 0.1).pooledSize(power: 0.8) }
  }

  @Test("Sizes of proportions invert the power of their own formula", arguments: [0.5, 1, 4], [1, 2])
  func proportions(ratio: Double, sides: Int) throws {
    for (control, treatment) in [(0.05, 0.06), (0.3, 0.2), (0.5, 0.9)] {
      let plan = try ProportionsPower(control: control, treatment: treatment, sides: sides)
      let pooled = try plan.pooledSize(power: 0.8, ratio: ratio)
      // The closed forms leave out the far tail of a two-sided test, less than a thousandth here.
      #expect(abs(try plan.pooledPower(controlSize: pooled, treatmentSize: pooled * ratio) - 0.8) < 1e-3)
      let unpooled = try plan.unpooledSize(power: 0.8, ratio: ratio)
      #expect(abs(try plan.unpooledPower(controlSize: unpooled, treatmentSize: unpooled * ratio) - 0.8) < 1e-3)
      let arcsine = try plan.arcsineSize(power: 0.8, ratio: ratio)
      #expect(isClose(try plan.arcsinePower(controlSize: arcsine, treatmentSize: arcsine * ratio), 0.8, relative: 1e-9))
      #expect(try plan.correctedSize(power: 0.8, ratio: ratio) > pooled)
      let found = try ProportionsPower.detectableProportion(
        control: control, controlSize: pooled, power: 0.8, sides: sides, ratio: ratio, upwards: treatment > control)
      #expect(isClose(found, treatment, relative: 1e-9))
    }
  }

  @Test("Exact power is the enumeration of all outcomes; without effect it is the true level")
  func exactPower() throws {
    // Table of exact levels: pooled z at 100 + 100 users and 2 % rejects .03972, at 1000 + 1000 .05 v .06 .16518.
    #expect(
      abs(
        try ProportionsPower(control: 0.02, treatment: 0.02).exactPower(controlSize: 100, treatmentSize: 100) - 0.03972)
        < 5e-6)
    #expect(
      abs(
        try ProportionsPower(control: 0.05, treatment: 0.06).exactPower(controlSize: 1000, treatmentSize: 1000)
          - 0.16518) < 5e-6)
    #expect(
      abs(
        try ProportionsPower(control: 0.05, treatment: 0.05).exactPower(controlSize: 60, treatmentSize: 900) - 0.03921)
        < 5e-6)
    let plan = try ProportionsPower(control: 0.3, treatment: 0.45, alpha: 0.1)
    var brute = 0.0
    for x in 0...12 {
      for y in 0...9 {
        let pooled = Double(x + y) / 21
        let spread = pooled * (1 - pooled) * (1 / 12.0 + 1 / 9.0)
        guard spread > 0, abs(Double(y) / 9 - Double(x) / 12) / spread.squareRoot() > 1.6448536 else { continue }
        brute += try Binomial(trials: 12, chance: 0.3).probability(x) * Binomial(trials: 9, chance: 0.45).probability(y)
      }
    }
    #expect(isClose(try plan.exactPower(controlSize: 12, treatmentSize: 9), brute, relative: 1e-12))
  }

  @Test("Type S and M errors by quadrature, and their limits")
  func signMagnitude() throws {
    let errors = try SignMagnitudeErrors(trueEffect: 0.5, standardError: 1)
    var wrong = 0.0
    var total = 0.0
    var size = 0.0
    let steps = 200_000
    for step in 0..<steps {
      let x = -10 + 20 * (Double(step) + 0.5) / Double(steps)
      guard abs(x) > 1.959963984540054 else { continue }
      let mass = Normal.density(x - 0.5) * 20 / Double(steps)
      total += mass
      if x < 0 { wrong += mass }
      size += abs(x) * mass
    }
    #expect(isClose(errors.power, total, relative: 1e-4))
    #expect(isClose(try #require(errors.typeS), wrong / total, relative: 1e-4))
    #expect(isClose(try #require(errors.exaggeration), size / total / 0.5, relative: 1e-4))
    let none = try SignMagnitudeErrors(trueEffect: 0, standardError: 1)
    #expect(none.typeS == nil && none.exaggeration == nil && isClose(none.power, 0.05))
    let certain = try SignMagnitudeErrors(trueEffect: 100, standardError: 1)
    #expect(isClose(try #require(certain.exaggeration), 1) && certain.typeS == 0)
    let mirrored = try SignMagnitudeErrors(trueEffect: -0.5, standardError: 1)
    #expect(mirrored == errors, "the sign of the effect does not matter")
  }

  @Test("Equivalence holds exactly when the 1 - 2 alpha interval lies inside the margins")
  func equivalence() throws {
    let control = UnitSummary(count: 40, mean: 10, variance: 4)
    for mean in [9.0, 9.6, 10.1, 10.5, 11.2] {
      for variances in EquivalenceTest.Variances.allCases {
        let treatment = UnitSummary(count: 35, mean: mean, variance: 3)
        let test = try EquivalenceTest(control: control, treatment: treatment, low: -1, high: 1, variances: variances)
        let reach =
          try StudentT(degreesOfFreedom: test.degreesOfFreedom).upperQuantile(0.05) * test.standardError
        let inside = test.difference - reach > -1 && test.difference + reach < 1
        #expect((test.pValue < 0.05) == inside)
      }
    }
    let rate = try Draw.share(of: 2000, seed: 61) { draw in
      // The true difference lies on the margin: equivalence is declared with chance alpha at most.
      let a = Moments(draw.normals(60)).summary
      let b = Moments(draw.normals(60, mean: 1)).summary
      return try EquivalenceTest(control: a, treatment: b, low: -1, high: 1).pValue <= 0.05
    }
    #expect(Band.fivePercentOf2000.contains(rate), "\(rate)")
    let flat = UnitSummary(count: 5, mean: 1, variance: 0)
    #expect(throws: StatisticsError.undefined(quantity: "t", status: .zeroVariance)) {
      try EquivalenceTest(control: flat, treatment: flat, low: -1, high: 1)
    }
    #expect(throws: StatisticsError.self) {
      try EquivalenceTest(control: control, treatment: control, low: 1, high: -1)
    }
  }

  @Test("Rules of thumb are near the formulas that they shorten")
  func rules() throws {
    let rule = try SampleSizeRules.sixteen(standardDeviation: 10, difference: 1)
    #expect(abs(rule / (try MeansPower().normalControlSize(effect: 0.1, power: 0.8)) - 1) < 0.03)
    #expect(throws: StatisticsError.self) { try SampleSizeRules.sixteen(standardDeviation: 1, difference: 0) }
  }
}

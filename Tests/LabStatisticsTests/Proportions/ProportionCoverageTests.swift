import Foundation
import LabStatistics
import Testing

/// Exact coverage by enumeration over both arms' counts, no simulation.
@Suite("Exact coverage of proportions")
struct ProportionCoverageTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let control: (n: Int, p: Double)
    let treatment: (n: Int, p: Double)
    let wald: Double
    let newcombe: Double
    let agrestiCaffo: Double
    let rejects: Double

    var testDescription: String { "\(control) against \(treatment)" }
  }

  /// Computed with exact binomial sums in another language before this package existed; five digits.
  static let examples = [
    Example(
      control: (100, 0.02), treatment: (100, 0.02), wald: 0.95987, newcombe: 0.98421, agrestiCaffo: 0.99359,
      rejects: 0.03972),
    Example(
      control: (200, 0.02), treatment: (200, 0.02), wald: 0.95526, newcombe: 0.96415, agrestiCaffo: 0.97843,
      rejects: 0.04474),
    Example(
      control: (500, 0.02), treatment: (500, 0.02), wald: 0.95033, newcombe: 0.95965, agrestiCaffo: 0.96047,
      rejects: 0.04967),
    Example(
      control: (1000, 0.05), treatment: (1000, 0.06), wald: 0.94978, newcombe: 0.95077, agrestiCaffo: 0.95150,
      rejects: 0.16518),
    Example(
      control: (60, 0.05), treatment: (900, 0.05), wald: 0.89062, newcombe: 0.96165, agrestiCaffo: 0.96355,
      rejects: .nan),
  ]

  /// Sums over all pairs of counts that can matter (probability above 1e-13).
  static func sum(
    _ example: Example, _ term: (SuccessCount, SuccessCount) throws -> Bool
  ) throws -> Double {
    let arms = try [example.control, example.treatment].map { arm in
      let binomial = try Binomial(trials: arm.n, chance: arm.p)
      return try (0...arm.n).map { (try SuccessCount(successes: $0, trials: arm.n), binomial.probability($0)) }
        .filter { $0.1 > 1e-13 }
    }
    var total = 0.0
    for (control, p0) in arms[0] {
      for (treatment, p1) in arms[1] where try term(control, treatment) { total += p0 * p1 }
    }
    return total
  }

  @Test("Intervals cover exactly as often as tabulated", arguments: examples)
  func intervals(example: Example) throws {
    let truth = example.treatment.p - example.control.p
    for (kind, expected) in [
      (DifferenceInterval.wald, example.wald), (.newcombe, example.newcombe), (.agrestiCaffo, example.agrestiCaffo),
    ] {
      let coverage = try Self.sum(example) {
        try kind.interval(control: $0, treatment: $1).contains(truth)
      }
      #expect(abs(coverage - expected) < 6e-6, "\(kind): \(coverage)")
    }
  }

  @Test("The pooled z test rejects exactly as often as tabulated", arguments: examples.filter { $0.rejects.isFinite })
  func rejections(example: Example) throws {
    let rate = try Self.sum(example) {
      (try ProportionTest.pooled.compare(control: $0, treatment: $1).pTwoSided ?? 1) < 0.05
    }
    #expect(abs(rate - example.rejects) < 6e-6, "\(rate)")
  }

  @Test("Fisher, Boschloo and Barnard never reject too often", arguments: [0.02, 0.3, 0.5])
  func exactTestsHoldTheirLevel(p: Double) throws {
    let example = Example(
      control: (16, p), treatment: (13, p), wald: 0, newcombe: 0, agrestiCaffo: 0, rejects: 0)
    let fisher = try Self.sum(example) { try FisherExactTest(control: $0, treatment: $1).pTwoSided <= 0.05 }
    let barnard = try Self.sum(example) { try UnconditionalExactTest(control: $0, treatment: $1).barnard() <= 0.05 }
    let boschloo = try Self.sum(example) { try UnconditionalExactTest(control: $0, treatment: $1).boschloo() <= 0.05 }
    #expect(fisher <= 0.05 && barnard <= 0.05 && boschloo <= 0.05)
    #expect(fisher <= boschloo + 1e-12, "Boschloo is uniformly more powerful than Fisher, doubled or not, here")
  }

  @Test("Clopper-Pearson never covers too little; Wilson covers about its level on average")
  func oneProportion() throws {
    let n = 30
    var wilsonTotal = 0.0
    for step in 1..<100 {
      let p = Double(step) / 100
      let binomial = try Binomial(trials: n, chance: p)
      var (exact, wilson) = (0.0, 0.0)
      for x in 0...n {
        let count = try SuccessCount(successes: x, trials: n)
        if try ProportionInterval.clopperPearson.interval(count).contains(p) { exact += binomial.probability(x) }
        if try ProportionInterval.wilson.interval(count).contains(p) { wilson += binomial.probability(x) }
      }
      #expect(exact >= 0.95 - 1e-12)
      wilsonTotal += wilson
    }
    #expect(abs(wilsonTotal / 99 - 0.95) < 0.01)
  }
}

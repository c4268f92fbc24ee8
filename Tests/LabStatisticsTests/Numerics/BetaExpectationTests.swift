import Foundation
import LabStatistics
import Testing

/// Expectations over a beta variable against moments in closed form.
@Suite struct BetaExpectationTests {
  @Test(arguments: [(2.0, 3.0), (1e-4, 0.3), (0.02, 40), (1e4, 1e4), (5, 2e5), (1e-3, 1e-3)], [1, 3, 800])
  func momentsAreProductsOfRatios(_ shapes: (Double, Double), _ power: Int) throws {
    let (a, b) = shapes
    let got = try BetaExpectation.logMean(a: a, b: b) { x, _ in Double(power) * log(x) }
    let expected = (0..<power).reduce(0) { $0 + log((a + Double($1)) / (a + b + Double($1))) }
    // The reference itself rounds each of its terms.
    let slack = Double(power) * .ulpOfOne * (1 + abs(expected))
    #expect(abs(got.logarithm - expected) <= got.relativeError + slack, "\(got) \(expected)")
    #expect(got.relativeError < 3e-11)
  }

  @Test func shapesMustBePositive() {
    #expect(throws: StatisticsError.self) { try BetaExpectation.logMean(a: 0, b: 1) { _, _ in 0 } }
    #expect(throws: StatisticsError.self) { try BetaExpectation.logMean(a: 1, b: .nan) { _, _ in 0 } }
    #expect(throws: StatisticsError.self) { try BetaExpectation.logMean(a: 1, b: 2) { _, _ in .nan } }
  }
}

import Foundation
import Primitives
import Testing

/// The elementary functions against the C library, whose own error is below one unit in the last place.
@Suite struct ElementaryTests {
  /// Distance in units of the last place of the expected value.
  static func ulps(_ value: Double, _ expected: Double) -> Double {
    if value == expected || value.isNaN && expected.isNaN { return 0 }
    return abs(value - expected) / expected.ulp
  }

  /// Pseudo-random points, dense near zero and wide.
  static func points(_ range: ClosedRange<Double>) -> [Double] {
    let draws = Draws(run: RunKey(seed: 1), user: 0)
    var sequence = DrawSequence(draws, .resampling)
    return (0..<40_000).map { k in
      let u = sequence.next()
      let x = range.lowerBound + (range.upperBound - range.lowerBound) * u
      return k % 2 == 0 ? x : x * pow(2, -60 * sequence.next())
    }
  }

  @Test func exponential() {
    let worst = Self.points(-708...709).map { Self.ulps(Elementary.exp($0), exp($0)) }.max() ?? .infinity
    #expect(worst <= 1)
  }

  @Test(arguments: [
    0, -0.0, 1, -1, 709.782712893384, 709.79, 1e308, .infinity, -745.13, -745.2, -1e308, -.infinity, .nan, 5e-324,
  ])
  func exponentialAtTheEdges(_ x: Double) {
    #expect(Self.ulps(Elementary.exp(x), exp(x)) <= 1 || abs(x + 745.13) < 1e-9)
    #expect(Elementary.exp(x).isNaN == x.isNaN)
  }

  @Test func exponentialOfDenormalResults() {
    for x in stride(from: -744.4, through: -708.0, by: 0.37) {
      #expect(abs(Elementary.exp(x) - exp(x)) <= .leastNonzeroMagnitude)
    }
  }

  @Test func logarithm() {
    let worst = Self.points(1e-300...1e300).map { Self.ulps(Elementary.log($0), log($0)) }.max() ?? .infinity
    #expect(worst <= 1)
    let near = Self.points(-0.5...1).map { Self.ulps(Elementary.log(1 + $0), log(1 + $0)) }.max() ?? .infinity
    #expect(near <= 1)
  }

  @Test(arguments: [
    5e-324, 1e-310, .leastNormalMagnitude, .greatestFiniteMagnitude, 1, 0, -0.0, -1, .infinity, .nan,
    1 - 0x1p-53, 1 + 0x1p-52, 1.4142135623730951, 1.414213562373095,
  ])
  func logarithmAtTheEdges(_ x: Double) {
    #expect(Self.ulps(Elementary.log(x), log(x)) <= 1)
  }

  @Test func logarithmOfOnePlus() {
    let worst = Self.points(-0.999_999...1e6).map { Self.ulps(Elementary.log1p($0), log1p($0)) }.max() ?? .infinity
    #expect(worst <= 3)
    let small = Self.points(-1e-3...1e-3).map { Self.ulps(Elementary.log1p($0), log1p($0)) }.max() ?? .infinity
    #expect(small <= 3)
    #expect(Elementary.log1p(-1) == -.infinity)
  }

  @Test func exponentialMinusOne() {
    let worst = Self.points(-40...40).map { Self.ulps(Elementary.expm1($0), expm1($0)) }.max() ?? .infinity
    #expect(worst <= 3)
    let small = Self.points(-1e-3...1e-3).map { Self.ulps(Elementary.expm1($0), expm1($0)) }.max() ?? .infinity
    #expect(small <= 3)
    #expect(Elementary.expm1(-800) == -1)
    #expect(Elementary.expm1(800) == .infinity)
  }

  @Test(arguments: [0.01, 0.485, 1, 2, 10, 70])
  func power(_ a: Double) {
    for x in Self.points(1e-3...1e3).prefix(5_000) {
      // The error of the logarithm is magnified by the size of the exponent.
      let allowed = 2 + 2 * abs(a * log(x))
      #expect(Self.ulps(Elementary.pow(x, a), pow(x, a)) <= allowed)
    }
  }

  @Test func twoToThePower() {
    #expect(Elementary.exp2(0) == 1)
    #expect(Self.ulps(Elementary.exp2(-1.0 / 7), exp2(-1.0 / 7)) <= 1)
  }

  @Test(arguments: [-800, -40, -3.06, 0, 2.5, 40, 800])
  func logisticIsSymmetricAndInvertsLogit(_ x: Double) {
    #expect(abs(Elementary.logistic(x) + Elementary.logistic(-x) - 1) < 1e-15)
    if abs(x) < 10 { #expect(abs(Elementary.logit(Elementary.logistic(x)) - x) < 1e-12) }
  }
}

import Foundation
import LabStatistics
import Testing

/// The Gauss hypergeometric function against 302 values computed with mpmath at 60 to 280 digits
/// (`Fixtures/hypergeometric.json`: the logarithm of the value's size, and its sign). 272 of them were computed twice, by
/// `hyp2f1` and by the plain series or the Euler integral; where the two differed (one value), the latter is kept.
@Suite struct HypergeometricTests {
  struct Case: Decodable, Sendable {
    let kind: String
    let a: Double
    let b: Double
    let c: Double
    let z: Double
    let log: Double
    let sign: Double
  }

  static func cases() throws -> [Case] {
    let url = try #require(
      Bundle.module.url(forResource: "hypergeometric", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
  }

  /// Oscillating values far below the size of their terms, at z < -1 with c below a and b.
  static func isLost(_ item: Case) -> Bool {
    item.kind == "negative z" && item.z <= -10 && item.c < min(item.a, item.b)
  }

  @Test func everyValueIsWithinItsErrorEstimate() throws {
    let cases = try Self.cases()
    #expect(cases.count == 302)
    for item in cases {
      guard let got = try? GaussHypergeometric(item.a, item.b, item.c, at: item.z) else {
        #expect(Self.isLost(item), "refused: \(item)")
        continue
      }
      let error = abs(expm1(got.logMagnitude - item.log))
      #expect(error <= got.relativeError && got.sign == item.sign, "\(item): \(got), error \(error)")
    }
  }

  /// What the models ask for is accurate to 2e-13; parameters of 1e4 make values up to e^290117, whose logarithm has an
  /// ulp of 6e-11.
  @Test func relativeAccuracyByKind() throws {
    let limits = [
      "bgnbd": 2e-13, "paretonbd": 2e-13, "positive": 2e-13, "integer": 2e-14, "one": 2e-14,
      "negative parameter": 2e-14,
    ]
    for item in try Self.cases() {
      guard let got = try? GaussHypergeometric(item.a, item.b, item.c, at: item.z) else { continue }
      // Negative arguments with c below a and b lose up to two digits to cancellation.
      let limit = limits[item.kind] ?? (item.kind == "large" ? 1e-12 + .ulpOfOne * item.log : 1e-11)
      #expect(abs(expm1(got.logMagnitude - item.log)) <= limit, "\(item): \(got)")
      if limits[item.kind] != nil { #expect(got.relativeError <= 1e-12, "\(item): \(got)") }
    }
  }

  @Test func closedFormsOfElementaryFunctions() throws {
    let z = 0.3
    #expect(isNear(try GaussHypergeometric(1, 1, 2, at: z).value, -log1p(-z) / z))
    #expect(isNear(try GaussHypergeometric(2.5, 0.75, 0.75, at: z).value, pow(1 - z, -2.5)))
    #expect(isNear(try GaussHypergeometric(0.5, 1, 1.5, at: -z * z).value, atan(z) / z))
    #expect(isNear(try GaussHypergeometric(-2, 3, 0.5, at: z).value, 1 - 12 * z + 16 * z * z))
    #expect(try GaussHypergeometric(0, 3, 0.5, at: z).value == 1)
    #expect(try GaussHypergeometric(3, 2, 1.5, at: 0).value == 1)
  }

  @Test func complementKeepsDigitsThatOneMinusZLoses() throws {
    // (1 - z)^-2 with 1 - z = 1e-20, which z = 1 as a number cannot say.
    let value = try GaussHypergeometric(2, 3, 3, at: 1, complement: 1e-20)
    #expect(isNear(value.logMagnitude, 40 * log(10)))
  }

  @Test(arguments: [
    (1.0, 1.0, 1.0, 1.0), (1, 1, 2, 1.5), (1, 1, 0, 0.5), (1, 1, -3, 0.5), (-4, 1, -3, 0.5), (.nan, 1, 2, 0.5),
    (1, .infinity, 2, 0.5), (1, 1, 2, -.infinity),
  ])
  func outsideTheDomainIsAnInvalidArgument(_ a: Double, _ b: Double, _ c: Double, _ z: Double) {
    let error = #expect(throws: StatisticsError.self) { try GaussHypergeometric(a, b, c, at: z) }
    guard case .invalidArgument = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func lostDigitsAreAFailureAndNotANumber() {
    let error = #expect(throws: StatisticsError.self) {
      try GaussHypergeometric(3.36332, 21.4414, 0.127388, at: -1e6)
    }
    guard case .numericalFailure = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  private func isNear(_ got: Double, _ expected: Double) -> Bool { abs(got / expected - 1) < 2e-15 * 10 }
}

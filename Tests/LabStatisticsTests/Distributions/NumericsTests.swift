import Foundation
import LabStatistics
import Testing

@Suite("Numerics")
struct NumericsTests {
  struct Deliberate: Error, Equatable {}

  @Test("Roots are found to the last digit and only between opposite signs")
  func roots() throws {
    #expect(isClose(try RootFinding.brent("x", low: 1, high: 2) { $0 * $0 - 2 }, 2.0.squareRoot(), relative: 1e-14))
    #expect(try RootFinding.brent("x", low: 0, high: 2) { $0 } == 0)
    #expect(throws: StatisticsError.notBracketed(quantity: "x", low: 2, high: 3)) {
      try RootFinding.brent("x", low: 2, high: 3) { $0 * $0 - 2 }
    }
    #expect(
      isClose(try RootFinding.solve("x", start: 1, step: 1, limit: 1e9) { $0 - 12345.678 }, 12345.678, relative: 1e-13))
    #expect(throws: StatisticsError.self) { try RootFinding.solve("x", start: 1, step: 1, limit: 50) { _ in 1 } }
  }

  @Test("An error inside a closure crosses the C boundary unchanged")
  func errorsCross() {
    #expect(throws: Deliberate()) { try Quadrature.adaptive(from: 0, to: 1) { _ in throw Deliberate() } }
    #expect(throws: Deliberate()) {
      try RootFinding.brent("x", low: 0, high: 1) {
        if $0 > 0 && $0 < 1 { throw Deliberate() } else { $0 - 0.5 - 1e-3 }
      }
    }
    #expect(throws: Deliberate()) { try Minimization.minimum(from: 0, to: 1) { _ in throw Deliberate() } }
  }

  @Test("Integrals: adaptive, split at a spike, fixed, and nested")
  func integrals() throws {
    #expect(isClose(try Quadrature.adaptive(from: 0, to: 1) { $0 * $0 }, 1.0 / 3))
    let spike = try Quadrature.adaptive(from: -1000, to: 1000, breakpoints: [-0.1, 0, 0.1]) {
      Normal.density($0 * 1000) * 1000
    }
    #expect(isClose(spike, 1, relative: 1e-11))
    #expect(isClose(GaussLegendreRule.n32.integrate(from: 0, to: 2) { exp($0) }, exp(2) - 1, relative: 1e-14))
    #expect(isClose(GaussLegendreRule.n200.weights.reduce(0, +), 2, relative: 1e-14))
    let nested = try Quadrature.adaptive(from: 0, to: 1) { x in try Quadrature.adaptive(from: 0, to: x) { x * $0 } }
    #expect(isClose(nested, 0.125))
    #expect(throws: StatisticsError.self) { try Quadrature.adaptive(from: 0, to: .infinity) { $0 } }
  }

  @Test("The lowest of several minima is found")
  func minima() throws {
    let best = try Minimization.minimum(from: 0, to: 10) { sin(3 * $0) + 0.05 * $0 }
    #expect(isClose(best.at, (1.5 * Double.pi - asin(0)) / 3 + 0, relative: 0.6))
    #expect(best.at > 1.4 && best.at < 1.7)
    let edge = try Minimization.minimum(from: 2, to: 3) { $0 }
    #expect(edge.at == 2 && edge.value == 2)
  }

  @Test("Logarithms of sums")
  func logSums() {
    #expect(Logarithms.logSumExp([]) == -.infinity)
    #expect(isClose(Logarithms.logSumExp([-1000, -1000]), -1000 + log(2.0)))
    #expect(isClose(Logarithms.logOneMinusExp(-1e-20), log(1e-20)))
    #expect(Logarithms.logOneMinusExp(0) == -.infinity)
  }
}

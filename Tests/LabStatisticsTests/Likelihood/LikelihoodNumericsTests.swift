import Foundation
import LabStatistics
import Testing

@Suite struct LikelihoodNumericsTests {
  @Test(arguments: [1e-8, 0.3, 1, 4.7, 250, 1e7, 1e14], [0.0, 1, 2, 7, 31, 32, 33, 60, 365, 0.4, 12.6])
  func risingFactorials(a: Double, n: Double) {
    // The recurrence (a)_(n+1) = (a)_n (a + n) ties every length to the next.
    let step = RisingFactorial.log(a, n + 1) - RisingFactorial.log(a, n)
    #expect(abs(step - log(a + n)) < 1e-12 * max(1, abs(RisingFactorial.log(a, n + 1))))
    let slopes = RisingFactorial.slope(a, n + 1) - RisingFactorial.slope(a, n)
    #expect(abs(slopes - 1 / (a + n)) < 1e-12 * max(RisingFactorial.slope(a, n + 1), 1e-3 * n / a))
    if a < 1e5 {
      let exact = lgamma(a + n) - lgamma(a)
      #expect(abs(RisingFactorial.log(a, n) - exact) < 1e-10 * max(1, abs(exact)))
      let slope = Differences.gradient(at: [a], steps: [1e-3 * a]) { RisingFactorial.log($0[0], n) }[0]
      #expect(abs(RisingFactorial.slope(a, n) - slope) < 1e-8 * max(1, abs(slope)))
    }
  }

  @Test func aLargeFirstFactorLosesNothing() {
    // ln (a)_n for a = 1e15 is n ln a; a difference of log-gammas is wrong in the first digit after the point.
    #expect(abs(RisingFactorial.log(1e15, 50) - 50 * log(1e15)) < 1e-9)
    #expect(RisingFactorial.log(-1, 2).isNaN && RisingFactorial.log(1, .nan).isNaN)
  }

  @Test func eigenvaluesAndInverse() throws {
    let matrix = [[4.0, 1, 0.5], [1, 3, -0.2], [0.5, -0.2, 1]]
    let eigen = try SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted())
    let again = eigen.rebuilt { $0 }
    let inverse = eigen.rebuilt { 1 / $0 }
    for i in 0..<3 {
      for j in 0..<3 {
        #expect(abs(again[i][j] - matrix[i][j]) < 1e-13)
        let product = (0..<3).reduce(0) { $0 + matrix[i][$1] * inverse[$1][j] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-13)
      }
    }
    #expect(throws: StatisticsError.self) { try SymmetricEigen([[.nan]]) }
  }

  @Test func differencesAreOfTheFourthOrder() {
    let gradient = Differences.gradient(at: [0.3, 2], steps: [1e-3, 1e-3]) { sin($0[0]) * exp($0[1]) }
    #expect(abs(gradient[0] - cos(0.3) * exp(2)) < 1e-10)
    #expect(abs(gradient[1] - sin(0.3) * exp(2)) < 1e-10)
  }

  @Test func searchesFindRosenbrocksValley() throws {
    let value: @Sendable ([Double]) -> Double = { x in
      100 * pow(x[1] - x[0] * x[0], 2) + pow(1 - x[0], 2)
    }
    let gradient: @Sendable ([Double]) -> [Double] = { x in
      let bend = x[1] - x[0] * x[0]
      return [-400 * x[0] * bend - 2 * (1 - x[0]), 200 * bend]
    }
    let fast = try VectorMinimization.quasiNewton((value, gradient), start: [-1.2, 1], gradientTolerance: 1e-8)
    #expect(abs(fast.at[0] - 1) < 1e-6 && abs(fast.at[1] - 1) < 1e-6)
    let slow = try VectorMinimization.simplex(value, start: [-1.2, 1])
    #expect(abs(slow.at[0] - 1) < 1e-4 && abs(slow.at[1] - 1) < 1e-4)
    // Where the function does not exist the search turns back.
    let walled = try VectorMinimization.quasiNewton(
      ({ x in x[0] > 0 ? x[0] - log(x[0]) : .nan }, { x in [1 - 1 / x[0]] }), start: [8], step: 20,
      gradientTolerance: 1e-9)
    #expect(abs(walled.at[0] - 1) < 1e-6)
  }
}

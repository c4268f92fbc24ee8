import Behavior
import LabStatistics
import Testing

/// Every analytic gradient against `gsl_deriv_central`.
@Suite struct GradientTests {
  static let histories = [
    (0, 0, 1), (0, 0, 7), (1, 1, 1), (1, 1, 7), (3, 5, 7), (7, 7, 7), (2, 9, 90), (40, 61, 120), (1, 80, 80),
  ].map { OpportunityHistory(active: $0, last: $1, opportunities: $2) }

  @Test(arguments: [[1.2, 0.75, 0.66, 2.8], [0.05, 3, 0.4, 0.1], [30, 50, 8, 120], [1e5, 2e5, 0.5, 4]])
  func bgbb(_ values: [Double]) throws {
    let error = try #require(try GradientCheck.largestError(of: BGBB(values), observations: Self.histories))
    #expect(error < 1e-6)
  }

  static let lifetimes =
    [1, 2, 5, 40, 200].map { Lifetime(lostIn: $0) } + [0, 1, 12, 300].map { Lifetime(stillThereAfter: $0) }

  @Test(arguments: [[0.7, 1.2], [0.05, 4], [20, 300]])
  func sbg(_ values: [Double]) throws {
    #expect(try #require(try GradientCheck.largestError(of: SBG(values), observations: Self.lifetimes)) < 1e-6)
  }

  @Test(arguments: [[0.26, 1.7, 1.6], [1.5, 3, 0.4], [20, 300, 1]])
  func bdw(_ values: [Double]) throws {
    #expect(try #require(try GradientCheck.largestError(of: BdW(values), observations: Self.lifetimes)) < 1e-6)
  }

  static let returns = [1, 2, 7, 30, 365].flatMap {
    [DayReturn(day: $0, returned: true), DayReturn(day: $0, returned: false)]
  }

  @Test func curves() throws {
    #expect(
      try #require(try GradientCheck.largestError(of: PowerCurve([0.6, 0.4]), observations: Self.returns)) < 1e-6)
    let shifted = ShiftedPowerCurve([0.7, 0.7, 2.7])
    #expect(try #require(try GradientCheck.largestError(of: shifted, observations: Self.returns)) < 1e-6)
    let weibull = WeibullCurve([1.1, 2.8, 0.35])
    #expect(try #require(try GradientCheck.largestError(of: weibull, observations: Self.returns)) < 1e-6)
    let qsbg = QSBGCurve([0.69, 0.7, 2.9])
    #expect(try #require(try GradientCheck.largestError(of: qsbg, observations: Self.returns)) < 1e-6)
    let exponential = ExponentialCurve([0.5, 16])
    #expect(try #require(try GradientCheck.largestError(of: exponential, observations: Self.returns)) < 1e-6)
  }
}

import Behavior
import LabStatistics
import Testing

/// Data without an answer: each has its own error, never an estimate.
@Suite struct FitFailureTests {
  static func bgbb(_ rows: [(active: Int, last: Int, opportunities: Int, users: Double)]) throws -> Fit<BGBB> {
    try MaximumLikelihood.fit(
      BGBB.self,
      to: rows.map {
        Weighted(
          OpportunityHistory(active: $0.active, last: $0.last, opportunities: $0.opportunities), weight: $0.users)
      })
  }

  /// The error of a fit that must fail.
  static func error(at location: SourceLocation = #_sourceLocation, _ fit: () throws -> Void) -> FitError? {
    do {
      try fit()
      Issue.record("must fail", sourceLocation: location)
    } catch let error as FitError {
      return error
    } catch {
      Issue.record("\(error)", sourceLocation: location)
    }
    return nil
  }

  static func limits(_ error: FitError?) -> [ParameterLimit] {
    if case .atBoundary(let limits, _) = error { limits } else { [] }
  }

  static func meaning(_ error: FitError?) -> String {
    if case .atBoundary(_, let meaning) = error { meaning ?? "" } else { "" }
  }

  @Test func nobodyEverActive() {
    let error = Self.error { _ = try Self.bgbb([(0, 0, 10, 500)]) }
    #expect(!Self.limits(error).isEmpty, "\(String(describing: error))")
    #expect(Self.meaning(error).contains("nobody is ever active") || Self.meaning(error).contains("everybody leaves"))
  }

  @Test func everybodyActiveEveryTime() {
    let error = Self.error { _ = try Self.bgbb([(10, 10, 10, 500)]) }
    #expect(!Self.limits(error).isEmpty, "\(String(describing: error))")
  }

  @Test func allUsersIdentical() {
    let error = Self.error { _ = try Self.bgbb([(3, 5, 8, 500)]) }
    #expect(
      error.map { Self.limits($0).isEmpty == false || "\($0)".contains("identify") } == true,
      "\(String(describing: error))")
  }

  @Test func oneUser() {
    let error = Self.error { _ = try Self.bgbb([(2, 5, 9, 1)]) }
    #expect(error != nil && error != .notFinite)
  }

  /// Everybody is seen active at the last opportunity: nobody has left.
  @Test func nobodyLeaves() {
    let error = Self.error {
      _ = try Self.bgbb([(1, 6, 6, 30), (2, 6, 6, 50), (3, 6, 6, 60), (4, 6, 6, 50), (5, 6, 6, 30), (6, 6, 6, 20)])
    }
    #expect(Self.meaning(error).contains("nobody leaves"), "\(String(describing: error))")
  }

  @Test func impossibleHistories() {
    #expect(
      Self.error { _ = try Self.bgbb([(1, 2, 5, 10), (6, 6, 5, 3)]) }.map { "\($0)" }?.hasPrefix(
        "observation 2 is impossible")
        == true)
    #expect(Self.error { _ = try Self.bgbb([]) } == .noData)
    if case .invalidWeight(1, _) = Self.error({ _ = try Self.bgbb([(1, 2, 5, 10), (0, 0, 5, .nan)]) }) {
    } else {
      Issue.record("a weight that is not a number")
    }
  }

  @Test func contractsWithoutLosses() throws {
    let nobody = Self.error { _ = try MaximumLikelihood.fit(SBG.self, to: Lifetime.table(remaining: [100, 100, 100])) }
    #expect(Self.meaning(nobody) == "nobody leaves", "\(String(describing: nobody))")
    let all = Self.error { _ = try MaximumLikelihood.fit(SBG.self, to: Lifetime.table(remaining: [100, 0])) }
    #expect(Self.meaning(all) == "everybody leaves in the first period", "\(String(describing: all))")
    // A constant chance to leave: no heterogeneity between customers.
    let geometric = Self.error {
      _ = try MaximumLikelihood.fit(SBG.self, to: Lifetime.table(remaining: [1000, 800, 640, 512, 409.6, 327.68]))
    }
    #expect(Self.meaning(geometric).contains("same chance to leave"), "\(String(describing: geometric))")
    // One period says one thing, the model has two parameters.
    let one = Self.error { _ = try MaximumLikelihood.fit(SBG.self, to: Lifetime.table(remaining: [100, 60])) }
    #expect(one.map { "\($0)" }?.contains("identify") == true, "\(String(describing: one))")
  }

  @Test func curvesWithoutAFall() throws {
    let flat = [1, 7, 30].map { RetentionCount(day: $0, returned: 30, atRisk: 100) }
    let error = Self.error {
      _ = try MaximumLikelihood.fit(PowerCurve.self, to: RetentionCount.observations(flat))
    }
    #expect(Self.meaning(error).contains("flat"), "\(String(describing: error))")
    let none = [1, 7, 30].map { RetentionCount(day: $0, returned: 0, atRisk: 100) }
    #expect(Self.error { _ = try RetentionCurveComparison(none) } != nil)
    #expect(Self.error { _ = try RetentionCurveComparison([]) } == .noData)
    for bad in [
      RetentionCount(day: 0, returned: 1, atRisk: 2), RetentionCount(day: 1, returned: 3, atRisk: 2),
      RetentionCount(day: 1, returned: .nan, atRisk: 2), RetentionCount(day: 1, returned: 1, atRisk: .infinity),
    ] {
      #expect(throws: StatisticsError.self) { try RetentionCurveComparison([bad]) }
    }
  }

  /// A curve that cannot be fitted does not take the others with it.
  @Test func oneCurveMayFail() throws {
    // Two days: curves of three parameters are not identified.
    let two = [
      RetentionCount(day: 1, returned: 400, atRisk: 1000), RetentionCount(day: 7, returned: 200, atRisk: 1000),
    ]
    let comparison = try RetentionCurveComparison(two)
    #expect(Set(comparison.rows.map(\.fit.name)) == ["power", "exponential"])
    #expect(Set(comparison.failures.map(\.name)) == ["shifted power", "Weibull", "q-sBG"])
  }
}

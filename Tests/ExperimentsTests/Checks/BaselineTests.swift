import Experiments
import Foundation
import Primitives
import Simulation
import Testing

@Suite struct BaselineTests {
  private static func baseline(seed: UInt64 = 42, users: Int = 2_000, _ change: (inout Scenario) -> Void = { _ in })
    async throws -> Baseline
  {
    var result = try await Bench.result(
      Bench.pair(users: users) {
        $0.seed = seed
        change(&$0)
      })
    // What seals a result is above this room: any text that tells results apart will do.
    result.digest = "\(result.arms.map(\.revenue))"
    return Baseline(result, population: users)
  }

  @Test func theSameRunIsTheSame() async throws {
    let one = try await Self.baseline()
    let comparison = try BaselineComparison(before: one, after: try await Self.baseline())
    #expect(comparison.isSame && comparison.moved.isEmpty && comparison.setup.isEmpty)
    #expect(comparison.figures == one.figures.count && comparison.figures > 20)
    #expect(Set(one.figures.map(\.place)).count == one.figures.count, "every figure has a place of its own")
  }

  @Test func anotherSeedMovesFiguresAndIsSaidSo() async throws {
    let comparison = try BaselineComparison(before: try await Self.baseline(), after: try await Self.baseline(seed: 43))
    #expect(!comparison.isSame)
    #expect(comparison.setup.map(\.what) == ["seed"])
    #expect(
      comparison.moved.contains { $0.figure.kind == .count } && comparison.moved.contains { $0.figure.kind == .lift })
  }

  @Test func wholeNumbersAreComparedExactlyAndRatesBeyondRounding() async throws {
    let before = try await Self.baseline()
    var after = before
    after.digest = "other"
    after.arms[1].cost *= 1 + 1e-12
    after.arms[1].revenue *= 1 + 1e-12
    #expect(try BaselineComparison(before: before, after: after).moved.isEmpty)
    after.arms[1].revenue *= 1 + 1e-6
    let delivered = try #require(after.arms[1].campaigns["push"]?["delivered"])
    after.arms[1].campaigns["push"]?["delivered"] = delivered + 1
    after.arms[1].campaigns["push"]?["capped"] = 3
    let moved = try BaselineComparison(before: before, after: after).moved
    #expect(moved.map(\.figure.place) == ["push: total revenue", "push: push, delivered", "push: push, capped"])
    #expect(moved.last?.before == 0 && moved.last?.after == 3, "zeros are not kept")
  }

  /// The margin is chosen so wide, or so narrow, that the answer is known beforehand: 2,000 users know their sessions to
  /// about 3 %.
  @Test func equivalenceDependsOnTheMargin() async throws {
    let before = try await Self.baseline()
    let after = try await Self.baseline(seed: 43)
    func verdict(_ value: Double, _ lift: Double) throws -> Equivalence.Verdict {
      try BaselineComparison(before: before, after: after, margins: .init(value: value, lift: lift)).verdict
    }
    #expect(try verdict(0.9, 5) == .equivalent)
    #expect(try verdict(1e-6, 1e-6) != .equivalent)
  }

  /// 90 % interval of a change: 1.645 errors either way, here with a known error.
  @Test func anIntervalWithinTheMarginsIsEquivalentAndOutsideIsDifferent() async throws {
    var before = try await Self.baseline()
    before.lifts = []
    before.arms = [before.arms[0]]
    before.arms[0].kpis = ["k": try .init(before.arms[0].kpis["sessions"], 100, 1)]
    func test(_ value: Double) throws -> Equivalence {
      var after = before
      after.digest = "other"
      after.arms[0].kpis["k"]?.estimate = value
      return try #require(try BaselineComparison(before: before, after: after).equivalence.first)
    }
    // The error of the change is the root of two; the margin is 5 % of 100.
    let half = 1.6457 * 2.0.squareRoot()
    for (value, verdict) in [
      (100 + 4.9 - half, Equivalence.Verdict.equivalent), (100 + 5.1 - half, .unclear), (100 + 4.9 + half, .unclear),
      (100 + 5.1 + half, .different), (100 - 5.1 - half, .different),
    ] {
      let found = try test(value)
      #expect(found.verdict == verdict, "\(value)")
      #expect(abs(found.high - found.low - 2 * half) < 2e-3)
    }
  }

  @Test func numbersThatDoNotVaryAreEquivalentOnlyWhenTheyAreTheSame() async throws {
    var before = try await Self.baseline()
    before.lifts = []
    before.arms = [before.arms[0]]
    before.arms[0].kpis = ["k": try .init(before.arms[0].kpis["sessions"], 0, 0)]
    var after = before
    after.digest = "other"
    #expect(try BaselineComparison(before: before, after: after).verdict == .equivalent)
    after.arms[0].kpis["k"]?.estimate = 1
    #expect(try BaselineComparison(before: before, after: after).verdict == .unclear)
  }
}

extension RunResult.Estimate {
  /// Another number in its place: only results make estimates.
  fileprivate init(_ other: RunResult.Estimate?, _ estimate: Double, _ error: Double) throws {
    self = try #require(other)
    self.estimate = estimate
    standardError = error
  }
}

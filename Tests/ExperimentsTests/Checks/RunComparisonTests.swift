import EngagementCore
import Experiments
import Foundation
import Primitives
import Simulation
import Testing

@Suite struct RunComparisonTests {
  private func result(_ change: (inout Scenario) -> Void = { _ in }) async throws -> RunResult {
    var result = try await Bench.result(Bench.pair(users: 2_000, change))
    result.digest = "\(result.arms.map(\.revenue))"
    return result
  }

  @Test func theSameRunHasNoChange() async throws {
    let one = try await result()
    let comparison = RunComparison(before: one, after: one, samePopulation: true)
    #expect(comparison.isSame && comparison.people == .same)
    for change in try comparison.values() + comparison.lifts() {
      #expect([change.difference.estimate, change.difference.low, change.difference.high] == [0, 0, 0])
    }
    #expect(comparison.counts.isEmpty && comparison.verdicts.isEmpty)
    #expect(comparison.totals.allSatisfy { $0.difference.estimate == 0 })
  }

  @Test func whoThePeopleAreIsSaid() async throws {
    let one = try await result()
    let other = try await result { $0.seed = 7 }
    #expect(RunComparison(before: one, after: one, samePopulation: nil).people == .perhapsSame)
    #expect(RunComparison(before: one, after: one, samePopulation: false).people == .different)
    #expect(RunComparison(before: one, after: other, samePopulation: true).people == .different)
  }

  /// The interval is that of unrelated people: half of it is 1.961 roots of the sum of both squared errors. With the same
  /// people it must hold the exact effect of the change, which a single run with both versions as arms knows.
  @Test func intervalsAreOnTheSafeSide() async throws {
    let before = try await result()
    let after = try await result { $0.campaigns[0].schedule = Bench.campaign("push", perWeek: 5).schedule }
    let comparison = RunComparison(before: before, after: after, samePopulation: true)
    let change = try #require(try comparison.values().first { $0.arm == "push" && $0.name == "sessions" })
    let errors = [before, after].compactMap { $0.arms[1].kpis["sessions"]?.standardError }
    let half = 1.9611 * errors.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let (low, high) = (try #require(change.difference.low), try #require(change.difference.high))
    #expect(abs((high - low) / 2 - half) < 1e-3 * half)
    let both = try await Bench.result(
      {
        var scenario = Bench.scenario(
          users: 2_000, days: 30, baseline: "push", arms: ["push": ["push"], "more": ["more"]], order: ["push", "more"])
        Bench.add([Bench.campaign("push"), Bench.campaign("more", perWeek: 5)], to: &scenario)
        return scenario
      }())
    let paired = try both.lift("sessions", arm: "more").difference
    #expect(try #require(paired.high) - #require(paired.low) < high - low)
    #expect(!comparison.counts.isEmpty && comparison.counts.allSatisfy { $0.before != $0.after })
    // The baseline arm without messages is the same in both.
    let none = try #require(try comparison.values().first { $0.arm == "none" })
    #expect([none.difference.estimate, none.difference.low, none.difference.high] == [0, 0, 0])
  }

  @Test func armsAndKPIsOfOneRunAreNamed() async throws {
    let before = try await result()
    let after = try await result {
      $0.comparison.arms.append(Comparison.Arm(name: "quiet", programs: []))
      $0.kpis.removeLast()
    }
    let comparison = RunComparison(before: before, after: after, samePopulation: true)
    #expect(comparison.armsOnlyAfter == ["quiet"] && comparison.armsOnlyBefore.isEmpty)
    #expect(comparison.kpisOnlyBefore == ["basket"] && comparison.kpisOnlyAfter.isEmpty)
    #expect(try comparison.values().allSatisfy { $0.arm != "quiet" && $0.name != "basket" })
  }
}

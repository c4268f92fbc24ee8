import Experiments
import LabStatistics
import Simulation
import Testing

/// The search on made-up outcomes of which the truth is known.
@Suite("Search for the best settings")
struct SweepSearchTests {
  static func plan(_ values: String = "1..6") throws -> SweepPlan {
    try SweepPlan(SweepPlanTests.parameters("cap=\(values)"), design: .grid)
  }

  static func search(
    _ plan: SweepPlan, _ constraints: [String] = [], wantsMore: Bool = true, indifference: Double = 0.01,
    mostReplications: Int = 2000
  ) throws -> SweepSearch {
    try SweepSearch(
      plan, measure: SensitivityAnalysisTests.measure(), wantsMore: wantsMore,
      constraints: constraints.map { try SweepConstraint($0, arm: nil, in: SensitivityAnalysisTests.scenario) },
      zone: IndifferenceZone(indifference: indifference), firstStage: 10, mostReplications: mostReplications)
  }

  /// Lifts around a mean per point; a common part ties points together, and everything is addressed by job.
  static func player(_ seed: UInt64, spread: Double = 0.01, mean: @escaping (Int) -> Double) -> SweepSearch.Player {
    { jobs in
      jobs.map { job in
        var own = ResamplingStream(seed: seed &* 1000 &+ UInt64(job.point), number: UInt64(job.replication))
        var common = ResamplingStream(seed: seed &* 1000 &+ 999, number: UInt64(job.replication))
        var cell = SweepCell(arm: "push", kpi: "sessions", estimate: 1)
        cell.lift =
          mean(job.point) + spread * Normal.quantile(own.uniform()) + 3 * spread * Normal.quantile(common.uniform())
        let cost = SweepCell(arm: "push", kpi: "cost", estimate: Double(100 * job.point))
        return SweepOutcome(job: job, cells: [cell, cost])
      }
    }
  }

  @Test("The promised probability of the right choice is kept where the best leads by just the indifference")
  func promise() async throws {
    let search = try Self.search(Self.plan())
    var correct = 0
    var optimism = Moments()
    for seed in 1...200 as ClosedRange<UInt64> {
      let result = try await search.result(play: Self.player(seed) { $0 == 3 ? 0.01 : 0 })
      #expect(result.isDecided)
      if result.winner?.point.index == 3 { correct += 1 }
      optimism.add(try #require(result.validation).optimism.optimism)
    }
    // 200 draws at .95 fall below .90 with probability .002.
    #expect(correct >= 180, "\(correct)")
    // The common part alone gives each mean of ten a deviation of about .01.
    #expect(abs(optimism.mean) < 0.005)
  }

  @Test("A choice among equals is optimistic; the fresh populations correct it")
  func optimism() async throws {
    // So small a lead is worth nothing here, and the race ends with the first stage.
    let search = try Self.search(Self.plan("1..20"), indifference: 1)
    var luck = Moments()
    var corrected = Moments()
    for seed in 1...150 as ClosedRange<UInt64> {
      let result = try await search.result(play: Self.player(seed, spread: 0.05) { _ in 0 })
      let validation = try #require(result.validation)
      luck.add(validation.optimism.optimism)
      corrected.add(validation.optimism.corrected)
    }
    // The largest of 20 means of ten: 1.867 / sqrt(10) deviations of the own part.
    #expect(abs(luck.mean - 0.05 * 1.867 / 10.0.squareRoot()) < 0.02, "\(luck.mean)")
    #expect(abs(corrected.mean) < 4 * 0.05 / 150.0.squareRoot(), "\(corrected.mean)")
  }

  @Test("Constraints exclude; the search may be for the smallest")
  func constraints() async throws {
    let plan = try Self.plan()
    let play = Self.player(1, spread: 0.001) { Double($0) * 0.1 }
    let bounded = try await Self.search(plan, ["cost <= 250 EUR"]).result(play: play)
    #expect(bounded.winner?.point.index == 2 && bounded.isDecided)
    #expect(bounded.candidates.map { $0.exclusion == nil } == [true, true, true, false, false, false])
    #expect(bounded.candidates[3].exclusion == "breaks cost <= 250 EUR" && bounded.validation?.verdicts == [.holds])
    let least = try await Self.search(plan, wantsMore: false).result(play: play)
    #expect(least.winner?.point.index == 0 && (least.winner?.mean ?? 1) < 0.05)
    #expect(least.validation?.gain.map { $0 < 0 } == true)
    let nothing = try await Self.search(plan, ["cost <= -1 EUR"]).result(play: play)
    #expect(
      nothing.winner == nil && nothing.sentences == ["No setting qualifies: of 6, the first breaks cost <= -1 EUR."])
  }

  @Test("Failed points are out, a race that cannot end says so, and equal settings are told")
  func edges() async throws {
    let plan = try Self.plan("1..3")
    let play = Self.player(5) { _ in 0 }
    let failing: SweepSearch.Player = { jobs in
      try await play(jobs).map { $0.job.point == 0 ? SweepOutcome(job: $0.job, failure: "no") : $0 }
    }
    let partial = try await Self.search(plan).result(play: failing)
    #expect(partial.candidates[0].exclusion == "no" && partial.winner != nil)
    let short = try await Self.search(plan, indifference: 0.0001, mostReplications: 12).result(play: play)
    #expect(!short.isDecided && short.replications == 12 && short.survivors.count > 1)
    #expect(short.sentences[0].hasPrefix("Not decided after 12 populations"))
    let equal = try await Self.search(plan).result { jobs in
      jobs.map { job in
        var cell = SweepCell(arm: "push", kpi: "sessions", estimate: 1)
        cell.lift = 0.25
        return SweepOutcome(job: job, cells: [cell])
      }
    }
    #expect(equal.isDecided && equal.winner?.point.index == 0 && equal.survivors == [0, 1, 2])
    #expect(equal.sentences[0].hasSuffix("Another 2 are as good."))
  }

  @Test("The answer does not depend on how outcomes are kept: a second search on the same outcomes is the same")
  func repeats() async throws {
    let search = try Self.search(Self.plan())
    let play = Self.player(9) { Double($0) * 0.003 }
    let first = try await search.result(play: play)
    let again = try await search.result(play: play)
    #expect(first.candidates == again.candidates && first.winner == again.winner)
    #expect(first.validation == again.validation && first.sentences == again.sentences)
  }
}

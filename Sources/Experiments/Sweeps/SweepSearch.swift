import LabStatistics
import Simulation

/// The search for the best settings among the points of a plan, by ranking and selection on common random numbers.
///
/// Every point is first played to the same few populations. Points that break a constraint on average are out; among
/// the others Kim and Nelson's race goes on until one is left: it is the best with the stated probability, if it
/// leads by at least the indifference. The winner, and the scenario as written beside it, are then played to fresh
/// populations that had no part in the choice.
///
/// Source: Kim and Nelson 2001, doi:10.1145/502109.502111.
public struct SweepSearch: Sendable {
  public let plan: SweepPlan
  public let measure: SweepMeasure
  /// Whether the largest is sought, otherwise the smallest.
  public let wantsMore: Bool
  public let constraints: [SweepConstraint]
  public let zone: IndifferenceZone
  /// Populations before the first decision, at least 2.
  public let firstStage: Int
  /// Populations after which the race is stopped without a decision.
  public let mostReplications: Int

  /// Plays jobs and returns their outcomes in the same order.
  public typealias Player = (_ jobs: [SweepJob]) async throws -> [SweepOutcome]

  /// A search.
  ///
  /// - Throws: `StatisticsError` when a number is out of range.
  public init(
    _ plan: SweepPlan, measure: SweepMeasure, wantsMore: Bool, constraints: [SweepConstraint] = [],
    zone: IndifferenceZone, firstStage: Int = 10, mostReplications: Int = 200
  ) throws {
    self.plan = plan
    self.measure = measure
    self.wantsMore = wantsMore
    self.constraints = constraints
    self.zone = zone
    self.firstStage = firstStage
    self.mostReplications = max(firstStage, mostReplications)
    // Refuses what the race would refuse later.
    _ = try KimNelson(systems: 1, zone: zone, firstStage: firstStage)
  }

  /// Jobs of the first stage, of which the number is known beforehand.
  public var firstJobs: [SweepJob] {
    (0..<firstStage).flatMap { replication in
      plan.points.map { SweepJob(point: $0.index, replication: replication) }
    }
  }

  /// Searches.
  ///
  /// - Parameter play: Called for the first stage, for the rest of the race, and for the fresh populations.
  /// - Throws: What `play` throws, and `StatisticsError`.
  public func result(play: Player) async throws -> SweepSearchResult {
    let first = Dictionary(grouping: try await play(firstJobs), by: \.job.point)
    var candidates = try plan.points.map { try candidate($0, first[$0.index] ?? []) }
    let open = candidates.indices.filter { candidates[$0].exclusion == nil }
    guard !open.isEmpty else { return SweepSearchResult(search: self, candidates: candidates) }
    var race = try KimNelson(systems: open.count, zone: zone, firstStage: firstStage)
    for replication in 0..<firstStage {
      try race.add(race.survivors.map { score(first[candidates[open[$0]].point.index]?[replication]) ?? 0 })
    }
    let isWhole = try await run(&race, of: open.map { candidates[$0].point }, play: play)
    let means = race.means
    for (system, index) in open.enumerated() {
      candidates[index].mean = wantsMore ? means[system] : -means[system]
      candidates[index].replications = race.droppedAfter[system] ?? race.replications
      candidates[index].droppedAfter = race.droppedAfter[system]
    }
    var result = SweepSearchResult(search: self, candidates: candidates)
    result.isDecided = isWhole && race.isDecided
    result.survivors = race.survivors.map { candidates[open[$0]].point.index }
    result.replications = race.replications
    let winner = candidates[open[race.leader]]
    result.winner = winner
    result.validation = try await validation(of: winner, race: race, system: race.leader, play: play)
    return result
  }

  /// Lets the race go on; false when a survivor gave no number, which ends it.
  private func run(_ race: inout KimNelson, of points: [SweepPoint], play: Player) async throws -> Bool {
    while !race.isDecided, race.replications < mostReplications {
      // Several populations at once while few points are left, so that no thread waits; the outcome is the same.
      let ahead = max(1, min(8 / race.survivors.count, mostReplications - race.replications))
      let systems = race.survivors
      let jobs = (0..<ahead).flatMap { step in
        systems.map { SweepJob(point: points[$0].index, replication: race.replications + step) }
      }
      let outcomes = try await play(jobs)
      for step in 0..<ahead where !race.isDecided {
        let round = Dictionary(
          uniqueKeysWithValues: systems.enumerated().map { ($1, outcomes[step * systems.count + $0]) })
        let scores = race.survivors.compactMap { score(round[$0]) }
        guard scores.count == race.survivors.count else { return false }
        try race.add(scores)
      }
    }
    return true
  }

  /// The measure, so that more is better.
  private func score(_ outcome: SweepOutcome?) -> Double? {
    outcome.flatMap(measure.number).map { wantsMore ? $0 : -$0 }
  }

  /// A point after the first stage.
  private func candidate(_ point: SweepPoint, _ outcomes: [SweepOutcome]) throws -> SweepSearchResult.Candidate {
    let sorted = outcomes.sorted { $0.job.replication < $1.job.replication }
    var candidate = SweepSearchResult.Candidate(point: point, replications: sorted.count)
    candidate.mean = measure.mean(over: sorted)
    candidate.verdicts = try constraints.map { try $0.verdict(sorted, alpha: zone.alpha) }
    if let failure = sorted.lazy.compactMap(\.failure).first {
      candidate.exclusion = failure
    } else if candidate.mean == nil {
      candidate.exclusion = "\(measure) has no number"
    } else if let broken = constraints.first(where: { !$0.isMet(onAverage: sorted) }) {
      candidate.exclusion = "breaks \(broken)"
    }
    return candidate
  }

  /// The winner on fresh populations, beside the scenario as written.
  private func validation(
    of winner: SweepSearchResult.Candidate, race: KimNelson, system: Int, play: Player
  ) async throws -> SweepSearchResult.Validation? {
    let count = max(10, firstStage)
    let replications = (0..<count).map { SweepJob.freshReplications + $0 }
    let own = try await play(replications.map { SweepJob(point: winner.point.index, replication: $0) })
    let written = try await play(replications.map { SweepJob(point: plan.asWritten.index, replication: $0) })
    let numbers = own.compactMap(measure.number)
    guard let selected = winner.mean, numbers.count == own.count else { return nil }
    let selection = try await play(
      (0..<winner.replications).map { SweepJob(point: winner.point.index, replication: $0) })
    let seen = Moments(selection.compactMap(measure.number))
    let optimism = try WinnersOptimism(
      selection: UnitSummary(count: seen.count, mean: selected, variance: seen.variance ?? 0),
      validation: Moments(numbers).summary, alpha: zone.alpha)
    let present = written.compactMap(measure.number)
    var validation = SweepSearchResult.Validation(
      replications: count, optimism: optimism, verdicts: try constraints.map { try $0.verdict(own, alpha: zone.alpha) })
    if present.count == numbers.count {
      validation.asWritten = Moments(present).mean
      let gains = Moments(zip(numbers, present).map { $0 - $1 })
      validation.gain = gains.mean
      validation.gainInterval = try MeanComparison(
        difference: gains.mean, standardError: gains.summary.varianceOfMean.squareRoot(),
        degreesOfFreedom: Double(gains.count - 1), alpha: zone.alpha
      ).interval
    }
    return validation
  }
}

import Experiments
import LabStatistics
import Simulation

/// The candidates of a search as a table.
public struct SearchTable: Sendable {
  let result: SweepSearchResult

  public init(_ result: SweepSearchResult) { self.result = result }

  private var plan: SweepPlan { result.search.plan }

  /// Comma-separated values (RFC 4180), one row per point of the plan.
  public var csv: String {
    let constraints = result.search.constraints.map(\.description)
    let header = ["point"] + plan.parameters.map(\.path) + ["mean", "replications"] + constraints + ["fate"]
    return SweepTable.line(header)
      + result.candidates.map { candidate in
        let verdicts = candidate.verdicts.map(\.rawValue)
        return SweepTable.line(
          ["\(candidate.point.index)"] + candidate.point.values.map { $0 ?? "" }
            + [candidate.mean.flatMap(JSONNumber.text) ?? "", "\(candidate.replications)"]
            + (verdicts.isEmpty ? constraints.map { _ in "" } : verdicts) + [fate(of: candidate)])
      }.joined()
  }

  /// The table for a terminal: the best first, those that did not take part last.
  func summary(most: Int) -> SummaryTable {
    let ranked = result.candidates.enumerated().sorted { one, other in
      (rank(one.element), one.offset) < (rank(other.element), other.offset)
    }.map(\.element)
    let numbers = ReportNumbers.plain
    let measure = result.search.measure
    let isLift = measure.kind == .lift
    return SummaryTable(
      title: "\(measure) in arm \(measure.arm)",
      columns: plan.parameters.map { ($0.path, false) } + [("mean", true), ("played", true), ("fate", false)],
      rows: ranked.prefix(most).map { candidate in
        let mean = candidate.mean.map { isLift ? numbers.percent($0, signed: true) : numbers.number($0) } ?? "–"
        return candidate.point.values.map { $0 ?? "as written" }
          + [mean, "\(candidate.replications)", fate(of: candidate)]
      },
      note: ranked.count > most ? "The first \(most) of \(ranked.count); all are in search.csv." : "")
  }

  /// Smaller is better; a point outside of the race comes after all that are in it.
  private func rank(_ candidate: SweepSearchResult.Candidate) -> Double {
    guard let mean = candidate.mean, candidate.exclusion == nil else { return .infinity }
    // Dropped points have means of fewer populations and are not to be ranked above those that outlived them.
    let lived = candidate.droppedAfter.map { -Double($0) * 1e-6 } ?? -1
    return candidate.point.index == result.winner?.point.index
      ? -.infinity : lived * 1e12 + (result.search.wantsMore ? -mean : mean)
  }

  /// What became of a point, in words.
  package func fate(of candidate: SweepSearchResult.Candidate) -> String {
    if let exclusion = candidate.exclusion { return exclusion }
    if let dropped = candidate.droppedAfter { return "dropped after \(dropped)" }
    if candidate.point.index == result.winner?.point.index { return result.isDecided ? "chosen" : "in the lead" }
    return result.isDecided ? "not better" : "may be the best"
  }
}

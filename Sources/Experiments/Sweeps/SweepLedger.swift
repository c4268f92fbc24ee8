/// The outcomes of a sweep so far, by job, whatever the order in which they came.
public struct SweepLedger: Sendable {
  private var outcomes: [SweepJob: SweepOutcome] = [:]

  /// Nothing yet, or what a journal has kept.
  public init(_ known: [SweepOutcome] = []) {
    for outcome in known { outcomes[outcome.job] = outcome }
  }

  /// Adds an outcome.
  public mutating func add(_ outcome: SweepOutcome) { outcomes[outcome.job] = outcome }

  /// The jobs of a list that were not played yet, each once, in its order.
  public func missing(of jobs: [SweepJob]) -> [SweepJob] {
    var seen: Set<SweepJob> = []
    return jobs.filter { outcomes[$0] == nil && seen.insert($0).inserted }
  }

  /// The outcomes of jobs, in their order; those that are not played are left out.
  public func outcomes(of jobs: [SweepJob]) -> [SweepOutcome] { jobs.compactMap { outcomes[$0] } }
}

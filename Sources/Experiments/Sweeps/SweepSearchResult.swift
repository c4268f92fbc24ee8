import LabStatistics

/// What a search found.
public struct SweepSearchResult: Sendable {
  /// What was asked.
  public let search: SweepSearch
  /// One per point of the plan, in its order.
  public var candidates: [Candidate]
  /// The choice; nil: no point meets the constraints.
  public var winner: Candidate?
  /// Whether the race was decided; if not, any of the survivors may be the best.
  public var isDecided = false
  /// Numbers of the points that may still be the best.
  public var survivors: [Int] = []
  /// Populations that the winner was played to in the race.
  public var replications = 0
  public var validation: Validation?

  init(search: SweepSearch, candidates: [Candidate]) {
    self.search = search
    self.candidates = candidates
  }

  /// A point of the race.
  public struct Candidate: Sendable, Equatable {
    public let point: SweepPoint
    /// Mean of the measure over its replications.
    public var mean: Double?
    public var replications: Int
    /// How it stands to each constraint after the first stage.
    public var verdicts: [SweepConstraint.Verdict] = []
    /// Why it did not take part in the race.
    public var exclusion: String?
    /// The replication after which it was dropped.
    public var droppedAfter: Int?

    init(point: SweepPoint, replications: Int) {
      self.point = point
      self.replications = replications
    }
  }

  /// The winner on populations that had no part in the choice.
  public struct Validation: Sendable, Equatable {
    public let replications: Int
    /// What the selection promised too much, and the estimate to quote.
    public let optimism: WinnersOptimism
    /// How the winner stands to each constraint.
    public let verdicts: [SweepConstraint.Verdict]
    /// The scenario as written on the same populations; nil: it has no number.
    public var asWritten: Double?
    /// What the winner gains over it.
    public var gain: Double?
    public var gainInterval: Interval?
  }
}

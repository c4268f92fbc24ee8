/// Outputs of several systems, replication by replication, each replication on common random numbers.
public struct PairedReplications: Sendable, Equatable {
  /// Number of systems.
  public let systems: Int
  /// One row per replication with one output per system.
  public private(set) var rows: [[Double]] = []

  /// No replication yet.
  ///
  /// - Throws: ``StatisticsError`` when there is no system.
  public init(systems: Int) throws {
    try Check.atLeast(systems, 1, "systems")
    self.systems = systems
  }

  /// All replications at once.
  ///
  /// - Throws: ``StatisticsError`` when a row has another length or holds a number that is not finite.
  public init(systems: Int, rows: [[Double]]) throws {
    try self.init(systems: systems)
    for row in rows { try add(row) }
  }

  /// Adds a replication.
  ///
  /// - Throws: ``StatisticsError`` when its length differs or a number is not finite.
  public mutating func add(_ row: [Double]) throws {
    try Check.that(row.count == systems, "replication", "needs one output per system (\(systems)), not \(row.count)")
    try Check.sample(row, "replication", atLeast: 1)
    rows.append(row)
  }

  /// Number of replications.
  public var count: Int { rows.count }

  /// Mean and variance of a system.
  public func moments(of system: Int) -> Moments { Moments(rows.lazy.map { $0[system] }) }

  /// Variance of the difference of two systems within a replication; 0 below two replications.
  public func differenceVariance(_ first: Int, _ second: Int) -> Double {
    Moments(rows.lazy.map { $0[first] - $0[second] }).variance ?? 0
  }

  /// The system with the largest mean, the first of equal ones.
  public var largestMean: Int {
    let means = (0..<systems).map { moments(of: $0).mean }
    return means.indices.dropFirst().reduce(0) { means[$1] > means[$0] ? $1 : $0 }
  }
}

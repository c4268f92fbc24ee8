import Foundation

/// The fully sequential selection of the best system: after every replication the systems that cannot win are dropped.
///
/// ```swift
/// var race = try KimNelson(systems: 8, zone: IndifferenceZone(indifference: 0.01), firstStage: 10)
/// while !race.isDecided { try race.add(outputs(of: race.survivors, replication: race.replications)) }
/// race.leader
/// ```
/// With h² = 2η(n₀ - 1), η = ((2α / (k - 1))^(-2 / (n₀ - 1)) - 1) / 2 and S² the variance of the difference of two systems in
/// the first n₀ replications, i is dropped after r replications when its mean is below that of another by more than
/// `max(0, δ / (2r) (h² S² / δ² - r))`; this is the procedure with c = 1. Variances may differ and common random numbers,
/// which make the differences less variable, make it shorter. Larger outputs are better; outputs are taken to be normal,
/// as means over many users are.
///
/// Source: Kim and Nelson 2001, doi:10.1145/502109.502111.
public struct KimNelson: Sendable, Equatable {
  /// What is promised.
  public let zone: IndifferenceZone
  /// Replications of all systems before any is dropped.
  public let firstStage: Int
  /// Systems that may still win, in their order.
  public private(set) var survivors: [Int]
  /// Replications so far.
  public private(set) var replications = 0
  /// The replication after which each dropped system went; nil for the others.
  public private(set) var droppedAfter: [Int?]

  private var sums: [Double]
  private var first: PairedReplications
  /// h² S² / δ² of every pair, once the first stage is over.
  private var reach: [[Double]] = []

  /// A race.
  ///
  /// - Parameters:
  ///   - systems: at least 1.
  ///   - zone: what is promised.
  ///   - firstStage: replications before the first decision, in 2...10 000; 10 or more keep the race short.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(systems: Int, zone: IndifferenceZone, firstStage: Int = 10) throws {
    try Check.that((2...10_000).contains(firstStage), "first stage", "must be in 2...10000, not \(firstStage)")
    self.zone = zone
    self.firstStage = firstStage
    first = try PairedReplications(systems: systems)
    survivors = Array(0..<systems)
    sums = [Double](repeating: 0, count: systems)
    droppedAfter = [Int?](repeating: nil, count: systems)
  }

  /// Whether only one system is left, or the replications are as many as the promise can need.
  public var isDecided: Bool {
    survivors.count == 1 || mostReplications.map { replications > $0 } ?? false
  }

  /// Means so far; of a dropped system, up to when it was dropped.
  public var means: [Double] {
    sums.indices.map { sums[$0] / Double(max(1, droppedAfter[$0] ?? replications)) }
  }

  /// The survivor with the largest mean: the choice, once decided.
  public var leader: Int {
    let means = means
    return survivors.dropFirst().reduce(survivors[0]) { means[$1] > means[$0] ? $1 : $0 }
  }

  /// The replications after which the race is over at the latest, less one; nil in the first stage.
  public var mostReplications: Int? {
    guard !reach.isEmpty else { return nil }
    var most = 0.0
    for system in survivors {
      for rival in survivors where rival != system { most = max(most, reach[system][rival]) }
    }
    return Int(min(most.rounded(.down), 1e15))
  }

  /// Adds the outputs of one replication.
  ///
  /// - Parameter outputs: one per surviving system, in the order of ``survivors``.
  /// - Throws: ``StatisticsError`` when there are too few or too many, or one is not finite.
  public mutating func add(_ outputs: [Double]) throws {
    try Check.that(
      outputs.count == survivors.count, "outputs", "needs one per surviving system (\(survivors.count))")
    try Check.sample(outputs, "outputs", atLeast: 1)
    for (system, output) in zip(survivors, outputs) { sums[system] += output }
    replications += 1
    if replications <= firstStage { try first.add(outputs) }
    guard replications >= firstStage else { return }
    if reach.isEmpty { reach = reaches }
    screen()
  }

  /// h² S² / δ² of every pair.
  private var reaches: [[Double]] {
    let k = first.systems
    let degrees = Double(firstStage - 1)
    guard k > 1 else { return [[0]] }
    let eta = (pow(2 * zone.alpha / Double(k - 1), -2 / degrees) - 1) / 2
    // Two systems at a promise of one half need no evidence at all.
    let factor = max(0, 2 * eta * degrees) / (zone.indifference * zone.indifference)
    var table = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
    for system in 0..<k {
      for rival in 0..<system {
        table[system][rival] = factor * first.differenceVariance(system, rival)
        table[rival][system] = table[system][rival]
      }
    }
    return table
  }

  private mutating func screen() {
    let r = Double(replications)
    let means = means
    let standing = survivors
    let kept = standing.filter { system in
      standing.allSatisfy { rival in
        rival == system
          || means[system] >= means[rival] - max(0, zone.indifference / (2 * r) * (reach[system][rival] - r))
      }
    }
    // Rounding aside the largest mean always stays.
    guard !kept.isEmpty else { return }
    survivors = kept
    for system in standing where !kept.contains(system) { droppedAfter[system] = replications }
  }
}

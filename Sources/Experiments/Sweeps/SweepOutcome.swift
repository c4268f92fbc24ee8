import LabStatistics

/// What is played at once: a point with the people of a replication.
public struct SweepJob: Sendable, Hashable, Codable {
  /// Number of the point.
  public var point: Int
  /// Number of the replication, from 0; the same number means the same people at every point.
  public var replication: Int

  public init(point: Int, replication: Int) {
    self.point = point
    self.replication = replication
  }

  /// The first of the replications to which only the winner of a search is played, and the scenario as written.
  public static let freshReplications = 1_000_000

  /// Whether its people had no part in any choice.
  public var isFresh: Bool { replication >= Self.freshReplications }
}

/// What playing a point gave: numbers, or the reason why there are none.
public struct SweepOutcome: Sendable, Equatable, Codable {
  public var job: SweepJob
  /// One per arm and KPI, in the order of the scenario.
  public var cells: [SweepCell]
  /// Why the point could not be played.
  public var failure: String?

  public init(job: SweepJob, cells: [SweepCell] = [], failure: String? = nil) {
    self.job = job
    self.cells = cells
    self.failure = failure
  }

  /// The numbers of an arm for a KPI.
  public func cell(arm: String, kpi: String) -> SweepCell? { cells.first { $0.arm == arm && $0.kpi == kpi } }
}

/// What is known of a KPI in an arm.
public struct SweepCell: Sendable, Equatable, Codable {
  public var arm: String
  /// Name of the KPI, or one of the measures of a whole arm: `cost`, `revenue`, `pressure.mean`, `pressure.p95`.
  public var kpi: String
  public var estimate: Double?
  /// Of the estimate; none for measures of a whole arm.
  public var standardError: Double?
  /// Interval of the estimate, of the same confidence as the others.
  public var low: Double?
  public var high: Double?
  /// Against the baseline; none in the baseline itself.
  public var difference: Double?
  public var differenceLow: Double?
  public var differenceHigh: Double?
  public var lift: Double?
  public var liftLow: Double?
  public var liftHigh: Double?
  public var pValue: Double?
  /// Why a number is missing, or must be read with care.
  public var status: String?

  public init(arm: String, kpi: String, estimate: Double? = nil) {
    self.arm = arm
    self.kpi = kpi
    self.estimate = estimate
  }
}

extension SweepOutcome {
  /// The outcome of a run.
  init(_ job: SweepJob, _ result: RunResult) {
    self.init(job: job, cells: result.arms.flatMap { Self.cells(of: $0, in: result) }, failure: nil)
  }

  /// Names of the measures of a whole arm.
  public static let armMeasures = ["cost", "revenue", "pressure.mean", "pressure.p95"]

  private static func cells(of arm: RunResult.ArmResult, in result: RunResult) -> [SweepCell] {
    let critical = Normal.twoSidedCritical(alpha: 1 - (result.lifts.first?.confidence ?? 0.95))
    var cells = result.kpis.map { kpi in
      var cell = SweepCell(arm: arm.name, kpi: kpi.name)
      let value = arm.kpis[kpi.name]
      (cell.estimate, cell.standardError, cell.status) = (value?.estimate, value?.standardError, value?.status)
      if let estimate = value?.estimate, let error = value?.standardError {
        (cell.low, cell.high) = (estimate - critical * error, estimate + critical * error)
      }
      if let lift = result.lifts.first(where: { $0.arm == arm.name && $0.kpi == kpi.name }) {
        (cell.difference, cell.differenceLow, cell.differenceHigh) =
          (lift.difference.estimate, lift.difference.low, lift.difference.high)
        (cell.lift, cell.liftLow, cell.liftHigh) = (lift.lift.estimate, lift.lift.low, lift.lift.high)
        cell.pValue = lift.pValue
        cell.status = cell.status ?? lift.lift.status
      }
      return cell
    }
    let names = Set(result.kpis.map(\.name))
    let wholes = [arm.cost, arm.revenue, arm.pressure.mean, Double(arm.pressure.p95)]
    for (name, value) in zip(Self.armMeasures, wholes) where !names.contains(name) {
      cells.append(SweepCell(arm: arm.name, kpi: name, estimate: value))
    }
    return cells
  }
}

import LabStatistics

/// Whether a KPI is the same in two runs whose random numbers differ, by two one-sided tests.
///
/// The two runs are taken as unrelated. With the same seed they share people, so that the true error is smaller and the
/// test is on the safe side. All KPIs together are equivalent when each is: that needs no correction for their number
/// (intersection-union test, Berger 1982, doi:10.1080/00401706.1982.10487790).
public struct Equivalence: Sendable, Equatable {
  /// How much two runs may differ and still say the same.
  public struct Margins: Sendable, Equatable {
    /// Of the value of a KPI, relative to that of the baseline.
    public var value = 0.05
    /// Of a lift, in units of one (0.02 is two percentage points).
    public var lift = 0.02
    /// Makes margins.
    public init(value: Double = 0.05, lift: Double = 0.02) {
      self.value = value
      self.lift = lift
    }
  }

  /// The three answers.
  public enum Verdict: String, Sendable, CaseIterable {
    /// The interval of the change lies within the margins.
    case equivalent
    /// It lies outside them.
    case different
    /// It reaches over one of them.
    case unclear = "cannot tell"
  }

  public var arm: String
  public var kpi: String
  /// Whether it is about the lift rather than the value.
  public var isLift: Bool
  public var before: Double
  public var after: Double
  /// 90 % interval of the change, which is what two tests at 5 % amount to.
  public var low: Double
  public var high: Double
  /// Largest change that does not matter, in the same unit.
  public var margin: Double
  /// The larger p-value of the two tests; nil: nothing varies.
  public var pValue: Double?
  public var verdict: Verdict

  /// Level of each of the two tests.
  static let alpha = 0.05

  /// Tests every KPI and lift that both runs have.
  static func tests(_ before: Baseline, _ after: Baseline, _ margins: Margins) throws -> [Equivalence] {
    var result: [Equivalence] = []
    for arm in before.arms {
      guard let other = after.arms.first(where: { $0.name == arm.name }) else { continue }
      for (kpi, old) in arm.kpis.sorted(by: { $0.key < $1.key }) {
        guard let new = other.kpis[kpi], let was = old.estimate, let now = new.estimate else { continue }
        result.append(
          try test(
            (arm.name, kpi, isLift: false), (was, old.standardError ?? 0, arm.users),
            (now, new.standardError ?? 0, other.users), margin: margins.value * abs(was)))
      }
      for old in before.lifts where old.arm == arm.name {
        guard let new = after.lifts.first(where: { $0.arm == arm.name && $0.kpi == old.kpi }),
          let was = old.lift.estimate, let now = new.lift.estimate, let error = try old.lift.error(users: arm.users),
          let newError = try new.lift.error(users: other.users)
        else { continue }
        result.append(
          try test(
            (arm.name, old.kpi, isLift: true), (was, error, arm.users), (now, newError, other.users),
            margin: margins.lift))
      }
    }
    return result
  }

  private typealias Number = (value: Double, error: Double, users: Int)

  private static func test(
    _ place: (arm: String, kpi: String, isLift: Bool), _ old: Number, _ new: Number, margin: Double
  ) throws -> Equivalence {
    func made(_ low: Double, _ high: Double, _ pValue: Double?, _ verdict: Verdict) -> Equivalence {
      Equivalence(
        arm: place.arm, kpi: place.kpi, isLift: place.isLift, before: old.value, after: new.value, low: low,
        high: high, margin: margin, pValue: pValue, verdict: verdict)
    }
    let change = new.value - old.value
    guard old.error + new.error > 0, margin > 0, old.users > 1, new.users > 1 else {
      return made(change, change, nil, change == 0 ? .equivalent : .unclear)
    }
    func summary(_ number: Number) -> UnitSummary {
      UnitSummary(
        count: number.users, mean: number.value, variance: number.error * number.error * Double(number.users))
    }
    let test = try EquivalenceTest(control: summary(old), treatment: summary(new), low: -margin, high: margin)
    let half =
      try StudentT(degreesOfFreedom: test.degreesOfFreedom).twoSidedCritical(alpha: 2 * alpha) * test.standardError
    let (low, high) = (change - half, change + half)
    let verdict: Verdict =
      test.pValue <= alpha ? .equivalent : low > margin || high < -margin ? .different : .unclear
    return made(low, high, test.pValue, verdict)
  }
}

extension RunResult.IntervalEstimate {
  /// The standard error that a 95 % interval amounts to; zero for an exact number, nil without an interval.
  func error(users: Int) throws -> Double? {
    guard let low, let high, users > 1 else { return nil }
    return try (high - low) / 2 / StudentT(degreesOfFreedom: Double(users - 1)).twoSidedCritical(alpha: 0.05)
  }
}

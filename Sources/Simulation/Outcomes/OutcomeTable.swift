import EngagementCore

/// What every user did in every arm until each look: both potential outcomes, which no real test sees.
///
/// Columns by KPI, arm and look hold one number per user, in the unit in which the engine counts (millionths of the
/// currency for money). All of it lies in memory that is taken once.
package final class OutcomeTable: @unchecked Sendable {
  // Written by workers, each at its own users, until the run is over; constant afterwards.
  package let users: Int
  package let arms: Int
  package let plan: OutcomePlan
  package let kinds: [Denominator]
  private let values: UnsafeMutablePointer<Int64>
  private let denominators: UnsafeMutablePointer<Int64>
  private let covariates: UnsafeMutablePointer<Int64>
  private let entries: UnsafeMutablePointer<Int32>
  private let exposures: UnsafeMutablePointer<Int32>
  /// Days of uninstalls, then of opt-outs, by arm; empty where the plan does not keep them.
  private let leavings: UnsafeMutablePointer<Int32>
  private let marks: UnsafeMutablePointer<UInt64>
  private let devices: UnsafeMutablePointer<UInt16>
  /// Where the denominators of a KPI begin; −1: they follow from the entry.
  private let denominatorStarts: [Int]

  /// What a number of a user is divided by.
  package enum Denominator: Sendable, Equatable {
    /// 1 from the user's entry on.
    case user
    /// Days in the population.
    case days
    /// A number of its own: sessions, or 1 where the user can be observed.
    case own
  }

  /// Never: users who were not in the population, arms in which nothing arrived.
  package static let never = Int32.max

  init(users: Int, arms: Int, plan: OutcomePlan, kinds: [Denominator]) {
    self.users = users
    self.arms = arms
    self.plan = plan
    self.kinds = kinds
    let column = arms * plan.looks.count * users
    var starts: [Int] = []
    var count = 0
    for kind in kinds {
      starts.append(kind == .own ? count : -1)
      if kind == .own { count += column }
    }
    denominatorStarts = starts
    func memory<T>(_ count: Int, _ value: T) -> UnsafeMutablePointer<T> {
      let memory = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
      memory.initialize(repeating: value, count: max(count, 1))
      return memory
    }
    values = memory(plan.kpis.count * column, 0)
    denominators = memory(count, 0)
    covariates = memory(plan.covariateDays > 0 ? (plan.kpis.count + 1) * users : 0, 0)
    entries = memory(users, Self.never)
    exposures = memory(arms * users, Self.never)
    leavings = memory(plan.keepsDays ? 2 * arms * users : 0, Self.never)
    marks = memory(users, 0)
    devices = memory(users, 0)
  }

  deinit {
    values.deallocate()
    denominators.deallocate()
    covariates.deallocate()
    entries.deallocate()
    exposures.deallocate()
    leavings.deallocate()
    marks.deallocate()
    devices.deallocate()
  }

  /// Memory that a table takes.
  package static func bytes(users: Int, arms: Int, plan: OutcomePlan, kinds: [Denominator]) -> Int {
    let columns = (plan.kpis.count + kinds.filter { $0 == .own }.count) * arms * plan.looks.count
    let days = arms * (plan.keepsDays ? 3 : 1)
    let covariates = plan.covariateDays > 0 ? plan.kpis.count + 1 : 0
    return users * (8 * (columns + covariates + 1) + 4 * (days + 1) + 2)
  }

  // MARK: Reading

  /// The users' numbers at a look.
  ///
  /// - Parameter kpi: Position in the plan.
  package func values(kpi: Int, arm: Int, look: Int) -> UnsafeBufferPointer<Int64> {
    UnsafeBufferPointer(start: values + start(kpi, arm, look), count: users)
  }

  /// What a user's number at a look is divided by; 0: the user does not count yet.
  @inline(__always)
  package func denominator(kpi: Int, arm: Int, look: Int, user: Int) -> Int64 {
    switch kinds[kpi] {
    case .user: entries[user] < Int32(plan.looks[look]) ? 1 : 0
    case .days: entries[user] == Self.never ? 0 : Int64(max(0, plan.looks[look] - Int(entries[user])))
    case .own: denominators[denominatorStarts[kpi] + (arm * plan.looks.count + look) * users + user]
    }
  }

  /// The same KPI of the user in the last days before the start; 0 for who came later.
  package func covariate(kpi: Int, user: Int) -> Int64 {
    plan.covariateDays > 0 ? covariates[(kpi + 1) * users + user] : 0
  }
  /// Sessions of the user in the last days before the start.
  package func sessionsBefore(user: Int) -> Int64 { covariate(kpi: -1, user: user) }
  /// The day on which a user came into the population; 0 for the installed base.
  package func entry(of user: Int) -> Int32 { entries[user] }
  /// The day on which the first message arrived in an arm.
  package func exposure(of user: Int, arm: Int) -> Int32 { exposures[arm * users + user] }
  /// Whether a condition of the plan held when the user came into the population.
  package func holds(_ condition: Int, user: Int) -> Bool { marks[user] >> UInt64(condition) & 1 == 1 }
  /// Index of the user's platform.
  package func platform(of user: Int) -> Int { Int(devices[user] & 0xff) }
  /// Index of the user's language.
  package func language(of user: Int) -> Int { Int(devices[user] >> 8) }

  // MARK: Columns

  /// Days that are kept of every user.
  enum DayColumn { case entry, exposure, uninstall, optOut }

  func dayColumn(_ day: DayColumn, _ arm: Int) -> UnsafeMutableRawPointer {
    switch day {
    case .entry: UnsafeMutableRawPointer(entries)
    case .exposure: UnsafeMutableRawPointer(exposures + arm * users)
    case .uninstall: UnsafeMutableRawPointer(leavings + arm * users)
    case .optOut: UnsafeMutableRawPointer(leavings + (arms + arm) * users)
    }
  }

  func finalValues(_ kpi: Int, _ arm: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(values + start(kpi, arm, plan.looks.count - 1))
  }

  func finalDenominators(_ kpi: Int, _ arm: Int) -> UnsafeMutableRawPointer? {
    guard denominatorStarts[kpi] >= 0 else { return nil }
    let column = arm * plan.looks.count + plan.looks.count - 1
    return UnsafeMutableRawPointer(denominators + denominatorStarts[kpi] + column * users)
  }

  func beforeStart(_ kpi: Int) -> UnsafeMutableRawPointer? {
    plan.covariateDays > 0 ? UnsafeMutableRawPointer(covariates + (kpi + 1) * users) : nil
  }

  // MARK: Writing

  private func start(_ kpi: Int, _ arm: Int, _ look: Int) -> Int {
    ((kpi * arms + arm) * plan.looks.count + look) * users
  }

  /// Enters a user who comes into the population.
  func enter(user: Int, day: Int32, marks: UInt64, platform: Int32, language: Int32) {
    entries[user] = day
    self.marks[user] = marks
    devices[user] = UInt16(truncatingIfNeeded: platform & 0xff) | UInt16(truncatingIfNeeded: language & 0xff) << 8
  }

  /// Enters what the user did before the start; −1: sessions.
  func enter(covariate: Int64, kpi: Int, user: Int) {
    if plan.covariateDays > 0 { covariates[(kpi + 1) * users + user] = covariate }
  }

  /// Enters the day on which the first message arrived.
  func enter(exposure day: Int32, arm: Int, user: Int) { exposures[arm * users + user] = day }

  /// Enters the days on which the user uninstalled and opted out, where they are kept.
  func enter(uninstall: Int32, optOut: Int32, arm: Int, user: Int) {
    guard plan.keepsDays else { return }
    leavings[arm * users + user] = uninstall
    leavings[(arms + arm) * users + user] = optOut
  }

  /// Enters a number at a look.
  func enter(_ value: Int64, of denominator: Int64, kpi: Int, arm: Int, look: Int, user: Int) {
    values[start(kpi, arm, look) + user] = value
    if denominatorStarts[kpi] >= 0 {
      denominators[denominatorStarts[kpi] + (arm * plan.looks.count + look) * users + user] = denominator
    }
  }
}

extension CompiledKPIs.KPI {
  /// What a user's number is divided by in a table.
  var tableDenominator: OutcomeTable.Denominator {
    if case .uninstall = final { return .user }
    return switch denominator {
    case .user: .user
    case .week: .days
    case .fed: .own
    }
  }
}

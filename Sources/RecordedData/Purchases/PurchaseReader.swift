import Primitives

/// Reads a transaction log in one pass, in any order of its rows, in memory that grows with customers and not with rows.
///
/// ```swift
/// let summary = try PurchaseReader(plan).read("transactions.csv.gz")
/// ```
/// Purchases of a customer on the same day are one, with the sum of their values; the first day is the start and not a
/// repeat purchase.
public struct PurchaseReader: Sendable {
  /// What the rows mean.
  public let plan: PurchasePlan

  /// A reader for a plan.
  public init(_ plan: PurchasePlan) { self.plan = plan }

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: ``DataError``, or what the progress handler throws.
  public func read(_ path: String, progress: RecordProgress.Handler = { _ in }) throws -> PurchaseSummary {
    try read(DataFile.records(path), progress: progress)
  }

  /// Reads rows.
  ///
  /// - Throws: ``DataError``, what the source throws, or what the progress handler throws.
  package func read(
    _ source: any RecordSource, progress: RecordProgress.Handler = { _ in }
  ) throws -> PurchaseSummary {
    var users = try UserColumn(plan.userColumn, in: source)
    var times = try TimeColumn(
      plan.timeColumn, format: plan.timeFormat, clock: plan.clock, latestDay: plan.limits.latestDay, in: source)
    let values = try plan.valueColumn.map { name throws(DataError) in
      try ValueColumn(name, hasDecimalComma: plan.hasDecimalComma, in: source)
    }
    var events = try EventRoles(eventPlan, in: source)
    var table = PurchaseTable(hasValues: values != nil)
    var rowsByDay: [Int: Int] = [:]
    var zeros = 0
    var pass = RowPass(source, limits: plan.limits)
    try pass.run(progress: progress) { account in
      let moment = try times.moment(source)
      guard try events.role(source).isActivity else {
        account.otherRows += 1
        return
      }
      let value = try values?.millionths(source)
      if value == 0 {
        zeros += 1
        if !plan.countsZeroValues {
          account.otherRows += 1
          return
        }
      }
      let user = try users.number(source)
      if user == table.count {
        table.addUser()
        if user & 1023 == 0 {
          try users.check(source, bytes: users.names.bytes + table.bytes, limit: plan.limits.userMemory)
        }
      }
      if let last = plan.lastDay, moment.day > last {
        account.rowsAfter += 1
        return
      }
      let isObserved = moment.day >= plan.firstDay ?? .min
      let fits = table.purchased(
        user, day: moment.day, value: value, isCalibrated: moment.day <= plan.calibrationEnd ?? .max,
        isObserved: isObserved)
      guard fits else {
        throw RowPass.Fault(.outOfRange(column: plan.valueColumn ?? "", allowed: "small enough to be summed"))
      }
      if isObserved { rowsByDay[moment.day, default: 0] += 1 } else { account.rowsBefore += 1 }
    }
    guard let format = times.format else { throw DataError("no row has a time that can be read", in: source.name) }
    try events.checkAllSeen(source)
    let window = try ObservationWindow(
      from: plan.firstDay, until: plan.lastDay, calibrationEnd: plan.calibrationEnd, rowsByDay: rowsByDay,
      hasDates: format.hasDates, source: source.name, maximumBadShare: plan.limits.maximumBadShare)
    var summary = PurchaseSummary(account: pass.account, timeFormat: format, unit: plan.unit, window: window)
    summary.zeroValues = zeros
    let days = PurchaseSummarizer(table, hasValues: values != nil).fill(&summary)
    summary.mergedRows = rowsByDay.values.reduce(0, +) - days
    return summary
  }

  /// The plan that finds purchases among events.
  private var eventPlan: ActivityPlan {
    var events = ActivityPlan(userColumn: plan.userColumn, timeColumn: plan.timeColumn, eventColumn: plan.eventColumn)
    events.activityEvents = plan.purchaseEvent.map { [$0] } ?? []
    return events
  }
}

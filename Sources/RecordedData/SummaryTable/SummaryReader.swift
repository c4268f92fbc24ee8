/// Reads a table of users who were summed up already, in one pass and in any order of its rows.
public struct SummaryReader: Sendable {
  /// What the columns mean.
  public let plan: SummaryPlan

  /// A reader for a plan.
  public init(_ plan: SummaryPlan) { self.plan = plan }

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: ``DataError``, or what the progress handler throws.
  public func read(_ path: String, progress: RecordProgress.Handler = { _ in }) throws -> SummaryTable {
    try read(DataFile.records(path), progress: progress)
  }

  /// Reads rows.
  ///
  /// - Throws: ``DataError``, what the source throws, or what the progress handler throws.
  package func read(_ source: any RecordSource, progress: RecordProgress.Handler = { _ in }) throws -> SummaryTable {
    let parser = try SummaryRowParser(plan, in: source)
    var groups: [SIMD3<Double>: Int] = [:]
    var spend: [SIMD2<Double>: Int] = [:]
    var withoutSpend = 0
    var pass = RowPass(source, limits: plan.limits)
    try pass.run(progress: progress) { _ in
      let row = try parser.parse(source)
      groups[SIMD3(row.repeats, row.last, row.observed), default: 0] += row.count
      guard let value = row.spend, row.repeats > 0 else { return }
      if value > 0 { spend[SIMD2(row.repeats, value), default: 0] += row.count } else { withoutSpend += row.count }
    }
    var table = SummaryTable(account: pass.account)
    table.repeatersWithoutSpend = withoutSpend
    let sorted = groups.sorted { ($0.key.z, $0.key.x, $0.key.y) < ($1.key.z, $1.key.x, $1.key.y) }
    if plan.isDiscrete {
      table.activity = sorted.map {
        ActivityGroup(
          activeDays: Int($0.key.x), lastActiveDay: Int($0.key.y), days: Int($0.key.z), users: $0.value)
      }
    } else {
      table.purchases = sorted.map {
        PurchaseGroup(repeats: Int($0.key.x), lastPurchase: $0.key.y, observed: $0.key.z, customers: $0.value)
      }
    }
    table.spend = spend.sorted { ($0.key.x, $0.key.y) < ($1.key.x, $1.key.y) }.map {
      SpendGroup(repeats: Int($0.key.x), meanSpend: $0.key.y, customers: $0.value)
    }
    return table
  }
}

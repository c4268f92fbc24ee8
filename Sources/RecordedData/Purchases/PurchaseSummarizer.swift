/// Makes the summary of a transaction log from what was kept of its customers.
struct PurchaseSummarizer {
  private let table: PurchaseTable
  private let hasValues: Bool

  init(_ table: PurchaseTable, hasValues: Bool) {
    self.table = table
    self.hasValues = hasValues
  }

  /// What one customer did.
  private struct Story {
    var repeats = 0
    var last = 0
    var holdout = 0
  }

  /// Fills an empty summary.
  ///
  /// - Returns: the days with a purchase, over all customers.
  func fill(_ summary: inout PurchaseSummary) -> Int {
    let days = table.days.sorted
    var groups: [SIMD4<Int32>: Int] = [:]
    var spend: [SIMD2<Int64>: Int] = [:]
    var holdout: [Int: (customers: Int, purchases: Int)] = [:]
    var all = 0
    for user in 0..<table.count {
      days.forEach(user: user) { _ in all += 1 }
      guard table.firstDays[user] != PurchaseTable.never else { continue }
      let start = Int(table.firstDays[user])
      guard start >= summary.firstDay else {
        summary.customersBefore += 1
        continue
      }
      guard start <= summary.calibrationEnd else {
        summary.customersAfter += 1
        continue
      }
      let story = tell(user, start, days, &summary)
      groups[SIMD4(Int32(story.repeats), Int32(story.last), Int32(summary.calibrationEnd - start), 0), default: 0] += 1
      holdout[story.repeats, default: (0, 0)].customers += 1
      holdout[story.repeats, default: (0, 0)].purchases += story.holdout
      guard hasValues, story.repeats > 0 else { continue }
      let value = table.values[user] - table.firstValues[user]
      if value > 0 {
        spend[SIMD2(Int64(story.repeats), value), default: 0] += 1
      } else {
        summary.repeatersWithoutSpend += 1
      }
    }
    summary.groups = sorted(groups, unit: summary.unit)
    summary.spend = spend.sorted { ($0.key.x, $0.key.y) < ($1.key.x, $1.key.y) }.map {
      SpendGroup(
        repeats: Int($0.key.x), meanSpend: Double($0.key.y) / 1_000_000 / Double($0.key.x), customers: $0.value)
    }
    if summary.calibrationEnd < summary.lastDay {
      summary.holdout = holdout.sorted { $0.key < $1.key }.map {
        HoldoutGroup(repeats: $0.key, customers: $0.value.customers, purchases: $0.value.purchases)
      }
    }
    return all
  }

  private func tell(
    _ user: Int, _ start: Int, _ days: DaySets.Sorted, _ summary: inout PurchaseSummary
  ) -> Story {
    var story = Story()
    summary.customers += 1
    summary.newCustomers[start - summary.firstDay] += 1
    days.forEach(user: user) { day in
      guard day > start else { return }
      summary.repeats[day - summary.firstDay] += 1
      if day <= summary.calibrationEnd {
        story.repeats += 1
        story.last = day - start
      } else {
        story.holdout += 1
      }
    }
    return story
  }

  private func sorted(_ groups: [SIMD4<Int32>: Int], unit: PurchasePlan.TimeUnit) -> [PurchaseGroup] {
    groups.sorted { ($0.key.x, $0.key.y, $0.key.z) < ($1.key.x, $1.key.y, $1.key.z) }.map {
      PurchaseGroup(
        repeats: Int($0.key.x), lastPurchase: Double($0.key.y) / unit.days, observed: Double($0.key.z) / unit.days,
        customers: $0.value)
    }
  }
}

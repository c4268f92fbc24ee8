import EngagementCore
import Primitives

/// What is kept of single users, where a table of them is wanted.
extension Ledger {
  /// Days that matter in a user's life, each plus one; 0: it has not come.
  enum StateDay: Int, CaseIterable {
    case uninstall, optOut, exposure
  }

  /// Notes what the end of a day has changed.
  @inline(never)
  mutating func noteState(_ day: Int32, isInstalled: Bool, acceptsPush: Bool) {
    if !isInstalled && own[stateBase] == 0 { own[stateBase + StateDay.uninstall.rawValue] = Int64(day) + 1 }
    if !acceptsPush && own[stateBase + StateDay.optOut.rawValue] == 0 {
      own[stateBase + StateDay.optOut.rawValue] = Int64(day) + 1
    }
  }

  /// Begins the past of a user.
  mutating func beginPast() { past.update(repeating: 0, count: layout.recorded + 1) }

  /// Books something that happened before the start.
  @inline(never)
  mutating func past(_ tag: Int32, topic: Int32, times: Int64, revenue: Int64) {
    for k in kpis.byTag[Int(tag)] {
      let feed = kpis.tagFeeds[Int(k)]
      if feed.topic < 0 || feed.topic == topic { enterPast(feed, times) }
    }
    if revenue != 0 {
      for k in kpis.revenueByTag[Int(tag)] { enterPast(kpis.revenueFeeds[Int(k)], revenue) }
    }
  }

  /// Books sessions that happened before the start.
  @inline(never)
  mutating func pastSessions(_ count: Int64, tag: Int32, isFirst: Bool) {
    past[0] += count
    past(tag, topic: -1, times: count, revenue: 0)
    if isFirst {
      for k in 0..<kpis.activeDay.count { enterPast(kpis.activeDay[k], 1) }
    }
  }

  private mutating func enterPast(_ feed: CompiledKPIs.Feed, _ amount: Int64) {
    if feed.record >= 0 && feed.slot & 1 == 0 { past[Int(feed.record) + 1] += feed.sign * amount }
  }

  /// Copies what the user did before the start to the table.
  mutating func recordPast(in table: OutcomeTable, user: Int) {
    for record in 0...layout.recorded { table.enter(covariate: past[record], kpi: record - 1, user: user) }
  }

  /// Copies the user's numbers in one arm to the table.
  @inline(never)
  mutating func record(arm: Int, in table: OutcomeTable, user: Int, firstDay: Int32) {
    let mine = self.mine(arm)
    let exposure = mine.numbers[stateBase + StateDay.exposure.rawValue]
    if exposure > 0 { table.enter(exposure: Int32(exposure - 1), arm: arm, user: user) }
    if table.plan.keepsDays {
      func day(_ day: StateDay) -> Int32 {
        let number = mine.numbers[stateBase + day.rawValue]
        return number > 0 ? Int32(number - 1) : OutcomeTable.never
      }
      table.enter(uninstall: day(.uninstall), optOut: day(.optOut), arm: arm, user: user)
    }
    for (record, kpi) in table.plan.kpis.enumerated() {
      let bins = mine.weekly + recordBase + record * 2 * layout.bins
      var sums = (Int64(0), Int64(0))
      for (look, end) in table.plan.looks.enumerated() {
        sums.0 += bins[look]
        sums.1 += bins[layout.bins + look]
        let isLast = end == layout.days
        let value =
          isLast
          ? (mine.numbers[2 * kpi], mine.numbers[2 * kpi + 1])
          : reading(kpi, sums, at: Int32(end), firstDay: firstDay, numbers: mine.numbers)
        table.enter(value.0, of: value.1, kpi: record, arm: arm, look: look, user: user)
      }
    }
  }

  /// A KPI of a user at a look before the end.
  private func reading(
    _ kpi: Int, _ sums: (Int64, Int64), at end: Int32, firstDay: Int32, numbers: UnsafeMutablePointer<Int64>
  ) -> (Int64, Int64) {
    guard firstDay < end else { return (0, 0) }
    func happened(_ day: StateDay) -> Int64 {
      let day = numbers[stateBase + day.rawValue]
      return day > 0 && day <= Int64(end) ? 1 : 0
    }
    switch kpis.kpis[kpi].final {
    case .none: return sums
    case .retention(let ages, _):
      // Who is observed by the end of the horizon, and so may count, is known.
      let isObserved = numbers[2 * kpi + 1] > 0 && firstDay + ages.upperBound <= end
      return isObserved ? (numbers[2 * kpi], 1) : (0, 0)
    case .uninstall: return (happened(.uninstall), 1)
    case .optOut:
      let accepted = numbers[2 * kpi + 1]
      return (accepted * happened(.optOut), accepted)
    case .share, .returns, .returnsStay: return (0, 0)
    }
  }
}

import EngagementCore
import Primitives

/// The books of one worker: counters of every arm, and the numbers of the user whose life is being played.
///
/// What books something is `mutating`, although it writes through pointers: for a call of a method that is not, the
/// compiler copies the whole structure.
struct Ledger: ~Copyable {
  let kpis: CompiledKPIs
  let layout: ArmSums.Layout
  let arms: Int
  /// Counters of each arm.
  private let counters: [UnsafeMutablePointer<Int64>]
  /// The arm's counters that are written now.
  private(set) var now: UnsafeMutablePointer<Int64>
  /// The user's numerators and denominators by arm: arm × 2 × KPIs.
  private let numbers: UnsafeMutablePointer<Int64>
  /// The user's weekly numbers by arm: arm × look × 2 × weeks.
  private let weekly: UnsafeMutablePointer<Int64>
  /// Sessions, and the KPIs that are kept of every user, before the start.
  let past: UnsafeMutablePointer<Int64>
  /// The user's numbers in tests, in the arm that is played: group × (sends, opens, conversions, revenue).
  private let tests: UnsafeMutablePointer<Int64>
  private(set) var own: UnsafeMutablePointer<Int64>
  private(set) var ownWeekly: UnsafeMutablePointer<Int64>
  private var touchedTests = false
  private var touchedLooks: Bool
  private(set) var sums: [ArmSums]
  /// Pushes in the user's current week.
  private var weekPushes = 0
  /// The user's messages by arm, of the days that count for the naive comparison; without one no day does.
  private let exposures: UnsafeMutablePointer<Int64>
  private var ownExposure: UnsafeMutablePointer<Int64>
  private let exposureDays: Int32

  let numbersPerArm: Int
  let weeklyPerArm: Int
  /// Where the days of ``StateDay`` and the bins of the KPIs that are kept begin, in the numbers and weekly numbers.
  let stateBase: Int
  let recordBase: Int
  private let lookOfDay: [Int32]

  init(kpis: CompiledKPIs, layout: ArmSums.Layout, arms: Int, outcomes: CompiledOutcomePlan? = nil) {
    self.kpis = kpis
    self.layout = layout
    self.arms = arms
    stateBase = 2 * layout.kpis
    recordBase = 2 * layout.looks * layout.weeks
    numbersPerArm = stateBase + (outcomes == nil ? 0 : StateDay.allCases.count)
    weeklyPerArm = recordBase + 2 * layout.recorded * layout.bins
    lookOfDay = outcomes?.lookOfDay ?? []
    past = Self.zeros(layout.recorded + 1)
    counters = (0..<arms).map { _ in Self.zeros(layout.size) }
    numbers = Self.zeros(max(numbersPerArm * arms, 1))
    weekly = Self.zeros(max(weeklyPerArm * arms, 1))
    tests = Self.zeros(max(layout.groups * 4, 1))
    exposures = Self.zeros(arms)
    ownExposure = exposures
    exposureDays = outcomes == nil ? kpis.naive?.days ?? 0 : Int32(layout.days)
    own = numbers
    ownWeekly = weekly
    now = counters[0]
    touchedLooks = layout.looks > 0
    sums = (0..<arms).map { _ in ArmSums(layout) }
  }

  private static func zeros(_ count: Int) -> UnsafeMutablePointer<Int64> {
    let memory = UnsafeMutablePointer<Int64>.allocate(capacity: count)
    memory.initialize(repeating: 0, count: count)
    return memory
  }

  deinit {
    counters.forEach { $0.deallocate() }
    numbers.deallocate()
    weekly.deallocate()
    past.deallocate()
    tests.deallocate()
    exposures.deallocate()
  }

  /// Hands over everything that was added up.
  mutating func close() -> [ArmSums] {
    for arm in 0..<arms { sums[arm].add(counters[arm]) }
    return sums
  }

  // MARK: One user in one arm

  /// Turns to an arm, whatever its user's numbers are.
  mutating func turn(to arm: Int) {
    now = counters[arm]
    own = numbers + numbersPerArm * arm
    ownWeekly = weekly + weeklyPerArm * arm
    ownExposure = exposures + arm
  }

  /// Turns to the next arm of the same user.
  mutating func begin(arm: Int) {
    turn(to: arm)
    ownExposure.pointee = 0
    clearUser()
    now[layout.users] += 1
  }

  /// Forgets the user whose life was played last in the arm.
  mutating func clearUser() {
    own.update(repeating: 0, count: numbersPerArm)
    ownWeekly.update(repeating: 0, count: weeklyPerArm)
    if touchedTests {
      tests.update(repeating: 0, count: layout.groups * 4)
      touchedTests = false
    }
    weekPushes = 0
  }

  @inline(__always)
  private mutating func enter(_ feed: CompiledKPIs.Feed, _ amount: Int64, day: Int32) {
    let value = feed.sign &* amount  // a sign is 1 or −1
    own[Int(feed.slot)] += value
    now[layout.series &+ Int(feed.slot) &* layout.days &+ Int(day)] += value
    if feed.isWatched { watch(feed, value, day: day) }
  }

  /// Books what has a weekly series or is kept of every user.
  private mutating func watch(_ feed: CompiledKPIs.Feed, _ value: Int64, day: Int32) {
    if feed.look >= 0 {
      ownWeekly[(Int(feed.look) * 2 + Int(feed.slot & 1)) * layout.weeks + Int(day) / 7] += value
    }
    if feed.record >= 0 {
      let book = recordBase + (Int(feed.record) * 2 + Int(feed.slot & 1)) * layout.bins
      ownWeekly[book + Int(lookOfDay[Int(day)])] += value
    }
  }

  @inline(__always)
  private mutating func enter(_ feeds: Table<CompiledKPIs.Feed>, _ amount: Int64, day: Int32) {
    for k in 0..<feeds.count { enter(feeds[k], amount, day: day) }
  }

  /// Books occurrences of a tag.
  @inline(__always)
  mutating func tag(_ tag: Int32, topic: Int32, times: Int64, day: Int32) {
    for k in kpis.byTag[Int(tag)] {
      let feed = kpis.tagFeeds[Int(k)]
      if feed.topic < 0 || feed.topic == topic { enter(feed, times, day: day) }
    }
  }

  /// Books revenue of an event.
  mutating func revenue(_ micros: Int64, tag: Int32, day: Int32) {
    now[layout.revenue] += micros
    for k in kpis.revenueByTag[Int(tag)] { enter(kpis.revenueFeeds[Int(k)], micros, day: day) }
  }

  /// Books the first session of a day.
  @inline(__always)
  mutating func activeDay(_ day: Int32, age: Int32, installedInHorizon: Bool) {
    now[layout.activeUsers + Int(day)] += 1
    enter(kpis.activeDay, 1, day: day)
    guard installedInHorizon else { return }
    now[layout.retentionActive + Int(age)] += 1
    for k in 0..<kpis.retention.count {
      let watch = kpis.retention[k]
      if age >= watch.from && age <= watch.to { own[2 * Int(watch.kpi)] = 1 }
    }
  }

  /// Books what a send costs.
  mutating func cost(_ cost: Int64, day: Int32) {
    now[layout.cost] += cost
    enter(kpis.cost, cost, day: day)
  }

  /// Books a delivery.
  @inline(__always)
  mutating func delivery(_ channel: Channel, day: Int32, weekday: Int32, hour: Int32) {
    now[layout.heatMap &+ Int(weekday &* 24 &+ hour)] += 1
    if day < exposureDays { expose(channel, day: day) }
    switch channel {
    case .push:
      weekPushes += 1
      enter(kpis.push, 1, day: day)
    case .email: enter(kpis.email, 1, day: day)
    case .sms: enter(kpis.sms, 1, day: day)
    case .inApp, .any: enter(kpis.inApp, 1, day: day)
    }
  }

  @inline(never)
  private mutating func expose(_ channel: Channel, day: Int32) {
    if let naive = kpis.naive, day < naive.days, channel == .push || naive.countsAll { ownExposure.pointee += 1 }
    if numbersPerArm > stateBase {
      let exposure = own + stateBase + StateDay.exposure.rawValue
      if exposure.pointee == 0 { exposure.pointee = Int64(day) + 1 }
    }
  }

  /// Credits a conversion to a campaign in a view; −1: sees it.
  mutating func attribute(_ view: Int, campaign: Int32, revenue: Int64) {
    let base = now + layout.credits + (view * (layout.campaigns + 1) + Int(campaign) + 1) * 2
    base[0] += 1
    base[1] += revenue
  }

  /// Counts a session by its source.
  mutating func session(_ source: SessionAttribution.Source) {
    let index =
      switch source {
      case .direct: 0
      case .influenced: 1
      case .unattributed: 2
      }
    now[layout.sources + index] += 1
  }

  /// Counts an answer of a poll.
  mutating func answer(_ index: Int32) { now[layout.answers + Int(index)] += 1 }

  /// Counts a user at a moment of an arm, as one of all (0) or of those who satisfy a probe (from 1).
  mutating func probe(_ index: Int, at moment: ProbeMoment, isInstalled: Bool, arm: Int) {
    counters[arm][layout.probed + moment.offset(of: index, probes: layout.probes) + (isInstalled ? 0 : 1)] += 1
  }

  /// Lists a user who satisfies the first probe at the end.
  mutating func list(_ user: ProbedUser, arm: Int) { sums[arm].probedUsers.append(user) }

  /// Counters of the arm's campaigns, which the dispatcher writes.
  var campaignCounters: UnsafeMutablePointer<Int64> { now + layout.campaign }

  /// Closes a week of a user whom pushes can reach.
  @inline(__always)
  mutating func closeWeek(isReachable: Bool) {
    if isReachable || weekPushes > 0 {
      now[layout.weekly + min(weekPushes, ArmSums.Layout.weeklyBins - 1)] += 1
    }
    weekPushes = 0
  }

  // MARK: Tests

  /// What is booked for a group of a test.
  enum TestCount: Int {
    case send = 0
    case open, conversion, revenue
  }

  /// Books something of the user in a test.
  mutating func test(_ test: Int32, group: Int32, _ count: TestCount, _ amount: Int64 = 1) {
    tests[(layout.firstGroups[Int(test)] + Int(group)) * 4 + count.rawValue] += amount
    touchedTests = true
  }

  private mutating func closeTests(arm: Int) {
    guard touchedTests else { return }
    for group in 0..<layout.groups {
      let own = tests + group * 4
      guard own[0] > 0 else { continue }
      let base = now + layout.test + group * ArmSums.Layout.groupCounts
      base[0] += 1
      base[1] += own[0]
      base[2] += own[1]
      base[3] += own[1] > 0 ? 1 : 0
      base[4] += own[2] > 0 ? 1 : 0
      base[5] += own[3]
      sums[arm].squaredRevenue[group] += Int128(own[3]) * Int128(own[3])
    }
  }

  // MARK: Users that are put aside

  /// The numbers of one user in one arm.
  struct Pages {
    fileprivate var numbers: [Int64] = []
    fileprivate var weekly: [Int64] = []
    fileprivate var tests: [Int64] = []
    fileprivate var weekPushes = 0
    fileprivate var exposure: Int64 = 0
    fileprivate var touchedTests = false
  }

  /// Copies the numbers of the user.
  mutating func save(to pages: inout Pages) {
    func copy(_ memory: UnsafeMutablePointer<Int64>, _ count: Int, to array: inout [Int64]) {
      array.removeAll(keepingCapacity: true)
      array.append(contentsOf: UnsafeBufferPointer(start: memory, count: count))
    }
    copy(own, numbersPerArm, to: &pages.numbers)
    copy(ownWeekly, weeklyPerArm, to: &pages.weekly)
    if touchedTests { copy(tests, layout.groups * 4, to: &pages.tests) }
    pages.weekPushes = weekPushes
    pages.exposure = ownExposure.pointee
    pages.touchedTests = touchedTests
  }

  /// Puts the numbers of a user back, in the arm that is played.
  mutating func restore(_ pages: Pages) {
    for k in pages.numbers.indices { own[k] = pages.numbers[k] }
    for k in pages.weekly.indices { ownWeekly[k] = pages.weekly[k] }
    if touchedTests && !pages.touchedTests { tests.update(repeating: 0, count: layout.groups * 4) }
    for k in pages.tests.indices { tests[k] = pages.tests[k] }
    weekPushes = pages.weekPushes
    ownExposure.pointee = pages.exposure
    touchedTests = pages.touchedTests
  }

  /// Puts the final numbers of a user in some arm back, for ``add(baseline:firstDay:)``.
  mutating func place(_ pages: Pages, arm: Int) {
    for k in pages.numbers.indices { numbers[numbersPerArm * arm + k] = pages.numbers[k] }
    for k in pages.weekly.indices { weekly[weeklyPerArm * arm + k] = pages.weekly[k] }
    exposures[arm] = pages.exposure
  }

  /// The user's numbers in some arm.
  func mine(_ arm: Int) -> (numbers: UnsafeMutablePointer<Int64>, weekly: UnsafeMutablePointer<Int64>) {
    (numbers + numbersPerArm * arm, weekly + weeklyPerArm * arm)
  }

  // MARK: The end of a life and of a user

  /// A number of the user in the arm that is played.
  mutating func number(_ slot: Int) -> Int64 { own[slot] }

  /// Sets a KPI that is decided at the end.
  mutating func settle(_ kpi: Int, _ numerator: Bool, of denominator: Bool) {
    own[2 * kpi] = numerator && denominator ? 1 : 0
    own[2 * kpi + 1] = denominator ? 1 : 0
  }

  /// Finishes an arm of a user who was in the population from `firstDay`, and lived until `lastDay`.
  mutating func end(arm: Int, firstDay: Int32, lastDay: Int32, installedInHorizon: Bool, isNewcomer: Bool = false) {
    now[layout.userDays] += Int64(lastDay - firstDay + 1)
    if !isNewcomer { now[layout.joined + Int(firstDay)] += 1 }
    if installedInHorizon { now[layout.observed + layout.days - 1 - Int(firstDay)] += 1 }
    for index in 0..<layout.kpis {
      switch kpis.kpis[index].denominator {
      case .user: own[2 * index + 1] = 1
      case .week: own[2 * index + 1] = Int64(layout.days) - Int64(firstDay)
      case .fed: break
      }
    }
    closeTests(arm: arm)
  }

  /// Adds the user's numbers in all arms to the moments, each arm beside the baseline.
  mutating func add(baseline: Int, firstDay: Int32) {
    let base = numbers + numbersPerArm * baseline
    for arm in 0..<arms {
      let mine = numbers + numbersPerArm * arm
      for kpi in 0..<layout.kpis {
        sums[arm].moments.add(
          SIMD4(mine[2 * kpi], mine[2 * kpi + 1], base[2 * kpi], base[2 * kpi + 1]), at: kpi)
      }
    }
    for look in 0..<layout.looks { addLooks(look, baseline: baseline, firstDay: firstDay) }
    if let naive = kpis.naive { add(naive, baseline: base) }
  }

  /// Adds the user's numbers in every arm to those of the group in which the arm's messages put them, beside the baseline's.
  private mutating func add(_ naive: CompiledKPIs.Naive, baseline base: UnsafeMutablePointer<Int64>) {
    let (top, bottom) = (2 * naive.kpi, 2 * naive.kpi + 1)
    for arm in 0..<arms {
      let mine = numbers + numbersPerArm * arm
      let group = (naive.groups.lastIndex { $0 <= exposures[arm] }) ?? 0
      sums[arm].naive.add(SIMD4(mine[top], mine[bottom], base[top], base[bottom]), at: group)
    }
  }

  private mutating func addLooks(_ look: Int, baseline: Int, firstDay: Int32) {
    let kpi = kpis.kpis[kpis.looks[look]]
    let weeks = layout.weeks
    let base = weekly + weeklyPerArm * baseline + look * 2 * weeks
    for arm in 0..<arms {
      let mine = weekly + weeklyPerArm * arm + look * 2 * weeks
      var x = SIMD4<Int64>.zero
      for week in 0..<weeks {
        x[0] += mine[week]
        x[2] += base[week]
        switch kpi.denominator {
        case .user:
          x[1] = 1
          x[3] = 1
        case .week:
          x[1] = max(0, Int64(min(layout.days, (week + 1) * 7)) - Int64(firstDay))
          x[3] = x[1]
        case .fed:
          x[1] += mine[weeks + week]
          x[3] += base[weeks + week]
        }
        sums[arm].looks.add(x, at: look * weeks + week)
      }
    }
  }
}

import EngagementCore
import Primitives

/// What one arm adds up over users: integers only, so that shards merge exactly in any order.
package struct ArmSums: Sendable {
  /// Every plain counter in one array; the sections are given by ``Layout``.
  package fileprivate(set) var counters: [Int64]
  /// Exact moments by KPI: this arm (numerator, denominator), then the baseline.
  package var moments: MomentTable
  /// The same, cumulative at the end of each week: index look × weeks + week.
  package var looks: MomentTable
  /// The moments of one KPI by group of users that got so many messages.
  package var naive: MomentTable
  /// Sums of squares of the revenue of the groups of tests.
  package var squaredRevenue: [Int128]
  /// Users who satisfied the first probe at the end, in any order; empty unless the world lists them.
  package var probedUsers: [ProbedUser] = []
  package let layout: Layout

  /// Where each counter is.
  package struct Layout: Sendable {
    package let days: Int
    package let kpis: Int
    package let campaigns: Int
    package let weeks: Int
    package let looks: Int
    /// First group of each test, and the number of all groups.
    package let firstGroups: [Int]
    package let groups: Int
    /// Answers of all polls together.
    package let answerCount: Int
    /// Views of who claims conversions.
    package let views: Int
    /// Groups of users by the messages that they got; 0: not asked for.
    package let naiveGroups: Int
    /// KPIs that are kept of every user, and the bins of each in the user's book; 0: none.
    package let recorded: Int
    let bins: Int
    /// Retention is followed up to this age.
    package var ages: Int { days }

    package static let weeklyBins = 22
    package static let groupCounts = 6

    // The hot path reads the starts of the sections: they are stored, not added up each time.
    let activeUsers: Int
    /// Users by the day on which they joined the population.
    let joined: Int
    let retentionActive: Int
    /// New users by the last age at which they are observed.
    let observed: Int
    let series: Int
    let campaign: Int
    let weekly: Int
    let heatMap: Int
    let test: Int
    let users: Int
    let cost: Int
    let revenue: Int
    let userDays: Int
    let answers: Int
    /// By view: conversions and revenue of all, then of each campaign.
    let credits: Int
    /// Sessions by source, where there are views.
    let sources: Int
    /// Users with and without the app at the launch, then of each probe; the same at the end.
    let probed: Int
    let probes: Int
    let size: Int

    init(
      days: Int, kpis: Int, campaigns: Int, weeks: Int, looks: Int, firstGroups: [Int], groups: Int, answerCount: Int,
      views: Int, probes: Int, naiveGroups: Int, recorded: Int = 0, bins: Int = 0
    ) {
      self.naiveGroups = naiveGroups
      self.recorded = recorded
      self.bins = bins
      self.probes = probes
      self.views = views
      self.answerCount = answerCount
      self.days = days
      self.kpis = kpis
      self.campaigns = campaigns
      self.weeks = weeks
      self.looks = looks
      self.firstGroups = firstGroups
      self.groups = groups
      var end = 0
      func section(_ count: Int) -> Int {
        end += count
        return end - count
      }
      activeUsers = section(days)
      joined = section(days)
      retentionActive = section(days)
      observed = section(days)
      series = section(2 * kpis * days)
      campaign = section(campaigns * CampaignCounters.count)
      weekly = section(Self.weeklyBins)
      heatMap = section(168)
      test = section(groups * Self.groupCounts)
      users = section(1)
      cost = section(1)
      revenue = section(1)
      userDays = section(1)
      answers = section(answerCount)
      credits = section(views * (campaigns + 1) * 2)
      sources = section(views > 0 ? 3 : 0)
      probed = section(probes > 0 ? (probes + 1) * ProbeMoment.words * ProbeMoment.allCases.count : 0)
      size = end
    }
  }

  init(_ layout: Layout) {
    self.layout = layout
    counters = Array(repeating: 0, count: layout.size)
    moments = MomentTable(count: layout.kpis)
    looks = MomentTable(count: layout.looks * layout.weeks)
    naive = MomentTable(count: layout.naiveGroups)
    squaredRevenue = Array(repeating: 0, count: layout.groups)
  }

  /// Gives the counters to a body that adds to them.
  mutating func withCounters(_ body: (UnsafeMutablePointer<Int64>) -> Void) {
    counters.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { body(base) }
    }
  }

  /// Adds counters that a worker kept in memory of its own.
  mutating func add(_ other: UnsafePointer<Int64>) {
    for k in counters.indices { counters[k] += other[k] }
  }

  /// Adds the sums of another shard.
  package static func += (a: inout ArmSums, b: ArmSums) {
    for k in a.counters.indices { a.counters[k] += b.counters[k] }
    a.moments += b.moments
    a.looks += b.looks
    a.naive += b.naive
    a.probedUsers += b.probedUsers
    for k in a.squaredRevenue.indices { a.squaredRevenue[k] += b.squaredRevenue[k] }
  }
}

extension ArmSums {
  /// Users counted (in the population at the launch, or installed later).
  package var users: Int { Int(counters[layout.users]) }
  /// Total cost of messages.
  package var cost: Money { Money(micros: counters[layout.cost]) }
  /// Total revenue.
  package var revenue: Money { Money(micros: counters[layout.revenue]) }
  /// Days that were simulated, user by user.
  package var userDays: Int { Int(counters[layout.userDays]) }
  /// Users with a session, by day.
  package var activeUsers: [Int] { section(layout.activeUsers, layout.days) }
  /// Users in the population, by day.
  package var presentUsers: [Int] {
    var present = 0
    return section(layout.joined, layout.days).map { joined in
      present += joined
      return present
    }
  }
  /// Users active at an age, of those who installed in the horizon.
  package var retentionActive: [Int] { section(layout.retentionActive, layout.ages) }
  /// Users who can be observed at an age.
  package var retentionUsers: [Int] {
    var observed = 0
    return Array(
      section(layout.observed, layout.ages).reversed().map { leaving in
        observed += leaving
        return observed
      }.reversed())
  }
  /// How often each answer of each poll was given, in the order of the campaigns.
  package var answers: [Int] { section(layout.answers, layout.answerCount) }
  /// Conversions and their revenue (millionths) that a view saw in all (nil) or credits to a campaign.
  package func credits(view: Int, campaign: Int?) -> (conversions: Int, revenue: Int64) {
    let base = layout.credits + (view * (layout.campaigns + 1) + (campaign.map { $0 + 1 } ?? 0)) * 2
    return (Int(counters[base]), counters[base + 1])
  }
  /// Sessions that a message opened, influenced ones, and the others; empty without views.
  package var sessionSources: [Int] { section(layout.sources, layout.views > 0 ? 3 : 0) }
  /// Users at a moment who satisfy a probe, or all of them (nil).
  package func probed(_ probe: Int?, at moment: ProbeMoment) -> ProbeCount {
    guard layout.probes > 0 else { return ProbeCount(installed: 0, uninstalled: 0) }
    let base = layout.probed + moment.offset(of: probe.map { $0 + 1 } ?? 0, probes: layout.probes)
    return ProbeCount(installed: Int(counters[base]), uninstalled: Int(counters[base + 1]))
  }
  /// User-weeks by number of pushes; the last bin is open.
  package var weeklyPushes: [Int] { section(layout.weekly, Layout.weeklyBins) }
  /// Deliveries by weekday × hour.
  package var heatMap: [Int] { section(layout.heatMap, 168) }

  /// Daily sums of a KPI's numerator or denominator.
  package func series(kpi: Int, denominator: Bool) -> [Int] {
    section(layout.series + (2 * kpi + (denominator ? 1 : 0)) * layout.days, layout.days)
  }

  /// How often a campaign's decision ended like this.
  package func count(_ outcome: Outcome, campaign: Int) -> Int {
    Int(counters[layout.campaign + campaign * CampaignCounters.count + CampaignCounters.index(outcome)])
  }

  /// A campaign's other counts.
  package func count(_ count: CampaignCount, campaign: Int) -> Int {
    Int(counters[layout.campaign + campaign * CampaignCounters.count + CampaignCounters.index(count)])
  }

  /// Counts of one group of a test.
  package func group(test: Int, group: Int) -> GroupCounts {
    let index = layout.firstGroups[test] + group
    let base = layout.test + index * Layout.groupCounts
    return GroupCounts(
      users: Int(counters[base]), sends: Int(counters[base + 1]), opens: Int(counters[base + 2]),
      openers: Int(counters[base + 3]), converters: Int(counters[base + 4]), revenue: counters[base + 5],
      squaredRevenue: squaredRevenue[index])
  }

  /// What one group of a test did.
  package struct GroupCounts: Sendable, Equatable {
    package let users: Int
    package let sends: Int
    package let opens: Int
    package let openers: Int
    package let converters: Int
    /// Millionths.
    package let revenue: Int64
    package let squaredRevenue: Int128
  }

  private func section(_ start: Int, _ count: Int) -> [Int] { counters[start..<start + count].map { Int($0) } }
}

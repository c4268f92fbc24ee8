import EngagementCore
import Primitives

/// Turns KPI definitions into feeds.
struct KPICompiler {
  let scenario: Scenario
  let tagIDs: [String: Int32]
  let arena: Arena
  /// KPIs that are kept of every user.
  var recorded: [Int] = []

  /// Lists of feeds while they are gathered.
  private struct Lists {
    var tags: [[CompiledKPIs.Feed]]
    var revenue: [[CompiledKPIs.Feed]]
    var cost: [CompiledKPIs.Feed] = []
    var push: [CompiledKPIs.Feed] = []
    var inApp: [CompiledKPIs.Feed] = []
    var email: [CompiledKPIs.Feed] = []
    var sms: [CompiledKPIs.Feed] = []
    var activeDay: [CompiledKPIs.Feed] = []
    var retention: [CompiledKPIs.RetentionWatch] = []
    var watches: [CompiledKPIs.Watch] = []
  }

  func compile(_ shares: [String: (Predicate, Predicate)]) -> CompiledKPIs {
    let tagCount = tagIDs.count
    var lists = Lists(
      tags: Array(repeating: [], count: tagCount), revenue: Array(repeating: [], count: tagCount))
    let looks = lookKPIs()
    var kpis: [CompiledKPIs.KPI] = []
    for (index, definition) in scenario.kpis.enumerated() {
      let look = Int32(looks.firstIndex(of: index) ?? -1)
      kpis.append(compile(definition, index: Int32(index), look: look, shares: shares, into: &lists))
    }
    func flatten(_ nested: [[CompiledKPIs.Feed]]) -> (Table<Range<Int32>>, Table<CompiledKPIs.Feed>) {
      var flat: [CompiledKPIs.Feed] = []
      var ranges: [Range<Int32>] = []
      for list in nested {
        ranges.append(Int32(flat.count)..<Int32(flat.count + list.count))
        flat += list
      }
      return (arena.table(ranges), arena.table(flat))
    }
    let (byTag, tagFeeds) = flatten(lists.tags)
    let (revenueByTag, revenueFeeds) = flatten(lists.revenue)
    return CompiledKPIs(
      kpis: arena.table(kpis), byTag: byTag, tagFeeds: tagFeeds, revenueByTag: revenueByTag, revenueFeeds: revenueFeeds,
      cost: arena.table(lists.cost), push: arena.table(lists.push), inApp: arena.table(lists.inApp),
      email: arena.table(lists.email), sms: arena.table(lists.sms),
      activeDay: arena.table(lists.activeDay), retention: arena.table(lists.retention),
      watches: arena.table(lists.watches), looks: looks,
      readsDevice: scenario.kpis.contains { $0.measure == .optOuts } || !shares.isEmpty, naive: naive)
  }

  private var naive: CompiledKPIs.Naive? {
    guard let naive = scenario.naive, let kpi = scenario.kpis.firstIndex(where: { $0.name == naive.kpi }) else {
      return nil
    }
    return CompiledKPIs.Naive(
      kpi: kpi, days: Int32(naive.days), countsAll: naive.by == .messages, groups: naive.groups.map { Int64($0) })
  }

  /// KPIs that an objective names have a weekly series, if their values add up over days.
  private func lookKPIs() -> [Int] {
    let named = Set(([scenario.objective] + scenario.programs.map(\.objective)).compactMap { $0?.kpi })
    return scenario.kpis.indices.filter {
      named.contains(scenario.kpis[$0].name) && scenario.kpis[$0].measure.isAdditive
    }
  }

  private func compile(
    _ definition: KPIDefinition, index: Int32, look: Int32, shares: [String: (Predicate, Predicate)],
    into lists: inout Lists
  ) -> CompiledKPIs.KPI {
    func feed(_ sign: Int64 = 1, topic: String? = nil) -> CompiledKPIs.Feed {
      let id = topic.flatMap { scenario.tagPlan.topics.firstIndex(of: $0) }.map(Int32.init) ?? -1
      return CompiledKPIs.Feed(slot: 2 * index, topic: id, sign: sign, look: look, record: record(of: index))
    }
    var final = CompiledKPIs.Final.none
    var money = false
    switch definition.measure {
    case .count(let tag, let topic, _):
      if let id = tagIDs[tag] { lists.tags[Int(id)].append(feed(topic: topic)) }
    case .revenue(let event, _):
      money = true
      addRevenue(of: event, feed(), to: &lists)
    case .cost:
      money = true
      lists.cost.append(feed())
    case .margin:
      money = true
      addRevenue(of: nil, feed(), to: &lists)
      lists.cost.append(feed(-1))
    case .messages(let channel, _):
      let all = channel == nil || channel == .any
      if all || channel == .push { lists.push.append(feed()) }
      if all || channel == .inApp { lists.inApp.append(feed()) }
      if all || channel == .email { lists.email.append(feed()) }
      if all || channel == .sms { lists.sms.append(feed()) }
    case .activeDays: lists.activeDay.append(feed())
    case .retention(let days):
      let (from, to) = (Int32(days.lowerBound), Int32(days.upperBound))
      final = .retention(from..<to + 1, slot: 2 * index)
      lists.retention.append(CompiledKPIs.RetentionWatch(kpi: index, from: from, to: to))
    case .share:
      if let pair = shares[definition.name] { final = .share(of: pair.0, among: pair.1) }
    case .optOuts: final = .optOut
    case .uninstalls: final = .uninstall
    case .returns(let after):
      final = .returns(gap: Int32(after), watch: Int32(lists.watches.count))
      lists.watches.append(CompiledKPIs.Watch(gap: Int32(after), stays: .max))
    case .returnsStay(let after, let stays):
      final = .returnsStay(gap: Int32(after), stays: Int32(stays), watch: Int32(lists.watches.count))
      lists.watches.append(CompiledKPIs.Watch(gap: Int32(after), stays: Int32(stays)))
    }
    let unit = definition.measure.unit
    let denominator = addDenominator(unit, index: index, look: look, to: &lists)
    return CompiledKPIs.KPI(
      denominator: definition.measure.isAdditive ? denominator : .fed, final: final, look: look,
      isAdditive: definition.measure.isAdditive, scale: (money ? 1e-6 : 1) * (unit == .week ? 7 : 1))
  }

  private func record(of kpi: Int32) -> Int32 { Int32(recorded.firstIndex(of: Int(kpi)) ?? -1) }

  private func addRevenue(of event: String?, _ feed: CompiledKPIs.Feed, to lists: inout Lists) {
    for (name, id) in tagIDs where event == nil || event == name { lists.revenue[Int(id)].append(feed) }
  }

  private func addDenominator(
    _ unit: KPIDefinition.Unit, index: Int32, look: Int32, to lists: inout Lists
  ) -> CompiledKPIs.Denominator {
    let feed = CompiledKPIs.Feed(slot: 2 * index + 1, topic: -1, sign: 1, look: look, record: record(of: index))
    switch unit {
    case .user: return .user
    case .week: return .week
    case .session:
      if let id = tagIDs["session"] { lists.tags[Int(id)].append(feed) }
      return .fed
    case .activeDay:
      lists.activeDay.append(feed)
      return .fed
    }
  }
}

extension KPIDefinition.Measure {
  /// Whether the values of days add up to the value of the horizon.
  package var isAdditive: Bool {
    switch self {
    case .count, .revenue, .cost, .margin, .messages, .activeDays: true
    case .retention, .share, .optOuts, .uninstalls, .returns, .returnsStay: false
    }
  }

  /// What the sum is divided by.
  package var unit: KPIDefinition.Unit {
    switch self {
    case .count(_, _, let unit), .revenue(_, let unit), .cost(let unit), .margin(let unit), .messages(_, let unit),
      .activeDays(let unit):
      unit
    case .retention, .share, .optOuts, .uninstalls, .returns, .returnsStay: .user
    }
  }
}

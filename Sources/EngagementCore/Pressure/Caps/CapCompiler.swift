import Primitives

/// Resolves the names of caps and lays out the words of a user.
struct CapCompiler {
  let limits: LimitsDefinition
  let campaigns: [CampaignDefinition]
  let arena = Arena()
  private(set) var rules: [CapRule] = []
  private(set) var groups: [CapBook.Group] = []
  private(set) var order: [Int32] = []
  private(set) var periods: [PeriodTable] = []
  private(set) var categories: [Int32] = []
  /// Names of the segments that have quotas.
  private(set) var segments: [String] = []
  private(set) var stateWords = 0
  private var categoryIDs: [String: Int32] = [:]

  init(
    _ limits: LimitsDefinition, campaigns: [CampaignDefinition], start: CivilDate, days: ClosedRange<Int>,
    zones: ZoneTable, userZones: Int
  ) throws(CapProblem) {
    self.limits = limits
    self.campaigns = campaigns
    categories = campaigns.map { id(ofCategory: $0.content.category) }
    for cap in limits.caps {
      let clock: CapRule.Clock
      switch cap.window {
      case .rolling(let seconds): clock = .rolling(CapRule.period(seconds: seconds))
      case .session: clock = .session
      case .lifetime: clock = .lifetime
      case .calendar(let unit, let zone):
        clock = .calendar(periods.count)
        let calendar = try Self.position(of: zone, in: zones)
        periods += (0..<max(userZones, 1)).map {
          PeriodTable(unit, calendar: calendar, user: $0, zones: zones, start: start, days: days, arena: arena)
        }
      }
      rules.append(
        CapRule(
          scope: try scope(of: cap), limit: CapRule.limit(of: cap), clock: clock, counts: CapEvent(cap.counts),
          whenOver: cap.whenOver, offset: stateWords))
      stateWords += CapRule.words(cap)
    }
    group()
  }

  private static func position(of zone: Zone, in zones: ZoneTable) throws(CapProblem) -> Int? {
    guard case .fixed(let name) = zone else { return nil }
    guard let position = zones.names.firstIndex(of: name) else { throw .unknownZone(name) }
    return position
  }

  /// Id of a category, 0 for none.
  private mutating func id(ofCategory name: String) -> Int32 {
    if name.isEmpty { return 0 }
    if let known = categoryIDs[name] { return known }
    let id = Int32(categoryIDs.count + 1)
    categoryIDs[name] = id
    return id
  }

  private mutating func scope(of cap: FrequencyCapDefinition) throws(CapProblem) -> CapScope {
    var scope = CapScope(channels: channelBit(cap.channel ?? .any), category: -1, campaign: -1)
    if let category = cap.category { scope.category = id(ofCategory: category) }
    if let name = cap.campaign {
      guard let index = campaigns.firstIndex(where: { $0.name == name }) else { throw .unknownCampaign(name) }
      scope.campaign = Int32(index)
    }
    return scope
  }

  /// Puts caps of one scope and segment together, in the order in which a ``CapBook`` reads them.
  private mutating func group() {
    var scopes: [CapScope] = []
    for rule in rules where !scopes.contains(rule.scope) { scopes.append(rule.scope) }
    let ranked = scopes.indices.sorted { (-scopes[$0].specificity, $0) < (-scopes[$1].specificity, $1) }
    for scope in ranked.map({ scopes[$0] }) {
      let own = rules.indices.filter { rules[$0].scope == scope }
      var quotas: [String] = []
      for segment in own.compactMap({ limits.caps[$0].segment }) where !quotas.contains(segment) {
        quotas.append(segment)
      }
      let first = groups.count
      let parts = quotas.map(Optional.some) + [nil]
      for segment in parts {
        let members = own.filter { limits.caps[$0].segment == segment }
        if members.isEmpty { continue }
        let range = order.count..<order.count + members.count
        order += members.map(Int32.init)
        groups.append(
          CapBook.Group(scope: scope, segment: segment.map { id(ofSegment: $0) } ?? -1, rules: range, scopeEnd: 0))
      }
      for k in first..<groups.count { groups[k].scopeEnd = groups.count }
    }
  }

  private mutating func id(ofSegment name: String) -> Int32 {
    if let known = segments.firstIndex(of: name) { return Int32(known) }
    segments.append(name)
    return Int32(segments.count - 1)
  }
}

/// A name in a frequency cap that nothing has.
public enum CapProblem: Error, Equatable {
  case unknownCampaign(String)
  case unknownZone(String)
}

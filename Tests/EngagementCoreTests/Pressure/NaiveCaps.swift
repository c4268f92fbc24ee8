import EngagementCore
import Primitives

/// Frequency caps by their definition: keeps the whole history and counts it anew for every question.
struct NaiveCaps {
  var limits = LimitsDefinition()
  var campaigns: [CampaignDefinition]
  var zones: ZoneTable
  var userZone = 0
  var start = CapDesk.start
  var segments: Set<String> = []
  var history: [Entry] = []
  var sessions = 0

  struct Entry {
    var time: LocalTime
    var campaign: Int
    var channel: Channel
    var event: FrequencyCapDefinition.Counted
    /// Sessions that had begun.
    var session: Int
  }

  mutating func note(_ campaign: Int, _ channel: Channel, _ event: FrequencyCapDefinition.Counted, at time: LocalTime) {
    guard campaigns[campaign].countsTowardLimits else { return }
    history.append(Entry(time: time, campaign: campaign, channel: channel, event: event, session: sessions))
  }

  /// The rank of the period that a moment of the user's clock lies in.
  private func period(_ unit: FrequencyCapDefinition.CalendarUnit, _ zone: Zone, _ time: LocalTime) -> Int {
    var day = start.dayNumber + Int(time.day)
    if case .fixed(let name) = zone, let id = zones.names.firstIndex(of: name) {
      let wall = zones.wallClock(
        date: CivilDate(dayNumber: day), second: Int(time.secondOfDay), from: userZone, to: id)
      day = (wall - (wall % secondsPerDay + secondsPerDay) % secondsPerDay) / secondsPerDay
    }
    switch unit {
    case .day: return day
    case .week(let first):
      // Back to the first day of the week.
      while CivilDate(dayNumber: day).weekday != first { day -= 1 }
      return day
    case .month:
      let (year, month, _) = CivilDate(dayNumber: day).components
      return year * 12 + month
    }
  }

  private func concerns(_ cap: FrequencyCapDefinition, _ campaign: Int, _ channel: Channel) -> Bool {
    (cap.channel == nil || cap.channel == .any || cap.channel == channel)
      && (cap.category == nil || cap.category == campaigns[campaign].content.category)
      && (cap.campaign == nil || cap.campaign == campaigns[campaign].name)
  }

  func isFree(_ cap: FrequencyCapDefinition, at time: LocalTime) -> Bool {
    let counted = history.filter { entry in
      guard entry.event == cap.counts, concerns(cap, entry.campaign, entry.channel) else { return false }
      switch cap.window {
      case .rolling(let seconds): return Int(time) - Int(entry.time) < seconds
      case .calendar(let unit, let zone): return period(unit, zone, entry.time) == period(unit, zone, time)
      case .session: return entry.session == sessions
      case .lifetime: return true
      }
    }
    return counted.count < cap.limit
  }

  private static func scope(_ cap: FrequencyCapDefinition) -> String {
    "\(cap.channel == .any ? "" : cap.channel?.rawValue ?? "")|\(cap.category ?? "-")|\(cap.campaign ?? "-")"
  }

  private static func specificity(_ cap: FrequencyCapDefinition) -> Int {
    cap.campaign != nil ? 3 : cap.category != nil ? 2 : cap.channel != nil && cap.channel != .any ? 1 : 0
  }

  /// The caps that hold for a message to this user.
  func applicable(_ campaign: Int, _ channel: Channel) -> [FrequencyCapDefinition] {
    let own = limits.caps.filter { cap in
      concerns(cap, campaign, channel) && cap.segment.map { segments.contains($0) } ?? true
    }
    let replaced = Set(own.filter { $0.segment != nil }.map(Self.scope))
    let holding = own.filter { $0.segment != nil || !replaced.contains(Self.scope($0)) }
    if limits.combine != .mostSpecific { return holding }
    let most = holding.map(Self.specificity).max() ?? 0
    return holding.filter { Self.specificity($0) == most }
  }

  func isFree(_ campaign: Int, _ channel: Channel, at time: LocalTime) -> Bool {
    guard campaigns[campaign].obeysLimits else { return true }
    let caps = applicable(campaign, channel)
    if limits.combine == .mostPermissive { return caps.isEmpty || caps.contains { isFree($0, at: time) } }
    return Dictionary(grouping: caps, by: Self.scope).values.allSatisfy { sameScope in
      // Each segment's quota is a set of caps; one whole set suffices.
      Dictionary(grouping: sameScope, by: \.segment).values.contains { $0.allSatisfy { isFree($0, at: time) } }
    }
  }

  /// The first later message that would be sent if this one were not, and is lost if it is.
  func loss(
    _ campaign: Int, _ channel: Channel, at time: LocalTime, ahead: [(campaign: Int, channel: Channel, due: LocalTime)]
  ) -> Int? {
    var (without, with) = (self, self)
    with.noteAll(campaign, channel, at: time)
    for later in ahead {
      // Every later message has a session of its own.
      without.sessions += 1
      with.sessions += 1
      guard without.isFree(later.campaign, later.channel, at: later.due) else { continue }
      if !with.isFree(later.campaign, later.channel, at: later.due) { return later.campaign }
      without.noteAll(later.campaign, later.channel, at: later.due)
      with.noteAll(later.campaign, later.channel, at: later.due)
    }
    return nil
  }

  private mutating func noteAll(_ campaign: Int, _ channel: Channel, at time: LocalTime) {
    for event in FrequencyCapDefinition.Counted.allCases { note(campaign, channel, event, at: time) }
  }
}

import Primitives

/// The schedules of one arm's campaigns, compiled into what is due on each day in each zone and at each tag.
public struct ProgramPlan: Sendable {
  /// A message due at a fixed local time.
  @frozen
  public struct Due: Sendable {
    /// At the fallback of the usual hour where ``clock`` asks for that.
    public let time: LocalTime
    public let campaign: Int32
    public let clock: CompiledClock
  }

  /// A campaign sent at a rate, each user with a phase of their own.
  @frozen
  public struct Staggered: Sendable {
    public let campaign: Int32
    /// Messages a day, in units of 2^−40: so fine that a year of days does not feel the rounding of the rate.
    @usableFromInline let perDay: Int64
    public let clock: CompiledClock
    @usableFromInline let hash: UInt32

    @usableFromInline
    init(campaign: Int32, perWeek: Double, clock: CompiledClock, hash: UInt32) {
      self.campaign = campaign
      perDay = Int64((perWeek / 7 * 0x1p40).rounded())
      self.clock = clock
      self.hash = hash
    }

    /// A user's phase, from 0 to 1 in units of 2^−40: every user has one of their own, so that a day's curve carries no
    /// spikes of the schedule.
    @inlinable @inline(__always)
    public func phase(of user: UInt32) -> Int64 { Int64(user &* 2_654_435_769 &+ hash) << 8 }

    /// Messages to a user of this phase from the start up to the end of `day`.
    @inlinable @inline(__always)
    func count(through day: Int32, _ phase: Int64) -> Int32 {
      Int32(truncatingIfNeeded: (Int64(day) &* perDay &+ phase) >> 40)
    }

    /// Messages to a user of this phase on a day.
    @inlinable @inline(__always)
    public func messages(on day: Int32, _ phase: Int64) -> Int32 {
      count(through: day, phase) - count(through: day - 1, phase)
    }

    /// The first day from `day` on with a message to a user of this phase, or `end` when there is none before it.
    @inlinable @inline(__always)
    public func next(from day: Int32, before end: Int32, _ phase: Int64) -> Int32 {
      var next = day
      let past = count(through: next - 1, phase)
      while next < end && count(through: next, phase) == past { next += 1 }
      return min(next, end)
    }
  }

  /// A campaign for users without a session for some days.
  @frozen
  public struct Idle: Sendable {
    public let campaign: Int32
    public let days: Int32
    /// Days after the last send at which it comes again; 0: never while the silence lasts.
    public let againEvery: Int32
    public let clock: CompiledClock
  }

  /// A campaign that a tag starts.
  @frozen
  public struct Trigger: Sendable {
    public let campaign: Int32
    /// Measure that counts the tag, and the count at which it fires; −1: every time.
    public let measure: Int32
    public let occurrence: Int32
    public let delay: Int32
    /// Days after the tag and the clock, for D+N schedules; −1: after the delay.
    public let day: Int32
    public let clock: CompiledClock
    /// Measure of the tag's first day, to catch up at the launch; −1 when not needed.
    public let firstDay: Int32
  }

  /// A time of day.
  @frozen
  public struct CompiledClock: Sendable {
    /// Second of the day, or the fallback of the usual hour.
    public let second: Int32
    public let isUsualHour: Bool
  }

  public let campaigns: Table<Int32>
  public let staggered: Table<Staggered>
  public let idle: Table<Idle>
  @usableFromInline let dues: Table<Due>
  @usableFromInline let dueRanges: Table<Range<Int32>>
  /// The first day from each on with a due message, by zone.
  @usableFromInline let nextDues: Table<Int32>
  @usableFromInline let days: Int32
  @usableFromInline let triggers: Table<Trigger>
  @usableFromInline let triggerRanges: Table<Range<Int32>>
  /// Every D+N trigger, to catch up at the launch.
  public let delayed: Table<Trigger>
  /// Starts that depend on more than tags and the calendar, and what calls messages off.
  public let reactions: Reactions
  /// Whether there is any of those.
  @usableFromInline let isReactive: Bool
  /// Whether anything can ever be sent.
  public var isEmpty: Bool { campaigns.count == 0 }
  private let arena: Arena

  /// Ranges of the messages due on `day` for users of `zone`.
  @inlinable @inline(__always)
  public func due(zone: Int32, day: Int32) -> Range<Int32> { dueRanges[Int(zone &* days &+ day)] }

  /// The first day from `day` on with a message due to users of `zone`, or the end of the horizon.
  @inlinable @inline(__always)
  public func nextDue(zone: Int32, from day: Int32) -> Int32 {
    day < days ? nextDues[Int(zone &* days &+ day)] : days
  }

  /// One of the messages of ``due(zone:day:)``.
  @inlinable @inline(__always)
  public func due(_ index: Int32) -> Due { dues[Int(index)] }

  /// Ranges of the triggers of a tag.
  @inlinable @inline(__always)
  public func triggers(of tag: Int32) -> Range<Int32> { triggerRanges[Int(tag)] }

  /// One of the triggers of ``triggers(of:)``.
  @inlinable @inline(__always)
  public func trigger(_ index: Int32) -> Trigger { triggers[Int(index)] }

  /// Compiles the schedules of `campaigns`.
  ///
  /// - Parameters:
  ///   - definitions: All campaigns of the scenario.
  ///   - selected: Indices of the arm's campaigns.
  ///   - tagIDs: Ids of tags by name.
  ///   - countMeasure: Id of the measure that counts a tag.
  ///   - firstMeasure: Id of the measure of a tag's first day.
  ///   - zones: Zones of users and schedules; the first `userZones` are those of users.
  package init(
    definitions: [CampaignDefinition], selected: [Int], tagIDs: [String: Int32], tagCount: Int,
    countMeasure: (String) -> Int32, firstMeasure: (String) -> Int32, zones: ZoneTable, userZones: Int,
    start: CivilDate, horizonDays: Int, appInfoOffset: (String) -> Int? = { _ in nil }
  ) {
    let arena = Arena()
    self.arena = arena
    reactions = Reactions(
      definitions: definitions, selected: selected, tagIDs: tagIDs, tagCount: tagCount, appInfoOffset: appInfoOffset,
      arena: arena)
    isReactive = !reactions.isEmpty
    campaigns = arena.table(selected.map(Int32.init))
    days = Int32(horizonDays)
    var staggered: [Staggered] = []
    var idle: [Idle] = []
    var triggers = [[Trigger]](repeating: [], count: tagCount)
    for index in selected {
      let campaign = definitions[index]
      switch campaign.schedule {
      case .perWeek(let rate, let at):
        staggered.append(
          Staggered(
            campaign: Int32(index), perWeek: rate, clock: CompiledClock(at), hash: stableHash(campaign.name)))
      case .idle(let days, let again, let at):
        idle.append(
          Idle(campaign: Int32(index), days: Int32(days), againEvery: Int32(again ?? 0), clock: CompiledClock(at)))
      case .after(let tag, let days, let at):
        guard let id = tagIDs[tag] else { continue }
        for day in days {
          triggers[Int(id)].append(
            Trigger(
              campaign: Int32(index), measure: countMeasure(tag), occurrence: 1, delay: 0, day: Int32(day),
              clock: CompiledClock(at), firstDay: firstMeasure(tag)))
        }
      case .onTag(let tag, let occurrence, let delay):
        guard let id = tagIDs[tag] else { continue }
        triggers[Int(id)].append(
          Trigger(
            campaign: Int32(index), measure: occurrence == nil ? -1 : countMeasure(tag),
            occurrence: Int32(occurrence ?? 0), delay: Int32(delay), day: -1,
            clock: CompiledClock(.at(secondOfDay: 0)), firstDay: -1))
      case .onAppInfo, .onSegment, .onFeedback: break
      case .dates, .weekly, .monthly: break
      }
    }
    self.staggered = arena.table(staggered)
    self.idle = arena.table(idle)
    let calendar = ScheduleCalendar(zones: zones, start: start, horizonDays: horizonDays)
    let byDay = calendar.dues(of: selected.map { ($0, definitions[$0]) }, userZones: userZones)
    (dues, dueRanges) = Self.flatten(byDay, in: arena)
    nextDues = arena.table(Self.nextDays(byDay, days: horizonDays))
    (self.triggers, triggerRanges) = Self.flatten(triggers, in: arena)
    delayed = arena.table(triggers.joined().filter { $0.day >= 0 })
  }

  /// For each day of each zone the first from it on whose list is not empty, or the number of days.
  private static func nextDays(_ lists: [[Due]], days: Int) -> [Int32] {
    var next = [Int32](repeating: Int32(days), count: lists.count)
    for index in lists.indices.reversed() {
      let day = index % days
      if !lists[index].isEmpty {
        next[index] = Int32(day)
      } else if day + 1 < days {
        next[index] = next[index + 1]
      }
    }
    return next
  }

  static func flatten<Element>(
    _ lists: [[Element]], in arena: Arena
  ) -> (Table<Element>, Table<Range<Int32>>) {
    var flat: [Element] = []
    var ranges: [Range<Int32>] = []
    for list in lists {
      ranges.append(Int32(flat.count)..<Int32(flat.count + list.count))
      flat += list
    }
    return (arena.table(flat), arena.table(ranges))
  }
}

extension ProgramPlan.CompiledClock {
  init(_ time: ClockTime) {
    switch time {
    case .at(let second): self.init(second: Int32(second), isUsualHour: false)
    case .usual(let fallback): self.init(second: Int32(fallback), isUsualHour: true)
    }
  }
}

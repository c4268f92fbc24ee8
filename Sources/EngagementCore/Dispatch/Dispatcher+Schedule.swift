import Primitives

/// What the calendar, a rate or the silence of the user brings.
extension Dispatcher {
  /// Puts the day's scheduled messages on the agenda, those after the first moment of a new user.
  @inlinable @inline(__always)
  public mutating func beginDay(_ day: Int32, after first: LocalTime) {
    if isObserved { takeMorning(day, after: first) }
    if rules.hasDailySegments { refreshSegments(day) }
    if !isActive { return }
    if day == scheduledDay { enterScheduled(day, after: first) }
    for k in 0..<plans[arm].idle.count where nextIdle(k, from: day) == day {
      let schedule = plans[arm].idle[k]
      pushDue(schedule.campaign, at: day * 86_400 + second(of: schedule.clock), silence: schedule.days)
    }
    if isReactive { watchSegments(at: max(day * 86_400, first)) }
  }

  @usableFromInline
  mutating func enterScheduled(_ day: Int32, after first: LocalTime) {
    for k in plans[arm].due(zone: zone, day: day) {
      let due = plans[arm].due(k)
      let time = due.clock.isUsualHour ? day * 86_400 + second(of: due.clock) : due.time
      if time > first { pushDue(due.campaign, at: time) }
    }
    var next = plans[arm].nextDue(zone: zone, from: day + 1)
    for k in 0..<plans[arm].staggered.count {
      let schedule = plans[arm].staggered[k]
      let phase = schedule.phase(of: draws.user)
      for number in 0..<schedule.messages(on: day, phase) {
        // Several on one day are three hours apart, the last at the stated hour.
        let time = day * 86_400 + (second(of: schedule.clock) + 86_400 - 10_800 * number) % 86_400
        if time > first { pushDue(schedule.campaign, at: time) }
      }
      next = schedule.next(from: day + 1, before: next, phase)
    }
    scheduledDay = next
  }

  @usableFromInline
  mutating func pushDue(_ campaign: Int32, at time: LocalTime, silence: Int32 = 0) {
    agenda.push(
      Agenda.Item(
        time: time, rank: rules.campaigns[Int(campaign)].rank, kind: .due, subject: campaign, detail: silence))
  }

  /// The first day from `day` on with a message of the calendar or of a rate; at the latest the end of the horizon.
  mutating func nextScheduled(from day: Int32) -> Int32 {
    var next = plans[arm].nextDue(zone: zone, from: day)
    for k in 0..<plans[arm].staggered.count {
      let schedule = plans[arm].staggered[k]
      next = schedule.next(from: day, before: next, schedule.phase(of: draws.user))
    }
    return next
  }

  /// The first day from `day` on at which an idle campaign is due if the user stays silent.
  @usableFromInline @inline(__always)
  mutating func nextIdle(_ index: Int, from day: Int32) -> Int32 {
    if lastSessionDay == Self.never { return .max }
    let schedule = plans[arm].idle[index]
    let first = lastSessionDay + schedule.days
    if day <= first { return first }
    if schedule.againEvery == 0 { return .max }
    guard let last = rules.lastEntered(schedule.campaign, words) else { return day }
    return max(day, last.day + schedule.againEvery)
  }

  /// The first day from `day` on at which any message may be due to a user who stays silent.
  public mutating func nextMessage(from day: Int32) -> Int32 {
    // A segment may be entered by the mere passing of time.
    if plans[arm].reactions.segments.count > 0 { return day }
    var next = min(scheduledDay, horizonDays)
    for k in 0..<plans[arm].idle.count { next = min(next, nextIdle(k, from: day)) }
    if agenda.count > 0 { next = min(next, agenda.nextTime.day) }
    return max(next, day)
  }

  /// The second of the day of a clock; the usual hour is learned from sessions, or known when sessions have no hour.
  @usableFromInline
  mutating func second(of clock: ProgramPlan.CompiledClock) -> Int32 {
    if !clock.isUsualHour { return clock.second }
    if knownHour >= 0 { return knownHour * 3600 }
    guard let hour = layout.usualHour(in: words) else { return clock.second }
    return hour * 3600
  }

  /// Puts a D+N message on the agenda, unless its time has passed already.
  mutating func push(_ trigger: ProgramPlan.Trigger, onDay day: Int32, after moment: LocalTime) {
    if day >= horizonDays { return }
    let time = day * 86_400 + second(of: trigger.clock)
    if time >= moment { pushDue(trigger.campaign, at: time) }
  }
}

import Primitives

/// The last word of a policy of somebody's own. Nothing here is called in an arm without one.
extension Dispatcher {
  /// Whether the policy lets a message go that every rule allows; its end is counted if not.
  @inline(never) @usableFromInline
  mutating func passesPolicy(_ campaign: Int32, _ channel: Channel, at time: LocalTime) -> Bool {
    // Nobody sees a data push.
    guard let policy, !rules.campaigns[Int(campaign)].isData else { return true }
    if policy.policy.decide(question(campaign, channel, at: time, policy)) == .send { return true }
    return stop(.ownPolicy, campaign, at: time)
  }

  private mutating func question(
    _ campaign: Int32, _ channel: Channel, at time: LocalTime, _ desk: PolicyDesk
  ) -> PolicyQuestion {
    let day = time.day
    let hash = rules.campaigns[Int(campaign)].hash
    let weekday = (desk.firstWeekday + day) % 7
    return PolicyQuestion(
      arm: desk.arms[arm], campaign: desk.campaigns[Int(campaign)], channel: channel, day: Int(day),
      weekday: Int(weekday < 0 ? weekday + 7 : weekday), hour: Int(time.hour), platform: desk.platforms[Int(words[0])],
      language: desk.languages[Int(words[1])], daysSinceSession: days(since: lastSessionDay, on: day),
      daysSinceInstall: days(since: installDay, on: day), pushesInWeek: Int(memory.inWeek(endingOn: day)),
      pushes: Int(memory.pushes), opens: Int(memory.opens), pushesSinceOpen: Int(memory.sinceOpen),
      draw: Draws.uniform(draws.block(.ownPolicy, occurrence: UInt32(bitPattern: time), entity: hash).x))
  }

  private func days(since day: Int32, on today: Int32) -> Int? {
    day == Self.never ? nil : Int(max(today - day, 0))
  }

  @inline(never) @usableFromInline
  mutating func remember(_ campaign: Int32, _ channel: Channel, at time: LocalTime) {
    memory.noteArrival(campaign, isPush: channel == .push, day: time.day)
  }

  @inline(never) @usableFromInline
  mutating func rememberOpening(_ campaign: Int32) { memory.noteOpening(campaign) }
}

import Primitives

/// From entry to send.
extension Dispatcher {
  /// Whether something is to be done at once.
  @inlinable public var hasTasks: Bool {
    @inline(__always) get { tasks.count > 0 }
  }

  @inlinable @inline(__always)
  mutating func enqueueEntry(_ campaign: Int32, at time: LocalTime, delay: Int32) {
    tasks.append(Agenda.Item(time: time, rank: 0, kind: .due, subject: campaign, detail: delay))
  }

  /// Does the next task; call it only while ``hasTasks``, with ``reach`` up to date.
  ///
  /// - Returns: Whether something is sent: ``outgoing``.
  @inlinable
  public mutating func step() -> Bool {
    let task = tasks[nextTask]
    if isObserved { takeStep(at: task.time) }
    nextTask += 1
    if nextTask == tasks.count {
      tasks.removeAll()
      nextTask = 0
    }
    switch task.kind {
    case .due: return enter(task.subject, at: task.time, delay: task.detail)
    default:
      return attempt(
        task.subject, at: task.time, due: task.detail, entered: task.address, extra: task.extra)
    }
  }

  /// Handles an item of the platform's own kinds, with ``reach`` up to date.
  ///
  /// - Returns: Whether something is sent: ``outgoing``. Further tasks may be left.
  @inlinable @inline(__always)
  public mutating func handle(_ item: Agenda.Item) -> Bool {
    if isObserved { takeStep(at: item.time) }
    // Most items are due messages: they go their own way, as an item is too large to be handed on in registers.
    if item.kind != .due { return handleHeld(item) }
    // Who came back since the morning is not silent any more.
    if item.detail > 0 && item.time.day &- lastSessionDay < item.detail { return false }
    return enter(item.subject, at: item.time, delay: 0)
  }

  @inline(never) @usableFromInline
  mutating func handleHeld(_ item: Agenda.Item) -> Bool {
    switch item.kind {
    case .release:
      rules.noteWaiting(item.subject, words, -1)
      return attempt(item.subject, at: item.time, due: item.detail, entered: item.address, extra: item.extra)
    case .timeout: return timeOut(item)
    default:
      checkSilence(item)
      return false
    }
  }

  /// A message becomes due: does the user enter the campaign?
  @inline(never) @usableFromInline
  mutating func enter(_ campaign: Int32, at time: LocalTime, delay: Int32) -> Bool {
    if isPlain && waiting.count == 0 && rules.campaigns[Int(campaign)].isPlain {
      return enter(campaign, at: time, delay: delay, isPlain: true)
    }
    return enterFully(campaign, at: time, delay: delay)
  }

  @inline(never)
  private mutating func enterFully(
    _ campaign: Int32, at time: LocalTime, delay: Int32
  ) -> Bool {
    enter(campaign, at: time, delay: delay, isPlain: false)
  }

  /// One text, compiled twice: nothing is asked of a plain campaign in a plain run that only others need.
  @inline(__always)
  private mutating func enter(
    _ campaign: Int32, at time: LocalTime, delay: Int32, isPlain: Bool
  ) -> Bool {
    // A message that nobody saw in time must not keep the next one out.
    if !isPlain && waiting.count > 0 { dropExpired(at: time) }
    let isSpecial = !isPlain && rules.campaigns[Int(campaign)].isSpecial
    if isSpecial && !isOpen(campaign, at: time) { return false }
    guard rules.admits(campaign, words, at: time) else {
      if !isPlain && isObserved, let refusal = rules.refusal(campaign, words, at: time, zone: zone) {
        observe(.refused(refusal), campaign, at: time)
      }
      return false
    }
    count(.targeted, campaign)
    rules.noteEntry(campaign, words, at: time)
    if !isPlain && isObserved { observe(.entered(due: time + delay), campaign, at: time) }
    if isSpecial {
      if isCoupled && !takesIn(campaign, at: time) { return stop(.audienceFull, campaign, at: time) }
      if waitsForTag(campaign, at: time, delay: delay) { return false }
    }
    if delay == 0 {
      return attempt(campaign, at: time, due: time, entered: time, extra: 0, isPlain: isPlain)
    }
    hold(campaign, until: time + delay, due: time + delay, entered: time, extra: 0)
    return false
  }

  /// Whether the campaign takes users in now.
  @inline(never)
  private mutating func isOpen(_ campaign: Int32, at time: LocalTime) -> Bool {
    if rules.campaigns[Int(campaign)].special?.isOpen(zone: zone, at: time) != false { return true }
    if isObserved { observe(.refused(.closed), campaign, at: time) }
    return false
  }

  @inline(never)
  private mutating func takesIn(_ campaign: Int32, at time: LocalTime) -> Bool {
    guard let special = rules.campaigns[Int(campaign)].special, special.audienceLimit > 0 else { return true }
    let takesIn = couplings?.takeIn(campaign, draws.user) ?? true
    if isObserved { hear(.answer(campaign: campaign, takesIn ? .go : .stop(.audienceFull)), at: time) }
    return takesIn
  }

  @inline(never)
  private mutating func hold(
    _ campaign: Int32, until release: LocalTime, due: LocalTime, entered: LocalTime, extra: Int32
  ) {
    rules.noteWaiting(campaign, words, 1)
    agenda.push(
      Agenda.Item(
        time: release, rank: rules.campaigns[Int(campaign)].rank, kind: .release, subject: campaign, detail: due,
        address: entered, extra: extra))
  }

  @discardableResult
  mutating func stop(_ outcome: Outcome, _ campaign: Int32, rule: Int32 = -1, at time: LocalTime) -> Bool {
    count(outcome, campaign)
    if isObserved { observe(.stopped(outcome, rule: rule), campaign, at: time) }
    return false
  }

  /// Ends a message whose fate is known only outside: it came too late, or to a device without the app.
  public mutating func lose(_ campaign: Int32, as outcome: Outcome, at time: LocalTime) {
    if isObserved { hear(.lost(campaign: campaign, outcome), at: time) }
    stop(outcome, campaign, rule: -1, at: time)
  }

  /// Finds the messages of higher priority that are due to the user within the time that the caps look ahead.
  @inline(never) @usableFromInline
  mutating func lookAhead(_ campaign: Int32, at time: LocalTime) {
    ahead = UnsafeMutableBufferPointer(rebasing: aheadMemory[..<0])
    guard let end = rules.caps.aheadEnd(at: time) else { return }
    let rank = rules.campaigns[Int(campaign)].rank
    var found: [DueMessage] = []
    func add(_ other: Int32, at due: LocalTime) {
      guard other != campaign, rules.campaigns[Int(other)].rank < rank, due > time, due < end else { return }
      let channel = rules.campaigns[Int(other)].channel
      found.append(DueMessage(campaign: other, channel: channel == .any ? .push : channel, due: due))
    }
    // Today's messages are on the agenda; later ones stand in the calendar.
    for k in 0..<agenda.count where agenda[k].kind == .due || agenda[k].kind == .release {
      add(agenda[k].subject, at: agenda[k].time)
    }
    if end > (time.day + 1) * 86_400 {
      for day in stride(from: time.day + 1, through: min(end.day, horizonDays - 1), by: 1) {
        for k in plans[arm].due(zone: zone, day: day) {
          let due = plans[arm].due(k)
          add(due.campaign, at: due.clock.isUsualHour ? day * 86_400 + second(of: due.clock) : due.time)
        }
      }
    }
    found.sort { ($0.due, $0.campaign) < ($1.due, $1.campaign) }
    if found.count > aheadMemory.count {
      aheadMemory.deallocate()
      aheadMemory = .allocate(capacity: 2 * found.count)
    }
    for k in found.indices { aheadMemory[k] = found[k] }
    ahead = UnsafeMutableBufferPointer(rebasing: aheadMemory[..<found.count])
  }

  @inline(never) @usableFromInline
  mutating func attempt(
    _ campaign: Int32, at time: LocalTime, due: LocalTime, entered: LocalTime, extra: Int32
  ) -> Bool {
    attempt(campaign, at: time, due: due, entered: entered, extra: extra, isPlain: false)
  }

  /// Sends a message if every rule allows it. Most messages go from due to sent in one step: that path is one function.
  @inline(__always)
  private mutating func attempt(
    _ campaign: Int32, at time: LocalTime, due: LocalTime, entered: LocalTime, extra: Int32, isPlain: Bool
  ) -> Bool {
    if !isPlain && !rules.hasSimpleCaps { lookAhead(campaign, at: time) }
    switch rules.decide(
      campaign, words, at: time, due: due, entered: entered, reach: reach, zone: zone, tries: extra & 0xFF,
      ahead: UnsafeBufferPointer(ahead), isPlain: isPlain)
    {
    case .stop(let outcome, let rule):
      count(outcome, campaign)
      if !isPlain && isObserved { observe(.stopped(outcome, rule: rule), campaign, at: time) }
      return false
    case .postpone(let release, let reason, let rule):
      count(reason == .quietHours ? .quietDeferred : .postponed, campaign)
      if isObserved { observe(.postponed(until: release, reason, rule: rule), campaign, at: time) }
      // What did not go out in its minute must queue again.
      let tries = extra & ~Agenda.Item.reserved
      hold(campaign, until: release, due: due, entered: entered, extra: reason == .cap ? tries + 1 : tries)
      return false
    case .waitForSession:
      wait(campaign, at: time, due: due, entered: entered)
      return false
    case .passOver(let rule):
      stop(.capped, campaign, rule: rule, at: time)
      if isReactive { react(to: .received, of: campaign, answer: -1, at: time) }
      return false
    case .deliver(let channel):
      if !isPlain && asksPolicy && !passesPolicy(campaign, channel, at: time) { return false }
      if !isPlain && isCoupled && !passesCouplings(campaign, at: time, due: due, entered: entered, extra: extra) {
        return false
      }
      return send(campaign, at: time, channel, isPlain: isPlain)
    }
  }

  /// Puts an in-app message among those that wait for a session.
  @inline(never)
  private mutating func wait(_ campaign: Int32, at time: LocalTime, due: LocalTime, entered: LocalTime) {
    rules.noteWaiting(campaign, words, 1)
    if isObserved { observe(.waits, campaign, at: time) }
    waiting.append(
      Agenda.Item(
        time: due, rank: rules.campaigns[Int(campaign)].rank, kind: .release, subject: campaign, detail: due,
        address: entered))
  }

  /// Whether budget and throttle let a message go now.
  @inline(never)
  private mutating func passesCouplings(
    _ campaign: Int32, at time: LocalTime, due: LocalTime, entered: LocalTime, extra: Int32
  ) -> Bool {
    // A ghost send costs nothing and takes no place in the queue.
    if rules.campaigns[Int(campaign)].isData || rules.group(of: campaign, draws).isHeldOut { return true }
    let answer = couplings?.ask(campaign, at: time, zone: zone, extra: extra) ?? .go
    if isObserved { hear(.answer(campaign: campaign, answer), at: time) }
    switch answer {
    case .go: return true
    case .stop(let outcome): return stop(outcome, campaign, at: time)
    case .later(let release):
      count(.postponed, campaign)
      if isObserved { observe(.postponed(until: release, .throttle, rule: -1), campaign, at: time) }
      hold(campaign, until: release, due: due, entered: entered, extra: extra | Agenda.Item.reserved)
      return false
    }
  }

  /// Makes the delivery, or the ghost of one.
  @inline(__always)
  private mutating func send(_ campaign: Int32, at time: LocalTime, _ channel: Channel, isPlain: Bool) -> Bool {
    let (isHeldOut, variant) = isPlain ? (false, 0) : rules.group(of: campaign, draws)
    outgoing.campaign = campaign
    outgoing.time = time
    outgoing.channel = channel
    outgoing.variant = variant
    outgoing.isHeldOut = isHeldOut
    if isHeldOut {
      count(.heldOut, campaign)
      rules.noteGhost(campaign, words, at: time)
      if isObserved { observe(.heldOut(variant: variant), campaign, at: time) }
      return true
    }
    outgoing.occurrence = rules.occurrence(campaign, words, on: time.day)
    rules.noteDelivery(campaign, words, at: time, channel: channel, zone: zone)
    if !isPlain && isObserved { observe(.sent(channel, variant: variant), campaign, at: time) }
    if !isPlain && isReactive { react(to: .received, of: campaign, answer: -1, at: time) }
    return true
  }

  // MARK: Waiting for a session

  /// Shows the first waiting in-app message that may be shown.
  ///
  /// - Returns: Whether something is shown: ``outgoing``.
  public mutating func showWaiting(at time: LocalTime) -> Bool {
    if waiting.count == 0 { return false }
    if isObserved {
      tellReach(at: time)
      hear(.opening, at: time)
    }
    dropExpired(at: time)
    // Those that cannot be shown here go back to the end: every one is looked at once.
    var left = waiting.count
    while left > 0 {
      left -= 1
      var best = 0
      for k in 1..<left + 1 where waiting[k].rank < waiting[best].rank { best = k }
      let item = waiting[best]
      if let special = rules.campaigns[Int(item.subject)].special, !special.mayShow(on: reach.activity) {
        waiting.remove(at: best)
        waiting.append(item)
        continue
      }
      waiting.remove(at: best)
      rules.noteWaiting(item.subject, words, -1)
      if attempt(item.subject, at: time, due: item.detail, entered: item.address, extra: 0) { return true }
    }
    return false
  }

  /// Whether an in-app message waits.
  @inlinable public var hasWaiting: Bool { waiting.count > 0 }

  /// Drops waiting in-app messages whose time is over.
  @inline(never)
  public mutating func dropExpired(at time: LocalTime) {
    var k = 0
    while k < waiting.count {
      let item = waiting[k]
      if Int(time) - Int(item.detail) >= Int(rules.campaigns[Int(item.subject)].expiry) {
        rules.noteWaiting(item.subject, words, -1)
        waiting.remove(at: k)
        stop(.expired, item.subject, at: time)
      } else {
        k += 1
      }
    }
  }

  // MARK: Waiting for a tag

  /// Lets a message wait for a tag, if its campaign says so.
  @inline(never)
  private mutating func waitsForTag(_ campaign: Int32, at time: LocalTime, delay: Int32) -> Bool {
    guard let special = rules.campaigns[Int(campaign)].special, special.waitTag >= 0 else { return false }
    let end = time + delay + special.waitLimit
    rules.noteWaiting(campaign, words, 1)
    let item = Agenda.Item(
      time: end, rank: rules.campaigns[Int(campaign)].rank, kind: .timeout, subject: campaign, detail: end,
      address: time)
    waits.append(item)
    agenda.push(item)
    if isObserved { observe(.waitsForTag(until: end), campaign, at: time) }
    return true
  }

  @inline(never) @usableFromInline
  mutating func timeOut(_ item: Agenda.Item) -> Bool {
    for k in 0..<waits.count where waits[k].subject == item.subject && waits[k].address == item.address {
      waits.remove(at: k)
      rules.noteWaiting(item.subject, words, -1)
      if rules.campaigns[Int(item.subject)].special?.sendsAtTimeout == true {
        return attempt(item.subject, at: item.time, due: item.time, entered: item.address, extra: 0)
      }
      return stop(.timedOut, item.subject, at: item.time)
    }
    return false
  }

  // MARK: The end

  /// Settles what is still waiting when the horizon ends.
  ///
  /// - Parameters:
  ///   - time: The end of the user's last day.
  ///   - isInstalled: Whether the app is still there, as far as the platform knows.
  public mutating func finish(at time: LocalTime, isInstalled: Bool) {
    if isObserved { hear(.end(isInstalled: isInstalled), at: time) }
    let outcome: Outcome = isInstalled ? .pending : .uninstalled
    // In order of time: how a heap lies depends on what else was in it.
    while agenda.count > 0 {
      let item = agenda.pop()
      if item.kind == .release { stop(outcome, item.subject, at: time) }
    }
    if waiting.count > 0 { dropExpired(at: time) }
    for k in 0..<waiting.count { stop(outcome, waiting[k].subject, at: time) }
    for k in 0..<waits.count { stop(outcome, waits[k].subject, at: time) }
    clear()
  }
}

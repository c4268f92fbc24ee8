import Primitives

/// What the app reports, and what it starts.
extension Dispatcher {
  /// Takes note of a tag, and starts what it triggers.
  @inlinable @inline(__always)
  public mutating func note(_ tag: Int32, _ detail: TagDetail, time: LocalTime) {
    if isObserved { hear(.tag(tag, detail, isActivity: false), at: time) }
    take(tag, detail, time: time)
  }

  @inlinable @inline(__always)
  mutating func take(_ tag: Int32, _ detail: TagDetail, time: LocalTime) {
    if layout.hears(tag) { layout.note(tag, detail, day: time.day &+ clockError, in: words) }
    if isActive && (isReactive || !plans[arm].triggers(of: tag).isEmpty) { startTriggers(of: tag, time: time) }
  }

  @usableFromInline
  mutating func startTriggers(of tag: Int32, time: LocalTime) {
    for k in plans[arm].triggers(of: tag) {
      let trigger = plans[arm].trigger(k)
      if trigger.measure >= 0 {
        let count = Profile(words: words, layout: layout).measure(Int(trigger.measure), today: time.day)
        if count != trigger.occurrence { continue }
      }
      if trigger.day >= 0 {
        push(trigger, onDay: time.day + trigger.day, after: time)
      } else {
        enqueueEntry(trigger.campaign, at: time, delay: trigger.delay)
      }
    }
    if isReactive { react(to: tag, at: time) }
  }

  /// Takes note of an activity: a tag, a view of its topic, and a place where an in-app message may be shown.
  @inlinable @inline(__always)
  public mutating func noteActivity(_ activity: Int32, topic: Int32, time: LocalTime) {
    if isObserved { hear(.tag(activity, TagDetail(topic: topic), isActivity: true), at: time) }
    if topic >= 0 { layout.noteTopic(topic, in: words) }
    take(activity, TagDetail(topic: topic), time: time)
  }

  /// Takes note of the beginning of sessions; `hour`: that of the session, or −1.
  @inlinable @inline(__always)
  public mutating func noteSessions(_ count: Int32, tag: Int32, hour: Int32, time: LocalTime) {
    if isObserved { hear(.sessions(count, hour: hour), at: time) }
    if rules.countsSessions { rules.caps.noteSessionStart(words + layout.capBase) }
    if hour >= 0 { layout.noteHour(hour, in: words) }
    lastSessionDay = time.day &+ clockError
    for _ in 0..<count { take(tag, TagDetail(), time: time) }
  }

  /// Takes note of the end of a session of so many seconds.
  @inlinable @inline(__always)
  public mutating func noteSessionEnd(length: Int32, time: LocalTime) {
    if layout.hearsSessionEnd {
      if isObserved { hear(.sessionEnd(length: length), at: time) }
      layout.noteSessionEnd(length: length, day: time.day &+ clockError, in: words)
      if isActive && isReactive { watchSegments(at: time) }
    }
  }

  /// Takes note of an app-info: its latest value counts, and a change may start campaigns.
  ///
  /// - Parameters:
  ///   - offset: The word that keeps it, from ``ProfileLayout/offset(ofAppInfo:)``.
  ///   - value: Number, code of a text, or day; booleans are 0 and 1.
  public mutating func setAppInfo(_ offset: Int, to value: Int32, time: LocalTime) {
    if isObserved { hear(.appInfo(offset, value: value), at: time) }
    let old = words[offset]
    words[offset] = value
    guard isActive, isReactive, old != value else { return }
    for k in 0..<plans[arm].reactions.appInfo.count {
      let trigger = plans[arm].reactions.appInfo[k]
      guard trigger.offset == Int32(offset) else { continue }
      if trigger.reaches == undefinedMeasure || (old < trigger.reaches && value >= trigger.reaches) {
        enqueueEntry(trigger.campaign, at: time, delay: trigger.delay)
      }
    }
    watchSegments(at: time)
  }

  /// A tag may call messages off, end the waiting of others, and move the user into segments.
  private mutating func react(to tag: Int32, at time: LocalTime) {
    for k in plans[arm].reactions.exitRanges[Int(tag)] {
      rules.callOff(plans[arm].reactions.exits[Int(k)], words, at: time)
    }
    if plans[arm].reactions.hasWaits {
      var k = 0
      while k < waits.count {
        let item = waits[k]
        if rules.campaigns[Int(item.subject)].special?.waitTag == tag {
          waits.remove(at: k)
          rules.noteWaiting(item.subject, words, -1)
          tasks.append(
            Agenda.Item(
              time: time, rank: 0, kind: .release, subject: item.subject, detail: time, address: item.address))
        } else {
          k += 1
        }
      }
    }
    watchSegments(at: time)
  }

  // MARK: Segments

  /// Works out the segments that are refreshed once a day.
  @usableFromInline
  mutating func refreshSegments(_ day: Int32) {
    for k in 0..<rules.dailySegments.count {
      let segment = rules.dailySegments[k]
      words[segment.offset] =
        segment.members.holds(Profile(words: words, layout: layout), today: day) ? 1 : 0
    }
  }

  /// At the launch, those who are in a segment have not just entered it, unless the campaign takes existing members.
  mutating func launchSegments(isNew: Bool) {
    for k in 0..<plans[arm].reactions.segments.count {
      let trigger = plans[arm].reactions.segments[k]
      if trigger.takesExisting || isNew { continue }
      rules.setMember(trigger.campaign, words, rules.isMember(trigger.campaign, words, today: 0))
    }
  }

  /// Starts the campaigns whose segment the user has entered.
  @usableFromInline
  mutating func watchSegments(at time: LocalTime) {
    for k in 0..<plans[arm].reactions.segments.count {
      let trigger = plans[arm].reactions.segments[k]
      let isMember = rules.isMember(trigger.campaign, words, today: time.day)
      if rules.setMember(trigger.campaign, words, isMember) && isMember {
        enqueueEntry(trigger.campaign, at: time, delay: trigger.delay)
      }
    }
  }

  // MARK: Feedback

  /// Takes note that a message reached the device.
  @inlinable @inline(__always)
  public mutating func noteArrival(_ campaign: Int32, _ channel: Channel, at time: LocalTime) {
    if isObserved { hear(.arrival(campaign: campaign, channel), at: time) }
    if rules.countsDeliveries {
      rules.caps.noteDelivered(campaign, channel: channel, at: time, zone: zone, words: words + layout.capBase)
    }
    if asksPolicy { remember(campaign, channel, at: time) }
  }

  /// Takes note of what became of a message.
  ///
  /// - Parameter answer: Index of a poll's answer; −1 otherwise.
  @inlinable @inline(__always)
  public mutating func noteFeedback(
    _ kind: FeedbackKind, _ campaign: Int32, answer: Int32 = -1, time: LocalTime
  ) {
    if isObserved { hear(.feedback(kind, campaign: campaign, answer: answer), at: time) }
    rules.noteFeedback(kind, campaign, answer: answer, words, at: time)
    if kind == .displayed && rules.countsDisplays {
      let channel = rules.campaigns[Int(campaign)].channel
      rules.caps.noteDisplayed(
        campaign, channel: channel == .any ? .push : channel, at: time, zone: zone, words: words + layout.capBase)
    }
    if asksPolicy && kind == .opened { rememberOpening(campaign) }
    if isActive && isReactive { react(to: kind, of: campaign, answer: answer, at: time) }
  }

  @usableFromInline
  mutating func react(to kind: FeedbackKind, of campaign: Int32, answer: Int32, at time: LocalTime) {
    for k in plans[arm].reactions.feedbackRanges[Int(campaign)] {
      let trigger = plans[arm].reactions.feedback[Int(k)]
      if trigger.silence >= 0 {
        if kind == .received {
          agenda.push(
            Agenda.Item(
              time: time + trigger.silence, rank: rules.campaigns[Int(trigger.campaign)].rank, kind: .silence,
              subject: campaign, detail: k, address: time))
        }
      } else if trigger.kind == kind && (trigger.answer < 0 || trigger.answer == answer) {
        enqueueEntry(trigger.campaign, at: time, delay: trigger.delay)
      }
    }
    watchSegments(at: time)
  }

  /// A message was sent so long ago: if nothing came back it was ignored.
  @usableFromInline
  mutating func checkSilence(_ item: Agenda.Item) {
    if rules.lastReaction(item.subject, words) >= item.address { return }
    let trigger = plans[arm].reactions.feedback[Int(item.detail)]
    enqueueEntry(trigger.campaign, at: item.time, delay: trigger.delay)
  }
}

import Behavior
import EngagementCore
import Primitives

extension Life {
  /// Walks through the app from a screen until the user leaves.
  ///
  /// A session is one step of the agenda: what falls due within it is handled after it, as of its own time.
  ///
  /// - Parameters:
  ///   - occurrence: With `entity`, the address of the walk's draws.
  ///   - offer: Whether an offer opened it.
  mutating func walk(
    at time: LocalTime, landing: Int32, occurrence: UInt32, entity: UInt32, offer: Bool, isDeep: Bool = false,
    openedBy: Int32 = -1
  ) {
    let start = max(time, now.sessionEnd)
    let day = start.day
    // A session that lasts past the launch is lived, but one that a queue pushes past it is dropped.
    guard day < world.horizonDays, isLaunched || day < 0 else { return }
    needResponse()
    now.isInSession = true
    now.hasOffer = offer
    now.isDeep = isDeep
    if world.hasAttribution && isLaunched { attributeSession(at: start, opened: openedBy) }
    now.activity = landing
    now.time = start
    beginSessions(1, day: day, age: day - installDay, time: start, hour: start.hour)
    var sequence = DrawSequence(draws, .path, occurrence: occurrence, entity: entity)
    var clock = start
    var screen = landing
    var begun = start
    var hasCrashed = false
    for step in 0..<CompiledApp.longestSession {
      let activity = app.activities[Int(screen)]
      let topic = activity.hasTopic ? pickTopic(sequence.next()) : -1
      now.activity = screen
      now.isShowing = false
      now.time = clock
      if desk.hasWaiting { showWaiting(at: clock) }
      if isLaunched {
        ledger.tag(screen, topic: topic, times: 1, day: day)
        if hasPlan && world.convertsOnVisits { convert(screen, revenue: 0, time: clock) }
        if world.hasAttribution { attribute(screen, revenue: 0, time: clock) }
      } else if records {
        bookPast(screen, topic: topic, times: 1, revenue: 0, day: day)
      }
      desk.noteActivity(screen, topic: topic, time: clock)
      if desk.hasTasks { settle() }
      for k in activity.actions {
        if act(app.actions[Int(k)], topic: topic, time: clock, &sequence) { hasCrashed = true }
      }
      if hasCrashed { break }
      if !activity.jobs.isEmpty {
        startJobs(activity.jobs, time: clock, occurrence: occurrence, entity: entity, step: UInt32(step))
      }
      clock += Int32(min(-Elementary.log(sequence.next()) * activity.dwell, 86_399))
      var next = self.next(activity, sequence.next())
      if now.redirect >= 0 {
        next = now.redirect
        now.redirect = -1
      }
      if next < 0 { break }
      screen = next
      if app.hasInterruptions {
        interrupt(&clock, &begun, occurrence: occurrence, entity: entity, step: UInt32(step))
      }
    }
    if !hasCrashed {
      now.time = clock
      for k in app.sessionActions { _ = act(app.actions[Int(k)], topic: -1, time: clock, &sequence) }
      now.own.isCartNew = false
    }
    if app.jobs.count > 0 {
      startJobs(
        app.sessionJobs, time: clock, occurrence: occurrence, entity: entity, step: UInt32(CompiledApp.longestSession))
      endJobs(at: clock, isCrash: hasCrashed)
    }
    desk.noteSessionEnd(length: clock - begun, time: clock)
    if desk.hasTasks { settle() }
    now.sessionEnd = clock
    now.isInSession = false
    now.activity = -1
    now.isShowing = false
  }

  /// Perhaps the user is away for a moment; if that is too long for the platform, a new session begins.
  private mutating func interrupt(
    _ clock: inout LocalTime, _ begun: inout LocalTime, occurrence: UInt32, entity: UInt32, step: UInt32
  ) {
    let word = draws.block(.interruptions, occurrence: occurrence, entity: entity, index: step / 4)[Int(step % 4)]
    let rules = app.interruptions[Int(person.platform)]
    let pause = rules.pause(Draws.uniform(word))
    if rules.splits(pause) {
      desk.noteSessionEnd(length: clock - begun, time: clock)
      if desk.hasTasks { settle() }
      clock += pause
      begun = clock
      now.time = clock
      let day = clock.day
      guard day < world.horizonDays else { return }
      if world.hasAttribution && isLaunched { attributeSession(at: clock, opened: -1) }
      beginSessions(1, day: day, age: day - installDay, time: clock, hour: -1)
    } else {
      clock += pause
    }
  }

  @inline(__always)
  private func next(_ activity: CompiledApp.Activity, _ u: Double) -> Int32 {
    for k in activity.next where u < app.next[Int(k)].cumulative { return app.next[Int(k)].activity }
    return -1
  }

  private mutating func pickTopic(_ u: Double) -> Int32 {
    var rest = u
    for topic in 0..<people.topics {
      rest -= affinity[topic]
      if rest < 0 { return Int32(topic) }
    }
    return Int32(people.topics - 1)
  }

  /// Perhaps the user takes an action, and returns whether the app died of it.
  private mutating func act(
    _ action: CompiledApp.Action, topic: Int32, time: LocalTime, _ sequence: inout DrawSequence
  ) -> Bool {
    let u = sequence.next()
    if u >= chance(of: action) { return false }
    if action.onceBit >= 0 {
      if now.once & (1 << UInt64(action.onceBit)) != 0 { return false }
      now.once |= 1 << UInt64(action.onceBit)
    }
    let revenue =
      action.revenue >= 0
      ? action.revenue : people.orderValue(&person, orders: 1, sequence: &sequence, draws: draws).micros
    var extras: UInt32 = 0
    if action.extras >= 0 {
      extras = app.extras[Int(action.extras)].draw(
        draws.block(
          .extras, occurrence: UInt32(bitPattern: time), entity: UInt32(bitPattern: action.tag), index: 0))
    }
    happen(
      action, TagDetail(topic: action.hasTopic ? topic : -1, extras: extras), times: 1, revenue: revenue, time: time)
    return action.isCrash
  }

  @inline(__always)
  private mutating func chance(of action: CompiledApp.Action) -> Double {
    if action.chance >= 0 { return action.chance }
    if action.chance < -1 { return specialChance(of: action) }
    let own = people.conversionChance(&person, draws: draws)
    return now.hasOffer || now.isDeep
      ? people.conversionChance(own, hasOffer: now.hasOffer, isDeep: now.isDeep) : own
  }

  /// An event happens: the profile learns of it, campaigns may convert, the books are kept.
  mutating func happen(
    _ action: CompiledApp.Action, _ detail: TagDetail, times: Int32, revenue: Int64, time: LocalTime
  ) {
    let day = time.day
    let revenue = action.role.isEmpty ? revenue : enact(action, times: times, revenue: revenue, time: time)
    if !action.sets.isEmpty { set(action.sets, at: time) }
    if isLaunched && day < world.horizonDays {
      ledger.tag(action.tag, topic: detail.topic, times: Int64(times), day: day)
      if revenue != 0 { ledger.revenue(revenue, tag: action.tag, day: day) }
      if hasPlan { convert(action.tag, revenue: revenue, time: time) }
      if world.hasAttribution { attribute(action.tag, times: times, revenue: revenue, time: time) }
    } else if records {
      bookPast(action.tag, topic: detail.topic, times: Int64(times), revenue: revenue, day: day)
    }
    for _ in 0..<times { note(action.tag, detail, time: time) }
  }

  /// Credits the campaigns whose conversion window is open.
  mutating func convert(_ tag: Int32, revenue: Int64, time: LocalTime) {
    for k in 0..<plans[arm].campaigns.count {
      let campaign = plans[arm].campaigns[k]
      // Asked in place: a copy of the form would cost more than the question.
      guard world.campaigns[Int(campaign)].hasWindow, rules.isWindowOpen(campaign, words, at: time) else { continue }
      let (test, groups) = (world.campaigns[Int(campaign)].test, world.campaigns[Int(campaign)].groups)
      let (held, variant) = rules.group(of: campaign, draws)
      let group = held ? groups - 1 : variant
      if test >= 0 && revenue != 0 { ledger.test(test, group: group, .revenue, revenue) }
      if tag == rules.campaigns[Int(campaign)].conversionTag && rules.takeConversion(campaign, words, at: time) {
        if !held { desk.count(.converted, campaign) }
        if test >= 0 { ledger.test(test, group: group, .conversion) }
      }
    }
  }

  /// Books sessions that have no hour, and the purchases made in them.
  mutating func book(sessions count: Int32, day: Int32, age: Int32) {
    let time = day * 86_400 + 86_399
    now.time = time
    beginSessions(count, day: day, age: age, time: time, hour: -1)
    for k in app.sessionActions {
      let action = app.actions[Int(k)]
      let address = UInt32(bitPattern: action.tag)
      let u = conversionDraws.next(draws, .conversion, day: day, entity: address)
      var times = Samplers.binomial(u, trials: action.isSingle ? 1 : count, chance: chance(of: action))
      if times > 0 && action.onceBit >= 0 {
        times = now.once & (1 << UInt64(action.onceBit)) == 0 ? 1 : 0
        now.once |= 1 << UInt64(action.onceBit)
      }
      if times == 0 { continue }
      var revenue = action.revenue * Int64(times)
      if action.revenue < 0 {
        var sequence = DrawSequence(draws, .spend, occurrence: UInt32(bitPattern: day), entity: address)
        revenue = people.orderValue(&person, orders: times, sequence: &sequence, draws: draws).micros
      }
      happen(action, TagDetail(), times: times, revenue: revenue, time: time)
    }
    now.own.isCartNew = false
  }

  /// Takes note of sessions: the profile, the books, returns after a silence.
  private mutating func beginSessions(_ count: Int32, day: Int32, age: Int32, time: LocalTime, hour: Int32) {
    if hasSubscription && now.lastSessionDay != day { now.own.activeDays += 1 }
    if isLaunched {
      ledger.tag(world.sessionTag, topic: -1, times: Int64(count), day: day)
      if now.lastSessionDay != day {
        ledger.activeDay(day, age: age, installedInHorizon: installDay >= 0)
        if world.kpis.watches.count > 0 { watchReturns(day) }
      }
      if hasPlan && world.convertsOnVisits { convert(world.sessionTag, revenue: 0, time: time) }
      if world.hasAttribution { attribute(world.sessionTag, times: Int32(count), revenue: 0, time: time) }
    } else if records {
      bookPastSessions(count, day: day)
    }
    now.lastSessionDay = day
    desk.noteSessions(count, tag: world.sessionTag, hour: hour, time: time)
    if desk.hasTasks { settle() }
  }

  private mutating func watchReturns(_ day: Int32) {
    guard now.lastSessionDay != Moment.never else { return }
    for k in 0..<world.kpis.watches.count {
      if watches[k].returnDay == Moment.never {
        if day - now.lastSessionDay >= world.kpis.watches[k].gap { watches[k].returnDay = day }
      } else if day - watches[k].returnDay >= world.kpis.watches[k].stays {
        watches[k].hasStayed = true
      }
    }
  }

  // MARK: The end of an arm

  /// Settles what the end of the horizon decides.
  mutating func finish(lastDay: Int32) {
    if world.hasProbes && generation == 0 { probe(.end, arm: arm) }
    for k in 0..<desk.agenda.count where desk.agenda[k].kind == .arrival {
      desk.lose(desk.agenda[k].subject, as: .pending, at: (lastDay + 1) * 86_400)
    }
    desk.finish(at: (lastDay + 1) * 86_400, isInstalled: now.person.isInstalled)
    ledger.closeWeek(isReachable: false)
    for index in 0..<world.kpis.kpis.count { settle(index) }
    ledger.end(
      arm: arm, firstDay: max(installDay, 0), lastDay: lastDay, installedInHorizon: installDay >= 0,
      isNewcomer: generation > 0)
  }

  private mutating func settle(_ index: Int) {
    let end = world.horizonDays
    switch world.kpis.kpis[index].final {
    case .none: break
    case .retention(let ages, let slot):
      let isObserved = installDay >= 0 && installDay + ages.upperBound <= end
      ledger.settle(index, ledger.number(Int(slot)) > 0, of: isObserved)
    case .share(let of, let among):
      let profile = Profile(words: words, layout: layout)
      let counts = among.holds(profile, today: end)
      ledger.settle(index, counts && of.holds(profile, today: end), of: counts)
    case .optOut: ledger.settle(index, !now.person.acceptsPush, of: now.acceptedPush)
    case .uninstall: ledger.settle(index, !now.person.isInstalled, of: true)
    case .returns(let gap, let watch):
      let returned = watches[Int(watch)].returnDay != Moment.never
      let isSilent = now.lastSessionDay != Moment.never && end - now.lastSessionDay >= gap
      ledger.settle(index, returned, of: returned || isSilent)
    case .returnsStay(_, let stays, let watch):
      let returned = watches[Int(watch)].returnDay
      ledger.settle(index, watches[Int(watch)].hasStayed, of: returned != Moment.never && returned + stays < end)
    }
  }
}

import Behavior
import EngagementCore
import Primitives

extension Life {
  /// A message becomes due: does the user enter the campaign?
  mutating func enter(_ campaign: Int32, at time: LocalTime, delay: Int32 = 0) {
    // A message that nobody saw in time must not keep the next one out.
    if waiting.count > 0 { dropExpired(at: time) }
    guard rules.admits(campaign, words, at: time) else { return }
    ledger.count(.targeted, campaign)
    rules.noteEntry(campaign, words, at: time)
    if delay == 0 {
      attempt(campaign, at: time, due: time, entered: time)
    } else {
      hold(campaign, until: time + delay, due: time + delay, entered: time)
    }
  }

  private mutating func hold(_ campaign: Int32, until release: LocalTime, due: LocalTime, entered: LocalTime) {
    rules.noteWaiting(campaign, words, 1)
    agenda.push(
      Agenda.Item(
        time: release, rank: rules.campaigns[Int(campaign)].rank, kind: .release, subject: campaign, detail: due,
        address: entered))
  }

  /// Sends a message if every rule allows it, and returns whether it did (a ghost send counts).
  @discardableResult
  mutating func attempt(_ campaign: Int32, at time: LocalTime, due: LocalTime, entered: LocalTime) -> Bool {
    let reach = DeliveryRules.Reach(
      isInstalled: now.person.isInstalled, acceptsPush: now.person.acceptsPush,
      isInSession: now.isInSession || time < now.sessionEnd)
    switch rules.decide(campaign, words, at: time, due: due, entered: entered, reach: reach) {
    case .stop(let outcome): ledger.count(outcome, campaign)
    case .postpone(let release):
      ledger.count(.quietDeferred, campaign)
      hold(campaign, until: release, due: due, entered: entered)
    case .waitForSession:
      rules.noteWaiting(campaign, words, 1)
      waiting.append(
        Agenda.Item(
          time: due, rank: rules.campaigns[Int(campaign)].rank, kind: .release, subject: campaign, detail: due,
          address: entered))
    case .deliver(let inApp):
      if rules.campaigns[Int(campaign)].holdsOut(draws) {
        ghost(campaign, at: time)
      } else {
        deliver(campaign, at: time, inApp: inApp)
      }
      return true
    }
    return false
  }

  /// A held-out user: everything was decided, nothing is delivered.
  private mutating func ghost(_ campaign: Int32, at time: LocalTime) {
    ledger.count(.heldOut, campaign)
    rules.noteGhost(campaign, words, at: time)
    let form = world.campaigns[Int(campaign)]
    if form.hasWindow { rules.openWindow(campaign, words, at: time) }
    ledger.test(form.test, group: form.groups - 1, .send)
  }

  private mutating func deliver(_ campaign: Int32, at time: LocalTime, inApp: Bool) {
    needResponse()
    let day = time.day
    let hour = time.secondOfDay / 3600
    let form = world.campaigns[Int(campaign)]
    let hash = rules.campaigns[Int(campaign)].hash
    let variant = rules.campaigns[Int(campaign)].variant(draws)
    let occurrence = rules.occurrence(campaign, words, on: day)
    let draw = draws.block(.message, occurrence: occurrence, entity: hash)
    let topic = chooseTopic(campaign, Draws.uniform(draw.z))
    rules.noteDelivery(campaign, words, at: time, inApp: inApp)
    ledger.count(.delivered, campaign)
    ledger.delivery(
      inApp: inApp, cost: rules.campaigns[Int(campaign)].cost, day: day, weekday: weekday(of: day), hour: hour)
    if form.hasWindow { rules.openWindow(campaign, words, at: time) }
    if form.test >= 0 { ledger.test(form.test, group: variant, .send) }
    let relevance = topic >= 0 ? affinity[Int(topic)] : people.evenInterest
    let isTriggered = rules.campaigns[Int(campaign)].isTriggered
    let message = Message(
      campaign: campaign, variant: variant, hash: hash, occurrence: occurrence, topic: topic, time: time, day: day)
    if inApp {
      showInApp(message, isTriggered: isTriggered, relevance: relevance, draw: draw)
    } else {
      pushOut(message, isTriggered: isTriggered, relevance: relevance, draw: draw, hour: hour)
    }
  }

  /// A message on its way to the person.
  struct Message {
    let campaign: Int32
    let variant: Int32
    let hash: UInt32
    let occurrence: UInt32
    let topic: Int32
    let time: LocalTime
    let day: Int32
  }

  @inline(__always)
  private mutating func chooseTopic(_ campaign: Int32, _ u: Double) -> Int32 {
    guard world.hasTopics else { return -1 }
    switch rules.campaigns[Int(campaign)].topic {
    case .random: return randomTopic(u)
    case .recommended(let accuracy):
      return u < accuracy ? person.favourite : randomTopic((u - accuracy) / (1 - accuracy))
    default: return rules.platformTopic(campaign, words)
    }
  }

  @inline(__always)
  private func randomTopic(_ u: Double) -> Int32 { min(Int32(u * Double(people.topics)), Int32(people.topics) - 1) }

  private mutating func pushOut(
    _ message: Message, isTriggered: Bool, relevance: Double, draw: SIMD4<UInt32>, hour: Int32
  ) {
    let form = world.campaigns[Int(message.campaign)]
    let slot = message.topic >= 0 ? Int(message.topic) : people.topics + Int(message.campaign)
    ledger.count(.displayed, message.campaign)
    let impression = PushImpression(
      relevance: relevance, hour: hour, isTriggered: isTriggered,
      appeal: form.appeal[Int(message.variant)],
      daysSinceSame: repeats[slot] == Moment.never ? -1 : message.day - repeats[slot])
    let reaction = people.react(person, &now.person, to: impression, words: draw)
    repeats[slot] = message.day
    if reaction.optsOut {
      now.person.acceptsPush = false
      ledger.count(.causedOptOut, message.campaign)
    }
    if reaction.opens { scheduleOpening(message, returns: reaction.returns) }
    if reaction.uninstalls {
      now.person.isInstalled = false
      now.person.isAlive = false
      ledger.count(.causedUninstall, message.campaign)
    } else if now.person.isAlive {
      influence(message, Draws.uniform(draw.w))
    }
  }

  private mutating func scheduleOpening(_ message: Message, returns: Bool) {
    var delay: Int32 = 0
    if app.isWalked {
      let detail = draws.block(.messageDetail, occurrence: message.occurrence, entity: message.hash)
      delay = people.responseDelay(person, Draws.uniform(detail.x))
    }
    let flags = message.variant | ((message.topic + 1) << 8) | (returns ? 1 << 24 : 0)
    let item = Agenda.Item(
      time: message.time + delay, rank: 0, kind: .opening, subject: message.campaign, detail: flags,
      address: Int32(bitPattern: message.occurrence))
    if delay == 0 { open(item) } else { agenda.push(item) }
  }

  private mutating func influence(_ message: Message, _ u: Double) {
    let count = people.influencedSessions(
      person, weekday: weekday(of: message.day), age: message.day - installDay, u)
    if count == 0 { return }
    if !app.isWalked {
      now.extraSessions += count
      return
    }
    for number in 0..<count {
      let detail = draws.block(
        .messageDetail, occurrence: message.occurrence, entity: message.hash, index: 1 + UInt32(number))
      let delay = people.responseDelay(person, Draws.uniform(detail.x))
      agenda.push(
        Agenda.Item(
          time: message.time + delay, rank: 1, kind: .influenced, subject: message.campaign, detail: number,
          address: Int32(bitPattern: message.occurrence)))
    }
  }

  /// The user opens a push: habit grows, a lapsed user may return, a session begins.
  mutating func open(_ item: Agenda.Item) {
    guard now.person.isInstalled || !app.isWalked else { return }
    let campaign = item.subject
    let variant = item.detail & 0xFF
    let form = world.campaigns[Int(campaign)]
    ledger.count(.opened, campaign)
    if form.test >= 0 { ledger.test(form.test, group: variant, .open) }
    rules.noteOpen(campaign, words)
    people.reward(&now.person)
    if item.detail & (1 << 24) != 0 && !now.person.isAlive {
      now.person.isAlive = true
      ledger.count(.wonBack, campaign)
    }
    let offer = form.offer[Int(variant)]
    if app.isWalked {
      walk(
        at: item.time, landing: form.opens, occurrence: UInt32(bitPattern: item.address),
        entity: rules.campaigns[Int(campaign)].hash, offer: offer)
    } else {
      now.extraSessions += 1
      if offer { now.hasOffer = true }
    }
  }

  mutating func influencedSession(_ item: Agenda.Item) {
    guard now.person.isInstalled && now.person.isAlive else { return }
    let entity = rules.campaigns[Int(item.subject)].hash &+ 0x9E37_79B9 &* UInt32(item.detail + 1)
    walk(at: item.time, landing: 0, occurrence: UInt32(bitPattern: item.address), entity: entity, offer: false)
  }

  private mutating func showInApp(
    _ message: Message, isTriggered: Bool, relevance: Double, draw: SIMD4<UInt32>
  ) {
    let form = world.campaigns[Int(message.campaign)]
    let (isSeen, isActedUpon) = people.reactInApp(
      relevance: relevance, isTriggered: isTriggered, appeal: form.appeal[Int(message.variant)], words: draw)
    if isSeen { ledger.count(.displayed, message.campaign) }
    guard isActedUpon else { return }
    ledger.count(.opened, message.campaign)
    if form.test >= 0 { ledger.test(form.test, group: message.variant, .open) }
    rules.noteOpen(message.campaign, words)
    people.reward(&now.person)
    if form.offer[Int(message.variant)] { now.hasOffer = true }
  }

  /// Shows the first waiting in-app message that may be shown; one per session.
  mutating func showWaiting(at time: LocalTime) {
    dropExpired(at: time)
    while waiting.count > 0 {
      var best = 0
      for k in 1..<waiting.count where waiting[k].rank < waiting[best].rank { best = k }
      let item = waiting[best]
      waiting.remove(at: best)
      rules.noteWaiting(item.subject, words, -1)
      if attempt(item.subject, at: time, due: item.detail, entered: item.address) { return }
    }
  }

  /// Drops waiting in-app messages whose time is over.
  mutating func dropExpired(at time: LocalTime) {
    var k = 0
    while k < waiting.count {
      let item = waiting[k]
      if Int(time) - Int(item.detail) >= Int(rules.campaigns[Int(item.subject)].expiry) {
        ledger.count(.expired, item.subject)
        rules.noteWaiting(item.subject, words, -1)
        waiting.remove(at: k)
      } else {
        k += 1
      }
    }
  }
}

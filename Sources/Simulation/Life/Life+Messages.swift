import Behavior
import EngagementCore
import Primitives

extension Life {
  /// What the platform knows about the user's devices.
  @inline(__always)
  mutating func reach(at time: LocalTime) -> DeliveryRules.Reach {
    DeliveryRules.Reach(
      isInstalled: now.person.isInstalled, acceptsPush: now.person.acceptsPush,
      isInSession: now.isInSession || time < now.sessionEnd, activity: now.activity, isShowing: now.isShowing,
      zone: person.timeZone)
  }

  /// Lets the platform decide all that is to be decided now, then lets the person meet what was sent, until nothing is
  /// left. The platform decides before it learns how people react, as in life.
  mutating func settle() {
    while true {
      while desk.hasTasks {
        if let delivery = desk.step(reach(at: now.time)) { inbox.append(delivery) }
      }
      if inbox.isEmpty { return }
      receive(inbox.removeFirst())
    }
  }

  @inline(__always)
  mutating func receive(_ delivery: Delivery) {
    if delivery.isHeldOut { ghost(delivery) } else { deliver(delivery) }
  }

  /// A held-out user: everything was decided, nothing is delivered.
  private mutating func ghost(_ delivery: Delivery) {
    let form = world.campaigns[Int(delivery.campaign)]
    if form.hasWindow { rules.openWindow(delivery.campaign, words, at: delivery.time) }
    ledger.test(form.test, group: form.groups - 1, .send)
  }

  private mutating func deliver(_ delivery: Delivery) {
    needResponse()
    let campaign = delivery.campaign
    let time = delivery.time
    let day = time.day
    let hour = time.secondOfDay / 3600
    let form = world.campaigns[Int(campaign)]
    let hash = rules.campaigns[Int(campaign)].hash
    let draw = draws.block(.message, occurrence: delivery.occurrence, entity: hash)
    let topic = chooseTopic(campaign, Draws.uniform(draw.z))
    desk.count(.delivered, campaign)
    let inApp = delivery.channel == .inApp
    ledger.delivery(
      inApp: inApp, cost: rules.campaigns[Int(campaign)].cost, day: day, weekday: weekday(of: day), hour: hour)
    if form.hasWindow { rules.openWindow(campaign, words, at: time) }
    if form.test >= 0 { ledger.test(form.test, group: delivery.variant, .send) }
    let relevance = topic >= 0 ? affinity[Int(topic)] : people.evenInterest
    let isTriggered = rules.campaigns[Int(campaign)].isTriggered
    let message = Message(
      campaign: campaign, variant: delivery.variant, hash: hash, occurrence: delivery.occurrence, topic: topic,
      time: time, day: day)
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
    desk.count(.displayed, message.campaign)
    let impression = PushImpression(
      relevance: relevance, hour: hour, isTriggered: isTriggered,
      appeal: form.appeal[Int(message.variant)],
      daysSinceSame: repeats[slot] == Moment.never ? -1 : message.day - repeats[slot])
    let reaction = people.react(person, &now.person, to: impression, words: draw)
    repeats[slot] = message.day
    if reaction.optsOut {
      now.person.acceptsPush = false
      desk.count(.causedOptOut, message.campaign)
    }
    if reaction.opens { scheduleOpening(message, returns: reaction.returns) }
    if reaction.uninstalls {
      now.person.isInstalled = false
      now.person.isAlive = false
      desk.count(.causedUninstall, message.campaign)
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
    if delay == 0 { open(item) } else { desk.agenda.push(item) }
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
      desk.agenda.push(
        Agenda.Item(
          time: message.time + delay, rank: 0, kind: .influenced, subject: message.campaign, detail: number,
          address: Int32(bitPattern: message.occurrence)))
    }
  }

  /// The user opens a push: habit grows, a lapsed user may return, a session begins.
  mutating func open(_ item: Agenda.Item) {
    guard now.person.isInstalled || !app.isWalked else { return }
    let campaign = item.subject
    let variant = item.detail & 0xFF
    let form = world.campaigns[Int(campaign)]
    desk.count(.opened, campaign)
    if form.test >= 0 { ledger.test(form.test, group: variant, .open) }
    desk.noteFeedback(.opened, campaign, time: item.time)
    people.reward(&now.person)
    if item.detail & (1 << 24) != 0 && !now.person.isAlive {
      now.person.isAlive = true
      desk.count(.wonBack, campaign)
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
    now.isShowing = app.isWalked
    let form = world.campaigns[Int(message.campaign)]
    let (isSeen, isActedUpon) = people.reactInApp(
      relevance: relevance, isTriggered: isTriggered, appeal: form.appeal[Int(message.variant)], words: draw)
    if isSeen { desk.count(.displayed, message.campaign) }
    guard isActedUpon else { return }
    desk.count(.opened, message.campaign)
    if form.test >= 0 { ledger.test(form.test, group: message.variant, .open) }
    desk.noteFeedback(.opened, message.campaign, time: message.time)
    people.reward(&now.person)
    if form.offer[Int(message.variant)] { now.hasOffer = true }
  }

  /// Shows the first waiting in-app message that may be shown here; one per activity.
  @inline(__always)
  mutating func showWaiting(at time: LocalTime) {
    if let delivery = desk.showWaiting(at: time, reach(at: time)) { inbox.append(delivery) }
    if !inbox.isEmpty || desk.hasTasks { settle() }
  }
}

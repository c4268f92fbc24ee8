import Behavior
import EngagementCore
import Primitives

extension Life {
  /// What the platform knows about the user's devices.
  @inline(__always)
  mutating func reach(at time: LocalTime) -> DeliveryRules.Reach {
    var reach = DeliveryRules.Reach(
      isInstalled: now.person.isInstalled, acceptsPush: now.person.acceptsPush,
      isInSession: now.isInSession || time < now.sessionEnd, activity: now.activity, isShowing: now.isShowing)
    if world.hasReachDetails { refine(&reach, at: time) }
    return reach
  }

  /// What only some scenarios need: letters, and apps that are gone without the platform knowing.
  @inline(never)
  private mutating func refine(_ reach: inout DeliveryRules.Reach, at time: LocalTime) {
    reach.isInstalled = now.person.isInstalled || (world.uninstallNotice >= 0 && time < now.noticedAt)
    if world.usesLetters {
      reach.acceptsEmail = people.isReachable(&person, now.person, by: .email, draws: draws)
      reach.acceptsSMS = people.isReachable(&person, now.person, by: .sms, draws: draws)
    }
  }

  /// Lets the platform decide all that is to be decided now, then lets the person meet what was sent, until nothing is
  /// left. The platform decides before it learns how people react, as in life.
  mutating func settle() {
    while true {
      while desk.hasTasks {
        if desk.step(reach(at: now.time)) { post(desk.outgoing) }
      }
      if inbox.isEmpty { return }
      receive(inbox.removeFirst())
    }
  }

  /// Puts a delivery into the inbox. An in-app message takes the screen at once: what is decided next has to wait.
  @inline(__always)
  mutating func post(_ delivery: Delivery) {
    if delivery.channel == .inApp && !delivery.isHeldOut && !world.campaigns[Int(delivery.campaign)].isData {
      now.isShowing = app.isWalked
    }
    inbox.append(delivery)
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
    let hash = rules.campaigns[Int(campaign)].hash
    let draw = draws.block(.message, occurrence: delivery.occurrence, entity: hash)
    let topic = chooseTopic(campaign, Draws.uniform(draw.z))
    let cost = rules.campaigns[Int(campaign)].cost
    if cost != 0 { ledger.cost(cost, day: delivery.time.day) }
    // Asked in place: the form is large, and a copy of it costs more than all that is asked.
    if world.campaigns[Int(campaign)].hasWindow { rules.openWindow(campaign, words, at: delivery.time) }
    if world.campaigns[Int(campaign)].test >= 0 {
      ledger.test(world.campaigns[Int(campaign)].test, group: delivery.variant, .send)
    }
    let message = Message(
      campaign: campaign, variant: delivery.variant, hash: hash, occurrence: delivery.occurrence, topic: topic,
      sent: delivery.time, time: delivery.time, channel: delivery.channel, draw: draw)
    if world.campaigns[Int(campaign)].isData {
      takeData(message)
    } else if delivery.channel == .inApp {
      book(message)
      showInApp(message)
    } else if delivery.channel == .push {
      if world.hasLosses {
        if !isDelayed(message) { arrive(message) }
      } else {
        book(message)
        meetPush(message)
      }
    } else {
      book(message)
      letter(message, by: delivery.channel == .email ? .email : .sms)
    }
  }

  /// A message on its way to the person.
  struct Message {
    let campaign: Int32
    let variant: Int32
    let hash: UInt32
    let occurrence: UInt32
    let topic: Int32
    /// When the platform sent it, and when it arrives.
    let sent: LocalTime
    var time: LocalTime
    let channel: Channel
    let draw: SIMD4<UInt32>
    var day: Int32 { time.day }
  }

  /// Books a message that reaches the user.
  @inline(__always)
  mutating func book(_ message: Message) {
    desk.count(.delivered, message.campaign)
    desk.noteArrival(message.campaign, message.channel, at: message.time)
    let day = message.day
    ledger.delivery(
      message.channel, day: day, weekday: weekday(of: day), hour: message.time.secondOfDay / 3600)
  }

  /// Interest of the person in the topic of a message.
  @inline(__always)
  mutating func relevance(of message: Message) -> Double {
    message.topic >= 0 ? affinity[Int(message.topic)] : people.evenInterest
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

  /// Shows the first waiting in-app message that may be shown here; one per activity.
  @inline(__always)
  mutating func showWaiting(at time: LocalTime) {
    if desk.showWaiting(at: time, reach(at: time)) { post(desk.outgoing) }
    if !inbox.isEmpty || desk.hasTasks { settle() }
  }
}

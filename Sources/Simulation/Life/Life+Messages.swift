import Behavior
import EngagementCore
import Primitives

extension Life {
  /// Tells the desk what the platform knows about the user's devices.
  @inline(__always)
  mutating func updateReach(at time: LocalTime) {
    desk.reach.isInstalled = now.person.isInstalled
    desk.reach.acceptsPush = now.person.acceptsPush
    desk.reach.isInSession = now.isInSession || time < now.sessionEnd
    desk.reach.activity = now.activity
    desk.reach.isShowing = now.isShowing
    if hasReachDetails { refineReach(at: time) }
  }

  /// What only some scenarios need: letters, and apps that are gone without the platform knowing.
  @inline(never)
  private mutating func refineReach(at time: LocalTime) {
    desk.reach.isInstalled = now.person.isInstalled || (world.uninstallNotice >= 0 && time < now.noticedAt)
    if world.usesLetters {
      desk.reach.acceptsEmail = people.isReachable(&person, now.person, by: .email, draws: draws)
      desk.reach.acceptsSMS = people.isReachable(&person, now.person, by: .sms, draws: draws)
    }
  }

  /// Lets the platform decide all that is to be decided now, then lets the person meet what was sent, until nothing is
  /// left. The platform decides before it learns how people react, as in life.
  mutating func settle() {
    while true {
      while desk.hasTasks {
        updateReach(at: now.time)
        if desk.step() { post() }
      }
      if inbox.isEmpty { return }
      desk.outgoing = inbox.removeFirst()
      receive()
    }
  }

  /// Puts what is sent into the inbox. An in-app message takes the screen at once: what is decided next has to wait.
  @inline(__always)
  mutating func post() {
    let campaign = desk.outgoing.campaign
    if desk.outgoing.channel == .inApp && !desk.outgoing.isHeldOut && !world.campaigns[Int(campaign)].isData {
      now.isShowing = app.isWalked
    }
    inbox.append(desk.outgoing)
  }

  /// Lets the person meet what is sent.
  @inline(__always)
  mutating func receive() {
    if desk.outgoing.isHeldOut { ghost(desk.outgoing) } else { deliver() }
  }

  /// A held-out user: everything was decided, nothing is delivered.
  private mutating func ghost(_ delivery: Delivery) {
    let form = world.campaigns[Int(delivery.campaign)]
    if form.hasWindow { rules.openWindow(delivery.campaign, words, at: delivery.time) }
    ledger.test(form.test, group: form.groups - 1, .send)
  }

  /// Delivers what is sent. Its fields are read where they lie: a copy of it would be taken apart and put together again.
  private mutating func deliver() {
    needResponse()
    let campaign = desk.outgoing.campaign
    let time = desk.outgoing.time
    let channel = desk.outgoing.channel
    let variant = desk.outgoing.variant
    let occurrence = desk.outgoing.occurrence
    let hash = rules.campaigns[Int(campaign)].hash
    // Drawn first and looked at last: the processor books the message while it mixes the words.
    let draw = draws.block(.message, occurrence: occurrence, entity: hash)
    let cost = rules.campaigns[Int(campaign)].cost
    if cost != 0 { ledger.cost(cost, day: time.day) }
    // Asked in place: the form is large, and a copy of it costs more than all that is asked.
    let isData = world.campaigns[Int(campaign)].isData
    if world.campaigns[Int(campaign)].hasWindow { rules.openWindow(campaign, words, at: time) }
    if world.campaigns[Int(campaign)].test >= 0 {
      ledger.test(world.campaigns[Int(campaign)].test, group: variant, .send)
    }
    let mayBeLost = hasLosses && channel == .push
    let (day, hour) = (time.day, time.hour)
    if !isData && !mayBeLost { book(campaign, channel, at: time, day: day, hour: hour) }
    let message = Message(
      campaign: campaign, variant: variant, hash: hash, occurrence: occurrence,
      topic: chooseTopic(campaign, Draws.uniform(draw.z)), sent: time, time: time, day: day,
      hour: hour, channel: channel, draw: draw)
    if isData { return takeData(message) }
    switch channel {
    case .inApp: showInApp(message)
    case .email: letter(message, by: .email)
    case .sms: letter(message, by: .sms)
    default:
      if !mayBeLost {
        meetPush(message)
      } else if !isDelayed(message) {
        arrive(message)
      }
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
    let time: LocalTime
    let day: Int32
    let hour: Int32
    let channel: Channel
    let draw: SIMD4<UInt32>
  }

  /// Books a message that reaches the user.
  @inline(__always)
  mutating func book(_ campaign: Int32, _ channel: Channel, at time: LocalTime, day: Int32, hour: Int32) {
    desk.count(.delivered, campaign)
    desk.noteArrival(campaign, channel, at: time)
    ledger.delivery(channel, day: day, weekday: weekday(of: day), hour: hour)
  }

  /// Interest of the person in the topic of a message.
  @inline(__always)
  mutating func relevance(of message: Message) -> Double {
    message.topic >= 0 ? affinity[Int(message.topic)] : people.evenInterest
  }

  @inline(__always)
  private mutating func chooseTopic(_ campaign: Int32, _ u: Double) -> Int32 {
    guard hasTopics else { return -1 }
    switch rules.campaigns[Int(campaign)].topic {
    case .random: return randomTopic(u)
    case .recommended(let accuracy):
      // Both are worked out: which one it is cannot be predicted, and a wrong guess costs more than a division.
      let other = randomTopic(max((u - accuracy) / (1 - accuracy), 0))
      return u < accuracy ? person.favourite : other
    default: return rules.platformTopic(campaign, words)
    }
  }

  @inline(__always)
  private func randomTopic(_ u: Double) -> Int32 { min(Int32(u * Double(people.topics)), Int32(people.topics) - 1) }

  /// Shows the first waiting in-app message that may be shown here; one per activity.
  @inline(__always)
  mutating func showWaiting(at time: LocalTime) {
    updateReach(at: time)
    if desk.showWaiting(at: time) { post() }
    if !inbox.isEmpty || desk.hasTasks { settle() }
  }
}

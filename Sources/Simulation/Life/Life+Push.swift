import Behavior
import EngagementCore
import Primitives

/// Messages outside the app: how they arrive, and what the person does about them.
extension Life {
  /// Whether the device is offline; the push service then keeps the push until it is back.
  mutating func isDelayed(_ message: Message) -> Bool {
    if !world.hasConnectivity { return false }
    let words = draws.block(.connection, occurrence: message.occurrence, entity: message.hash)
    let (isOffline, delay) = people.connection(Draws.uniform(words.x), Draws.uniform(words.y))
    guard isOffline else { return false }
    desk.count(.delayedOffline, message.campaign)
    desk.agenda.push(
      Agenda.Item(
        time: message.time + delay, rank: 0, kind: .arrival, subject: message.campaign,
        detail: message.variant | ((message.topic + 1) << 8), address: Int32(bitPattern: message.occurrence),
        extra: message.sent))
    return true
  }

  /// A push arrives late.
  mutating func arriveLate(_ item: Agenda.Item) {
    let campaign = rules.campaigns[Int(item.subject)]
    if Int(item.time) - Int(item.extra) >= Int(campaign.expiry) {
      return desk.lose(item.subject, as: .expired, at: item.time)
    }
    let occurrence = UInt32(bitPattern: item.address)
    arrive(
      Message(
        campaign: item.subject, variant: item.detail & 0xFF, hash: campaign.hash, occurrence: occurrence,
        topic: ((item.detail >> 8) & 0xFFFF) - 1, sent: item.extra, time: item.time, day: item.time.day,
        hour: item.time.hour, channel: .push,
        draw: draws.block(.message, occurrence: occurrence, entity: campaign.hash)))
  }

  /// A push reaches the device, unless the app is gone, which the platform then learns some time later.
  mutating func arrive(_ message: Message) {
    if !now.person.isInstalled {
      now.noticedAt = min(now.noticedAt, message.time + max(world.uninstallNotice, 0))
      return desk.lose(message.campaign, as: .lost, at: message.time)
    }
    book(message.campaign, .push, at: message.time, day: message.day, hour: message.hour)
    meetPush(message)
  }

  mutating func meetPush(_ message: Message) {
    let campaign = message.campaign
    let slot = message.topic >= 0 ? Int(message.topic) : people.topics + Int(campaign)
    desk.count(.displayed, campaign)
    // iOS tells of a push only when it is opened.
    let isReported = !person.isIOS
    let wantsFeedback = desk.wantsFeedback && isReported
    desk.count(.reported, campaign, if: isReported)
    if wantsFeedback { desk.noteFeedback(.displayed, campaign, time: message.time) }
    var appeal = world.campaigns[Int(campaign)].appeal[Int(message.variant)]
    if world.campaigns[Int(campaign)].hasPictures && world.campaigns[Int(campaign)].pictures[Int(message.variant)] {
      appeal += people.bigPictureEffect(isIOS: person.isIOS)
    }
    let impression = PushImpression(
      relevance: relevance(of: message), hour: message.hour,
      isTriggered: rules.campaigns[Int(campaign)].isTriggered, appeal: appeal,
      daysSinceSame: repeats[slot] == Moment.never ? -1 : message.day - repeats[slot])
    let reaction =
      hasOwnLaws
      ? reactByOwnLaw(to: impression, message)
      : people.react(person, &now.person, to: impression, words: message.draw)
    repeats[slot] = message.day
    touch(message, isDisplayed: true)
    if reaction.optsOut {
      refusePush(at: message.time)
      desk.count(.causedOptOut, campaign)
    }
    // The other end of the draw that decides who is annoyed, a small chance: the two hardly meet, and the draw knows
    // nothing of the one that decided against opening.
    let isDismissed = !reaction.opens && people.dismissesPush(1 - Draws.uniform(message.draw.y))
    desk.count(.dismissed, campaign, if: isDismissed)
    if wantsFeedback && isDismissed { desk.noteFeedback(.dismissed, campaign, time: message.time) }
    if reaction.opens { scheduleOpening(message, returns: reaction.returns) }
    if reaction.uninstalls {
      now.person.isInstalled = false
      now.person.isAlive = false
      desk.count(.causedUninstall, campaign)
    } else if now.person.isAlive {
      influence(message, Draws.uniform(message.draw.w))
    }
  }

  /// An e-mail or SMS, which needs no app to arrive.
  mutating func letter(_ message: Message, by channel: DirectChannel) {
    let campaign = message.campaign
    let slot = message.topic >= 0 ? Int(message.topic) : people.topics + Int(campaign)
    desk.count(.displayed, campaign)
    // The sender of a letter learns of its display from the letter itself, on every system.
    desk.count(.reported, campaign)
    if desk.wantsFeedback { desk.noteFeedback(.displayed, campaign, time: message.time) }
    let impression = PushImpression(
      relevance: relevance(of: message), hour: message.hour,
      isTriggered: rules.campaigns[Int(campaign)].isTriggered,
      appeal: world.campaigns[Int(campaign)].appeal[Int(message.variant)],
      daysSinceSame: repeats[slot] == Moment.never ? -1 : message.day - repeats[slot])
    let reaction = people.react(person, &now.person, to: impression, by: channel, words: message.draw)
    repeats[slot] = message.day
    touch(message, isDisplayed: true)
    if reaction.optsOut {
      people.leave(channel, &now.person)
      desk.count(.causedOptOut, campaign)
    }
    if reaction.opens { scheduleOpening(message, returns: reaction.returns) }
  }

  private mutating func scheduleOpening(_ message: Message, returns: Bool) {
    var delay: Int32 = 0
    if app.isWalked {
      let u = Draws.uniform(draws.block(.messageDetail, occurrence: message.occurrence, entity: message.hash).x)
      delay =
        switch message.channel {
        case .email: people.responseDelay(by: .email, u)
        case .sms: people.responseDelay(by: .sms, u)
        default: people.responseDelay(person, u)
        }
    }
    let flags = message.variant | ((message.topic + 1) << 8) | (returns ? 1 << 24 : 0)
    let item = Agenda.Item(
      time: message.time + delay, rank: 0, kind: .opening, subject: message.campaign, detail: flags,
      address: Int32(bitPattern: message.occurrence), extra: message.sent)
    if delay > 0 {
      desk.agenda.push(item)
    } else if acknowledge(item) {
      // Sessions have no hour: one more today.
      now.extraSessions += 1
      if world.campaigns[Int(message.campaign)].offer[Int(message.variant)] { now.hasOffer = true }
    }
  }

  @inline(__always)
  private mutating func influencedSessions(on day: Int32, _ u: Double) -> Int32 {
    if hasOwnLaws {
      let share = people.parameters.response.influence
      return share == 0 ? 0 : people.influencedSessions(mean: share * ownSessionMean(day), u)
    }
    return people.influencedSessions(
      person, weekday: weekday(of: day), age: day - installDay,
      factor: hasSeasons ? world.parts.activity(on: day) : 1, u)
  }

  private mutating func influence(_ message: Message, _ u: Double) {
    let count = influencedSessions(on: message.day, u)
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

  /// The user opens a message, and a session begins.
  mutating func open(_ item: Agenda.Item) {
    guard acknowledge(item) else { return }
    if desk.hasTasks { settle() }
    let form = world.campaigns[Int(item.subject)]
    walk(
      at: item.time, landing: form.opens, occurrence: UInt32(bitPattern: item.address),
      entity: rules.campaigns[Int(item.subject)].hash, offer: form.offer[Int(item.detail & 0xFF)], isDeep: form.isDeep,
      openedBy: item.subject)
  }

  /// What an opened message does at once: the platform learns of it, habit grows, a lapsed user may return, what lies
  /// behind the notification is met.
  private mutating func acknowledge(_ item: Agenda.Item) -> Bool {
    guard now.person.isInstalled || !app.isWalked else { return false }
    let campaign = item.subject
    let variant = item.detail & 0xFF
    let test = world.campaigns[Int(campaign)].test
    desk.count(.opened, campaign)
    if test >= 0 { ledger.test(test, group: variant, .open) }
    let channel = rules.campaigns[Int(campaign)].channel
    if person.isIOS && channel != .email && channel != .sms {
      desk.count(.reported, campaign)
      desk.noteFeedback(.displayed, campaign, time: item.time)
    }
    desk.noteFeedback(.opened, campaign, time: item.time)
    click(campaign, sent: item.extra, at: item.time)
    people.reward(&now.person)
    if world.parts.hasOpenEffects { feelOpening(of: campaign, variant: variant) }
    if item.detail & (1 << 24) != 0 && !now.person.isAlive {
      now.person.isAlive = true
      desk.count(.wonBack, campaign)
    }
    if world.campaigns[Int(campaign)].hasContents {
      meetContent(campaign, variant: variant, occurrence: UInt32(bitPattern: item.address), at: item.time)
    }
    return true
  }

  mutating func influencedSession(_ item: Agenda.Item) {
    guard now.person.isInstalled && now.person.isAlive else { return }
    let entity = rules.campaigns[Int(item.subject)].hash &+ 0x9E37_79B9 &* UInt32(item.detail + 1)
    walk(at: item.time, landing: 0, occurrence: UInt32(bitPattern: item.address), entity: entity, offer: false)
  }
}

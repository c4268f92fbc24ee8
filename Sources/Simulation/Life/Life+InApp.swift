import Behavior
import EngagementCore
import Primitives

/// Messages inside the app, and what lies behind a notification.
extension Life {
  mutating func showInApp(_ message: Message) {
    now.isShowing = app.isWalked
    let campaign = message.campaign
    let form = world.campaigns[Int(campaign)]
    let kind = form.kinds[Int(message.variant)]
    if kind == .systemPrompt { return askSystem(message, isPrepared: false) }
    let isTriggered = rules.campaigns[Int(campaign)].isTriggered
    var (isSeen, isActedUpon) = people.reactInApp(
      relevance: relevance(of: message), isTriggered: isTriggered, appeal: form.appeal[Int(message.variant)],
      words: message.draw)
    if hasOwnLaws && isSeen {
      let impression = PushImpression(
        relevance: relevance(of: message), hour: message.hour, isTriggered: isTriggered,
        appeal: form.appeal[Int(message.variant)], daysSinceSame: -1)
      isActedUpon = actsByOwnLaw(on: impression, message)
    }
    touch(message, isDisplayed: isSeen)
    guard isSeen else { return }
    display(campaign, at: message.time)
    if kind == .softPrompt { isActedUpon = people.respondToSoftPrompt(Draws.uniform(message.draw.y)) }
    guard isActedUpon else {
      if people.dismissesInApp(Draws.uniform(message.draw.w)) { dismiss(campaign, at: message.time) }
      return
    }
    desk.count(.opened, campaign)
    if form.test >= 0 { ledger.test(form.test, group: message.variant, .open) }
    desk.noteFeedback(.opened, campaign, time: message.time)
    click(campaign, sent: message.sent, at: message.time)
    people.reward(&now.person)
    if world.parts.hasOpenEffects { feelOpening(of: campaign, variant: message.variant) }
    if form.offer[Int(message.variant)] { now.hasOffer = true }
    if form.isDeep {
      now.redirect = form.opens
      now.isDeep = true
    }
    if kind == .softPrompt {
      askSystem(message, isPrepared: true)
    } else if form.hasContents {
      meetContent(campaign, variant: message.variant, occurrence: message.occurrence, at: message.time)
    }
  }

  private mutating func display(_ campaign: Int32, at time: LocalTime) {
    desk.count(.displayed, campaign)
    desk.count(.reported, campaign)
    desk.noteFeedback(.displayed, campaign, time: time)
  }

  private mutating func dismiss(_ campaign: Int32, at time: LocalTime) {
    desk.count(.dismissed, campaign)
    desk.noteFeedback(.dismissed, campaign, time: time)
  }

  /// The system asks whether pushes are welcome, if it still does.
  private mutating func askSystem(_ message: Message, isPrepared: Bool) {
    let campaign = message.campaign
    guard people.canBeAsked(now.person) else { return }
    if !isPrepared { display(campaign, at: message.time) }
    if people.respondToSystemPrompt(person, &now.person, isPrepared: isPrepared) {
      permitPush(at: message.time)
      desk.count(.acted, campaign)
      if !isPrepared {
        desk.count(.opened, campaign)
        desk.noteFeedback(.opened, campaign, time: message.time)
      }
      desk.noteFeedback(.acted, campaign, time: message.time)
    } else {
      dismiss(campaign, at: message.time)
    }
  }

  /// What lies behind an opened notification: a text, a page or a question.
  mutating func meetContent(_ campaign: Int32, variant: Int32, occurrence: UInt32, at time: LocalTime) {
    let form = world.campaigns[Int(campaign)]
    let words = draws.block(.messageDetail, occurrence: occurrence, entity: rules.campaigns[Int(campaign)].hash)
    switch form.kinds[Int(variant)] {
    case .text, .web:
      if people.actsOnContent(isWeb: form.kinds[Int(variant)] == .web, Draws.uniform(words.z)) {
        desk.count(.acted, campaign)
        desk.noteFeedback(.acted, campaign, time: time)
      } else {
        dismiss(campaign, at: time)
      }
    case .poll:
      let answer = people.answer(form.answers, Draws.uniform(words.z), Draws.uniform(words.w))
      if answer < 0 {
        dismiss(campaign, at: time)
      } else {
        desk.count(.acted, campaign)
        desk.noteFeedback(.acted, campaign, time: time)
        desk.noteFeedback(.answered, campaign, answer: answer, time: time)
        ledger.answer(form.firstAnswer + answer)
      }
    default: break
    }
  }

  /// A data push changes the app, and nobody sees it.
  mutating func takeData(_ message: Message) {
    if !now.person.isInstalled { return arrive(message) }
    desk.count(.delivered, message.campaign)
    desk.count(.acted, message.campaign)
    set(world.campaigns[Int(message.campaign)].sets, at: message.time)
    desk.noteFeedback(.acted, message.campaign, time: message.time)
  }

  // MARK: Permission

  private mutating func permitPush(at time: LocalTime) {
    if !now.acceptedPush { now.acceptedPush = true }
    tellPermission(at: time)
  }

  mutating func refusePush(at time: LocalTime) {
    now.person.acceptsPush = false
    if world.permissionInfo >= 0 { tellPermission(at: time) }
  }

  /// Tells the platform whether pushes are accepted, where the tag plan asks for it.
  mutating func tellPermission(at time: LocalTime) {
    if world.permissionInfo >= 0 {
      desk.setAppInfo(Int(world.permissionInfo), to: now.person.acceptsPush ? 1 : 0, time: time)
    }
  }
}

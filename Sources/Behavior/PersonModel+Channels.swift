import Primitives

extension PersonModel {
  /// Whether a channel reaches the person: an address is known, its use allowed, and not unsubscribed from.
  ///
  /// An uninstalled app does not matter. The consent is drawn when first needed.
  public func isReachable(
    _ person: inout Person, _ state: PersonState, by channel: DirectChannel, draws: Draws
  ) -> Bool {
    if channel == .email ? state.leftEmail : state.leftSMS { return false }
    if let known = channel == .email ? person.emailReach : person.smsReach { return known }
    let words = draws.block(.consent, occurrence: 0)
    let email = Draws.uniform(words.y) < parameters.email.reach
    let sms = Draws.uniform(words.z) < parameters.sms.reach
    person.emailReach = email
    person.smsReach = sms
    return channel == .email ? email : sms
  }

  /// Ends a channel for the person.
  public func leave(_ channel: DirectChannel, _ state: inout PersonState) {
    switch channel {
    case .email: state.leftEmail = true
    case .sms: state.leftSMS = true
    }
  }

  /// Decides the reaction to an e-mail or SMS and adds its wear.
  ///
  /// `opens` is a click that leads into the app; without the app it leads nowhere. `optsOut` is an unsubscription, which the
  /// caller carries out with ``leave(_:_:)``; nobody uninstalls. The hour does not matter, as people read such messages when
  /// they come to it.
  ///
  /// - Parameter words: Click, annoyance; the others are the sender's, as those of ``react(_:_:to:words:)``.
  public func react(
    _ person: Person, _ state: inout PersonState, to message: PushImpression, by channel: DirectChannel,
    words: SIMD4<UInt32>
  ) -> PushReaction {
    var reaction = PushReaction()
    let letters = channel == .email ? parameters.email : parameters.sms
    let fatigue = parameters.fatigue
    let response = parameters.response
    let edge = message.relevance - evenInterest
    let inclination = person.openness - (person.isIOS ? response.ios : response.other)
    var odds = letters.click + letters.openness * inclination + response.relevance * edge + message.appeal
    odds -= fatigue.effect * state.fatigue
    if message.isTriggered { odds += letters.triggered }
    if message.daysSinceSame >= 0 { odds -= repeatLoss[Int(min(message.daysSinceSame, 511))] }
    if !state.isAlive { odds += response.lapsed }
    let u = Draws.uniform(words.x)
    let chance = Elementary.logistic(odds)
    reaction.opens = u < chance
    reaction.returns = !state.isAlive && u < response.winBack * chance
    let annoyance = Draws.uniform(words.y)
    if annoyance < letters.optOut * largestHazardGrowth {
      let growth = Elementary.exp(min(fatigue.growth * state.fatigue / person.toleratedFatigue, fatigue.cap) - edge)
      reaction.optsOut = annoyance < letters.optOut * growth
    }
    state.fatigue += letters.wear * (1 - fatigue.relief * message.relevance)
    return reaction
  }

  /// Seconds from an e-mail or SMS to the click, lognormal, at most a week.
  public func responseDelay(by channel: DirectChannel, _ u: Double) -> Int32 {
    let letters = channel == .email ? parameters.email : parameters.sms
    let delay = 60 * letters.delay * Elementary.exp(letters.delaySpread * Samplers.normalQuantile(u))
    return Int32(min(max(delay, 1), 604_799))
  }
}

import Primitives

/// A push, e-mail or SMS as it reaches a person.
@frozen
public struct PushImpression: Sendable {
  /// Interest of the person in its topic, 0 to 1; 1/topics when it has none.
  public var relevance: Double
  /// Local hour at which it arrives, 0 to 23.
  public var hour: Int32
  /// Whether an action of the person triggered it.
  public var isTriggered: Bool
  /// Added log-odds of form and variant.
  public var appeal: Double
  /// Days since the person got the same topic or template; negative when never.
  public var daysSinceSame: Int32

  @inlinable
  public init(relevance: Double, hour: Int32, isTriggered: Bool, appeal: Double, daysSinceSame: Int32) {
    self.relevance = relevance
    self.hour = hour
    self.isTriggered = isTriggered
    self.appeal = appeal
    self.daysSinceSame = daysSinceSame
  }
}

/// What a person does about a push, e-mail or SMS.
@frozen
public struct PushReaction: Sendable {
  public var opens = false
  /// Whether a lapsed person who opens finds interest again.
  public var returns = false
  public var optsOut = false
  public var uninstalls = false
  @inlinable init() {}
}

extension PersonModel {
  /// Decides the reaction to a push and adds its wear.
  ///
  /// `words`: open, annoyance, the sender's choice of a topic, influence (for ``influencedSessions(_:weekday:age:_:)``).
  @inlinable @inline(__always)
  public func react(
    _ person: Person, _ state: inout PersonState, to push: PushImpression, words: SIMD4<UInt32>
  ) -> PushReaction {
    var reaction = PushReaction()
    let odds = pushOdds(person, state, push)
    let u = Draws.uniform(words.x)
    if u < openBound(odds) {
      let chance = Elementary.logistic(odds)
      reaction.opens = u < chance
      reaction.returns = !state.isAlive && u < parameters.response.winBack * chance
    }
    wear(person, &state, push, &reaction, words.y)
    return reaction
  }

  /// The same by any chance to open it.
  public func react(
    _ person: Person, _ state: inout PersonState, to push: PushImpression, openChance chance: Double,
    words: SIMD4<UInt32>
  ) -> PushReaction {
    var reaction = PushReaction()
    let u = Draws.uniform(words.x)
    reaction.opens = u < chance
    reaction.returns = !state.isAlive && u < parameters.response.winBack * chance
    wear(person, &state, push, &reaction, words.y)
    return reaction
  }

  /// The chance that a push is opened.
  public func openChance(_ person: Person, _ state: PersonState, of push: PushImpression) -> Double {
    Elementary.logistic(pushOdds(person, state, push))
  }

  /// Log-odds of an open.
  @inlinable @inline(__always)
  func pushOdds(_ person: Person, _ state: PersonState, _ push: PushImpression) -> Double {
    let response = parameters.response
    let edge = push.relevance - evenInterest
    let hour = push.hour &- person.chronotype
    let ownHour = Int(hour < 0 ? hour &+ 24 : hour >= 24 ? hour &- 24 : hour)
    var odds = person.openness + response.relevance * edge + hourWeight[ownHour] + push.appeal
    odds -= parameters.fatigue.effect * state.fatigue
    if push.isTriggered { odds += response.triggered }
    if push.daysSinceSame >= 0 { odds -= repeatLoss[Int(min(push.daysSinceSame, 511))] }
    if !state.isAlive { odds += response.lapsed }
    return odds
  }

  /// What a push costs, opened or not: perhaps an opt-out or the app, and fatigue.
  @inlinable @inline(__always)
  func wear(
    _ person: Person, _ state: inout PersonState, _ push: PushImpression, _ reaction: inout PushReaction, _ word: UInt32
  ) {
    let fatigue = parameters.fatigue
    let edge = push.relevance - evenInterest
    let annoyance = Draws.uniform(word)
    if annoyance < (fatigue.optOut + fatigue.uninstall) * largestHazardGrowth {
      let growth = Elementary.exp(min(fatigue.growth * state.fatigue / person.toleratedFatigue, fatigue.cap) - edge)
      let optOut = min(fatigue.optOut * growth, 1)
      reaction.optsOut = annoyance < optOut
      // Within either side of that decision the draw is uniform again: it decides the uninstall, independently.
      let rest = reaction.optsOut ? annoyance / optOut : (annoyance - optOut) / (1 - optOut)
      reaction.uninstalls = rest < fatigue.uninstall * growth
    }
    state.fatigue += 1 - fatigue.relief * push.relevance
  }

  /// An upper bound of the chance at some log-odds, from a table: it decides most draws without an exponential.
  @inlinable @inline(__always)
  func openBound(_ odds: Double) -> Double {
    openBounds[Int(min(max(odds + 16, 0), 31.9) * 8) + 1]
  }

  /// Adds the habit that an opened message builds.
  @inlinable @inline(__always)
  public func reward(_ state: inout PersonState) {
    state.engagement = min(state.engagement + parameters.engagement.gain, 1.5)
  }

  /// Number of extra sessions that one push causes without being opened, from its influence draw.
  ///
  /// - Parameter factor: That of the day, where the calendar makes it busier or quieter.
  @inlinable
  public func influencedSessions(
    _ person: Person, weekday: Int32, age: Int32, factor: Double = 1, _ u: Double
  ) -> Int32 {
    if parameters.response.influence == 0 { return 0 }
    let mean = parameters.response.influence * sessionMean(person, weekday: weekday, age: age) * factor
    return influencedSessions(mean: mean, u)
  }

  /// The same by any mean.
  @inlinable @inline(__always)
  public func influencedSessions(mean: Double, _ u: Double) -> Int32 {
    // e^-x >= 1 - x decides most draws without the exponential.
    if u <= 1 - mean { return 0 }
    return Samplers.poisson(u, mean: mean, p0: Elementary.exp(-mean))
  }

  /// Seconds from a push to its open or its influence, lognormal, at most a day.
  public func responseDelay(_ person: Person, _ u: Double) -> Int32 {
    let response = parameters.response
    let median = 60 * (person.isIOS ? response.delayIOS : response.delayOther)
    let delay = median * Elementary.exp(response.delaySpread * Samplers.normalQuantile(u))
    return Int32(min(max(delay, 1), 86_399))
  }

  /// Whether an in-app message is noticed and acted upon.
  ///
  /// - Parameters:
  ///   - relevance: Interest in its topic; 1/topics when it has none.
  ///   - words: Two draws: noticed, acted upon.
  public func reactInApp(
    relevance: Double, isTriggered: Bool, appeal: Double, words: SIMD4<UInt32>
  ) -> (isSeen: Bool, isActedUpon: Bool) {
    guard Draws.uniform(words.x) < parameters.inApp.seen else { return (false, false) }
    let chance = actChance(relevance: relevance, isTriggered: isTriggered, appeal: appeal)
    return (true, Draws.uniform(words.y) < chance)
  }

  /// The chance that an in-app message which is noticed is acted upon.
  @inlinable @inline(__always)
  public func actChance(relevance: Double, isTriggered: Bool, appeal: Double) -> Double {
    Elementary.logistic(
      (isTriggered ? inAppTriggered : inAppBase) + parameters.response.relevance * (relevance - evenInterest)
        + appeal)
  }
}

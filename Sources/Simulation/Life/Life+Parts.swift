import Behavior
import EngagementCore
import Primitives

/// The parts that only some apps have: what they make of actions, and what they make likely.
extension Life {
  /// Draws what only these parts ask about a person.
  @inline(never)
  mutating func beginParts() {
    let parts = world.parts
    traits = PartTraits()
    for fact in parts.deviceFactors {
      // The same draw as that of the fact itself: the platform knows what the device does.
      let drawn = fact.values.pick(Draws.uniform(draws.block(.facts, occurrence: 0, entity: fact.hash).x))
      let value = Int(self.fact(fact.index, drawn))
      traits.crashFactor *= fact.factors[value].crash
      traits.errorFactor *= fact.factors[value].error
    }
    if !parts.platformFactors.isEmpty {
      traits.crashFactor *= parts.platformFactors[Int(person.platform)].crash
      traits.errorFactor *= parts.platformFactors[Int(person.platform)].error
    }
    if parts.ratings != nil {
      traits.taste = Samplers.normalQuantile(Draws.uniform(draws.block(.satisfaction, occurrence: 0).x))
    }
  }

  /// Lets trouble fade overnight, and says what the person bears today.
  @inline(never)
  mutating func feelStrain() {
    let parts = world.parts
    var strain = 0.0
    if let technical = parts.technical {
      now.own.trouble *= parts.troubleDecay
      if now.own.trouble < 1e-6 { now.own.trouble = 0 }
      strain += technical.strain(now.own.trouble)
    }
    if let levels = parts.levels, Double(now.own.attempts) >= levels.patience { strain += levels.frustration }
    now.person.strain = strain
  }

  /// The chance of an action that depends on what the person and the app have come to.
  @inline(never)
  mutating func specialChance(of action: CompiledApp.Action) -> Double {
    let parts = world.parts
    let role = action.role
    if role.contains(.checkout) { return checkoutChance() }
    if role.contains(.abandonment) { return now.own.isCartNew && now.own.cartSince != PartState.never ? 1 : 0 }
    if role.contains(.levelUp) {
      now.own.attempts += 1
      return parts.levelChances[min(Int(now.own.level), parts.levelChances.count - 1)]
    }
    if role.contains(.beginsTrial) && now.own.membership != .none { return 0 }
    if role.contains(.buysPeriod) && now.own.membership == .subscribed { return 0 }
    var chance = action.base
    if chance < 0 {
      chance = people.conversionChance(
        people.conversionChance(&person, draws: draws), hasOffer: now.hasOffer, isDeep: now.isDeep)
      if parts.hasSeasons { chance *= parts.conversion(on: now.time.day) }
    }
    if role.contains(.crash) { chance *= traits.crashFactor }
    if role.contains(.error) { chance *= traits.errorFactor }
    if role.contains(.sharing), let ratings = parts.ratings {
      chance = ratings.sharing(chance, satisfaction: satisfaction)
    }
    return min(chance, 1)
  }

  /// An action that some part looks at: returns what it earns.
  @inline(never)
  mutating func enact(_ action: CompiledApp.Action, times: Int32, revenue: Int64, time: LocalTime) -> Int64 {
    let parts = world.parts
    let role = action.role
    if role.contains(.fillsCart) { (now.own.cartSince, now.own.isCartNew) = (time, true) }
    if role.contains(.abandonment) { now.own.isCartNew = false }
    if role.contains(.levelUp) { rise(by: times, time: time) }
    if role.contains(.beginsTrial) { beginPeriod(.trial, at: time) }
    if role.contains(.buysPeriod) { beginPeriod(.subscribed, at: time) }
    if let technical = parts.technical {
      if role.contains(.crash) { now.own.trouble += technical.crash * Double(times) }
      if role.contains(.error) { now.own.trouble += technical.error * Double(times) }
    }
    if role.contains(.rating) { rate(at: time) }
    if role.contains(.invitation) { invite(action.tag, times: times, time: time) }
    return role.contains(.checkout) ? checkOut(revenue) : revenue
  }

  /// A message is opened: an offer may keep a subscriber, an apology may make up for a crash.
  @inline(never)
  mutating func feelOpening(of campaign: Int32, variant: Int32) {
    if world.campaigns[Int(campaign)].offer[Int(variant)] { now.own.hasSeenOffer = true }
    if let technical = world.parts.technical, world.parts.isApology[Int(campaign)] {
      now.own.trouble *= 1 - technical.forgives
    }
  }

  /// Something happens that no session decides.
  mutating func fulfil(_ fate: AppModel.Fate, at time: LocalTime) {
    guard let index = AppModel.Fate.allCases.firstIndex(of: fate), world.parts.fates[index] >= 0 else { return }
    let action = app.actions[Int(world.parts.fates[index])]
    let address = UInt32(bitPattern: time)
    var revenue = action.revenue
    if revenue < 0 {
      var sequence = DrawSequence(draws, .spend, occurrence: address, entity: UInt32(bitPattern: action.tag))
      revenue = people.orderValue(&person, orders: 1, sequence: &sequence, draws: draws).micros
    }
    var extras: UInt32 = 0
    if action.extras >= 0 {
      extras = app.extras[Int(action.extras)].draw(
        draws.block(.extras, occurrence: address, entity: UInt32(bitPattern: action.tag), index: 0))
    }
    happen(action, TagDetail(topic: -1, extras: extras), times: 1, revenue: revenue, time: time)
  }

  // MARK: Cart

  private mutating func checkoutChance() -> Double {
    guard let cart = world.parts.cart, now.own.cartSince != PartState.never else { return 0 }
    let age = Double(Int64(now.time) - Int64(now.own.cartSince)) / 86_400
    if !now.own.isCartNew && age >= cart.lives {
      now.own.cartSince = PartState.never
      return 0
    }
    let chance = cart.checkout(isNew: now.own.isCartNew, hasOffer: now.hasOffer, isDeep: now.isDeep)
    return world.parts.hasSeasons ? min(chance * world.parts.conversion(on: now.time.day), 1) : chance
  }

  private mutating func checkOut(_ revenue: Int64) -> Int64 {
    (now.own.cartSince, now.own.isCartNew) = (PartState.never, false)
    guard now.hasOffer, let discount = world.parts.cart?.discount, discount > 0 else { return revenue }
    return revenue - Int64((Double(revenue) * discount).rounded())
  }

  // MARK: Levels

  private mutating func rise(by levels: Int32, time: LocalTime) {
    now.own.level = min(now.own.level + levels, Int32(world.parts.levels?.top ?? 0))
    now.own.attempts = 0
    if world.parts.levelInfo >= 0 { desk.setAppInfo(world.parts.levelInfo, to: now.own.level, time: time) }
  }

  // MARK: Ratings

  /// The person's satisfaction now.
  var satisfaction: Double {
    mutating get {
      guard let ratings = world.parts.ratings else { return 0 }
      return ratings.satisfaction(
        z: traits.taste, excess: 1 - person.idleChance - world.parts.meanActivity, habit: now.person.engagement,
        trouble: world.parts.technical?.strain(now.own.trouble) ?? 0)
    }
  }

  private mutating func rate(at time: LocalTime) {
    guard let ratings = world.parts.ratings, world.parts.starsInfo >= 0 else { return }
    let u = Draws.uniform(draws.block(.stars, occurrence: UInt32(bitPattern: time)).x)
    desk.setAppInfo(world.parts.starsInfo, to: ratings.stars(satisfaction: satisfaction, u), time: time)
  }

  // MARK: Seasons

  /// Number of the person's own sessions on a day.
  @inline(__always)
  mutating func ownSessions(_ day: Int32, age: Int32, weekday: Int32) -> Int32 {
    let u = sessionDraws.next(draws, .sessions, day: day)
    if asksSessions {
      if hasOwnLaws { return people.sessions(mean: ownSessionMean(day), u) }
      return people.sessions(person, weekday: weekday, age: age, factor: world.parts.activity(on: day), u)
    }
    return people.sessions(person, weekday: weekday, age: age, u)
  }
}

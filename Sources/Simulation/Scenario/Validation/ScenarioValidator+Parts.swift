import Behavior
import EngagementCore
import Primitives

/// The parts that only some apps have.
extension ScenarioValidator {
  mutating func checkParts() {
    checkFates()
    if let cart = scenario.app.cart { check(cart) }
    if let levels = scenario.app.levels { check(levels) }
    if let subscription = scenario.app.subscription { check(subscription) }
    if let technical = scenario.app.technical { check(technical) }
    if let ratings = scenario.app.ratings { check(ratings) }
    if let referrals = scenario.app.referrals { check(referrals) }
  }

  private mutating func checkNumbers<Part>(_ part: Part, _ settings: [ModelSetting<Part>], _ path: [String]) {
    for setting in settings {
      checkRange(part[keyPath: setting.path], setting.range, path + [setting.key], "the value")
    }
  }

  private mutating func checkEvents(_ names: [String], _ path: [String], isNeeded: Bool = false) {
    for (index, name) in names.enumerated() {
      checkName(name, in: scenario.app.events.map(\.name), "event", path + (names.count > 1 ? ["[\(index)]"] : []))
    }
    if isNeeded && names.isEmpty { error(.missingPart, path, "it names no event", "name at least one") }
  }

  private mutating func checkAppInfo(_ name: String, _ type: AppInfoType, _ path: [String]) {
    guard !name.isEmpty else { return }
    guard let info = scenario.tagPlan.appInfo.first(where: { $0.name == name }) else {
      return checkName(name, in: scenario.tagPlan.appInfo.map(\.name), "app-info", path)
    }
    if info.type != type {
      error(
        .contradiction, path, "the app-info `\(name)` is of the type \(info.type.rawValue)",
        "make it \(type.rawValue), or name another")
    }
  }

  private func hasFate(_ fate: AppModel.Fate) -> Bool { scenario.app.events.contains { $0.chance == .fate(fate) } }

  private mutating func checkFates() {
    var seen: Set<AppModel.Fate> = []
    for event in scenario.app.events {
      guard case .fate(let fate) = event.chance else { continue }
      let path = ["app", event.kind == .error ? "errors" : "events", event.name]
      if !seen.insert(fate).inserted {
        error(.duplicateName, path + ["chance"], "two events have the chance `\(fate.rawValue)`", "keep one of the two")
      }
      if event.kind != .event {
        error(.contradiction, path + ["chance"], "`\(fate.rawValue)` is no problem of the app", "make it an event")
      }
      if !event.on.isEmpty && !fate.hasScreens {
        error(
          .contradiction, path + ["on"], "`\(event.name)` happens on no screen: `\(fate.rawValue)` decides when",
          "remove it")
      }
      if !has(fate.part) {
        error(
          .missingPart, path + ["chance"], "the app has no `\(fate.part)` that could decide `\(fate.rawValue)`",
          "add `\(fate.part)` to `app`, or give a chance in %")
      }
    }
  }

  private func has(_ part: String) -> Bool {
    switch part {
    case "cart": scenario.app.cart != nil
    case "levels": scenario.app.levels != nil
    case "subscription": scenario.app.subscription != nil
    default: scenario.app.referrals != nil
    }
  }

  private mutating func check(_ cart: AppModel.Cart) {
    let path = ["app", "cart"]
    checkNumbers(cart, AppModel.Cart.settings, path)
    checkEvents(cart.filledBy, path + ["filled_by"], isNeeded: true)
    if !hasFate(.checkout) {
      error(
        .missingPart, path, key: true, "no event is the order of the cart",
        "give one `chance: checkout`, e.g. `order: {chance: checkout, revenue: spend}`")
    }
    let fillers = scenario.app.events.filter { cart.filledBy.contains($0.name) }
    if fillers.contains(where: { if case .fate = $0.chance { true } else { false } }) {
      error(.contradiction, path + ["filled_by"], "what becomes of the cart cannot fill it", "name another event")
    }
  }

  private mutating func check(_ levels: AppModel.Levels) {
    let path = ["app", "levels"]
    checkNumbers(levels, AppModel.Levels.settings, path)
    checkAppInfo(levels.appInfo, .integer, path + ["app_info"])
    checkRange(levels.top, 1...10_000, path + ["top"], "the highest level")
    for (index, chance) in levels.chances.enumerated() {
      checkRange(chance, 0...1, path + ["chances", "[\(index)]"], "the chance")
    }
    if !hasFate(.levelUp) {
      error(
        .missingPart, path, key: true, "no event is an attempt at a level",
        "give one `chance: level_up`, e.g. `level_up: {on: battle, chance: level_up}`")
    }
  }

  private mutating func check(_ subscription: AppModel.Subscription) {
    let path = ["app", "subscription"]
    checkNumbers(subscription, AppModel.Subscription.settings, path)
    checkRange(subscription.trial, 1...3650, path + ["trial"], "the number of days")
    checkRange(subscription.period, 1...3650, path + ["period"], "the number of days")
    if !subscription.trialBy.isEmpty { checkEvents([subscription.trialBy], path + ["trial_by"]) }
    checkEvents(subscription.boughtBy, path + ["bought_by"])
    checkAppInfo(subscription.statusInfo, .string, path + ["status"])
    checkAppInfo(subscription.endInfo, .date, path + ["ends"])
    if subscription.trialBy.isEmpty && subscription.boughtBy.isEmpty {
      error(.missingPart, path, key: true, "nothing begins a subscription", "give `trial_by` or `bought_by`")
    }
    let beginners = scenario.app.events.filter {
      $0.name == subscription.trialBy || subscription.boughtBy.contains($0.name)
    }
    if beginners.contains(where: { if case .fate = $0.chance { true } else { false } }) {
      error(
        .contradiction, path, key: true, "what a subscription lets happen cannot begin it",
        "name an event that the user chooses")
    }
  }

  private mutating func check(_ technical: AppModel.Technical) {
    let path = ["app", "technical"]
    checkNumbers(technical, AppModel.Technical.settings, path)
    let facts = scenario.population.facts
    for (key, factors) in [("crashes", technical.crashes), ("errors", technical.errors)] {
      for factor in factors {
        let here = path + [key, factor.fact]
        checkRange(factor.factor, 0...100, here + [factor.value], "the factor")
        let values =
          factor.fact == "platform"
          ? scenario.population.platforms : facts.first { $0.name == factor.fact }?.values
        guard let values else {
          checkName(factor.fact, in: facts.map(\.name) + ["platform"], "fact", here, key: true)
          continue
        }
        checkName(factor.value, in: values.map(\.value), "value of `\(factor.fact)`", here + [factor.value], key: true)
      }
    }
    let kinds = Set(scenario.app.events.map(\.kind))
    if !kinds.contains(.crash) && !kinds.contains(.error) {
      warn(.noEffect, path, key: true, "the app has neither crashes nor errors", "give it some, or remove `technical`")
    }
  }

  private mutating func check(_ ratings: AppModel.Ratings) {
    let path = ["app", "ratings"]
    checkNumbers(ratings, AppModel.Ratings.settings, path)
    checkEvents(ratings.ratedBy, path + ["rated_by"], isNeeded: true)
    checkEvents(ratings.sharedBy, path + ["shared_by"])
    checkAppInfo(ratings.appInfo, .integer, path + ["app_info"])
    if ratings.stars.count != 5 {
      error(
        .outOfRange, path + ["stars"], "\(ratings.stars.count) shares instead of 5", "give those of one to five stars")
      return
    }
    for (index, share) in ratings.stars.enumerated() {
      checkRange(share, 0...1, path + ["stars", "[\(index)]"], "the share")
    }
    let sum = ratings.stars.reduce(0, +)
    if !(abs(sum - 1) <= 1e-9) {
      error(.badSum, path + ["stars"], "the shares sum to \(percent(sum)), not 100%", "correct them")
    }
  }

  private mutating func check(_ referrals: AppModel.Referrals) {
    let path = ["app", "referrals"]
    checkNumbers(referrals, AppModel.Referrals.settings, path)
    checkRange(referrals.generations, 1...1000, path + ["generations"], "the number of generations")
    checkEvents(referrals.invitedBy, path + ["invited_by"], isNeeded: true)
    let limits = scenario.limits
    let hasAudience = scenario.campaigns.contains { $0.audienceLimit != nil }
    if limits.throttle != nil || !limits.budgets.isEmpty || hasAudience {
      error(
        .contradiction, path, key: true, "newcomers by word of mouth cannot share a send rate, a budget or an audience",
        "remove these limits, or `referrals`")
    }
  }

  // MARK: Seasons

  mutating func checkSeasons() {
    guard let seasons = scenario.behavior.seasons else { return }
    let path = ["population", "behavior", "calendar"]
    if !seasons.months.isEmpty && seasons.months.count != 12 {
      error(.outOfRange, path + ["months"], "\(seasons.months.count) numbers instead of 12", "give one for each month")
    }
    for (index, value) in seasons.months.enumerated() {
      checkRange(value, 0...1000, path + ["months", "[\(index)]"], "the value")
    }
    if !seasons.months.isEmpty && !seasons.months.contains(where: { $0 > 0 }) {
      error(
        .outOfRange, path + ["months"], "nobody is ever active: all numbers are 0", "make at least one positive")
    }
    let first = scenario.start.adding(days: -scenario.warmUpDays)
    let last = scenario.start.adding(days: scenario.horizonDays - 1)
    for day in seasons.days {
      let here = path + ["days", day.name]
      checkRange(day.activity, 0...100, here + ["activity"], "the factor")
      checkRange(day.conversion, 0...100, here + ["conversion"], "the factor")
      if let until = day.until, until < day.on {
        error(.contradiction, here + ["until"], "`\(day.name)` ends before it begins", "swap the dates")
      } else if (day.until ?? day.on) < first || day.on > last {
        warn(
          .outsideHorizon, here + ["on"], "`\(day.name)` lies outside \(first) to \(last)",
          "correct the date, or remove it")
      }
    }
  }
}

extension AppModel.Fate {
  /// The part of the app that decides it.
  fileprivate var part: String {
    switch self {
    case .checkout, .abandonment: "cart"
    case .levelUp: "levels"
    case .subscribed, .renewed, .cancelled: "subscription"
    case .referred: "referrals"
    }
  }
}

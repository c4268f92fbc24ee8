import Behavior
import EngagementCore
import Primitives

extension ScenarioValidator {
  mutating func checkApp() {
    for activity in scenario.app.activities { checkActivity(activity) }
    for event in scenario.app.events { checkEvent(event) }
    for job in scenario.app.jobs { checkJob(job) }
    for place in scenario.app.places { checkPlace(place) }
    checkSessions()
    checkOnceEvents()
    checkTagPlan()
    checkPaths()
  }

  private mutating func checkActivity(_ activity: AppModel.Activity) {
    let path = ["app", "activities", activity.name]
    let names = scenario.app.activities.map(\.name)
    checkRange(activity.dwell, 0.1...86_400, path + ["dwell"], "the number of seconds")
    for (name, chance) in activity.next {
      checkRange(chance, 0...1, path + ["next", name], "the chance")
      if !names.contains(name) { checkName(name, in: names + ["exit"], "activity", path + ["next", name]) }
    }
    if Set(activity.next.map(\.name)).count < activity.next.count {
      error(.duplicateName, path + ["next"], "an activity follows twice", "add up the chances")
    }
    let sum = activity.next.reduce(0) { $0 + $1.chance }
    if sum > 1 + 1e-9, activity.next.allSatisfy({ (0...1).contains($0.chance) }) {
      error(.badSum, path + ["next"], "the chances sum to \(percent(sum)), more than 100%", "lower them")
    }
    if activity.hasTopic, scenario.tagPlan.topics.isEmpty {
      error(
        .missingPart, path + ["extras"], "`\(activity.name)` shows a topic, but the app has none",
        "list them, e.g. `topics: [news, sport]` in `app`")
    }
  }

  private mutating func checkEvent(_ event: AppModel.Event) {
    let path = ["app"] + event.path
    let activities = scenario.app.activities
    checkPlaces(event.on, path + ["on"])
    if case .fixed(let chance) = event.chance { checkRange(chance, 0...1, path + ["chance"], "the chance") }
    if event.chance == .conversion, scenario.behavior.conversion.mean == 0 {
      warn(
        .noEffect, path + ["chance"], "`\(event.name)` never happens: purchases are switched off",
        "raise `behavior.conversion.mean`")
    }
    if case .fixed(let money) = event.revenue, money < .zero {
      error(.outOfRange, path + ["revenue"], "the revenue is negative", "write an amount of at least 0")
    }
    if event.kind != .event, event.revenue != .none {
      error(.contradiction, path + ["revenue"], "\(event.kind.thing) earns nothing", "make it an event")
    }
    if event.hasTopic, !event.on.contains(where: { name in activities.contains { $0.name == name && $0.hasTopic } }) {
      warn(
        .noEffect, path + ["extras"], "`\(event.name)` happens on no activity with a topic",
        "give one of its activities `extras: [category]`, or remove it here")
    }
    for extra in event.extras { checkValues(of: extra, path + ["extras", extra.name]) }
    if event.extras.count > TagPlan.mostValuedExtras {
      error(
        .outOfRange, path + ["extras"],
        "the values of \(event.extras.count) extras are listed, more than \(TagPlan.mostValuedExtras)",
        "write `any` for those that no condition looks at")
    }
    checkSettings(event.sets, path + ["sets"])
  }

  private mutating func checkPlaces(_ names: [String], _ path: [String]) {
    for (index, name) in names.enumerated() {
      checkName(name, in: scenario.app.activities.map(\.name), "activity", path + ["[\(index)]"])
    }
    if Set(names).count < names.count {
      error(.duplicateName, path, "an activity is listed twice", "remove one")
    }
  }

  private mutating func checkValues(of extra: AppModel.Extra, _ path: [String]) {
    var seen: Set<String> = []
    for value in extra.values {
      if !seen.insert(value.value).inserted {
        error(.duplicateName, path, "the value `\(value.value)` is given twice", "keep one of the two")
      }
      if value.value.isEmpty { error(.badName, path, "a value of `\(extra.name)` is empty", "name it") }
      checkRange(value.share, 0...1, path + [value.value], "the share")
    }
    if extra.values.count > TagPlan.mostExtraValues {
      error(
        .outOfRange, path, "\(extra.values.count) values, more than \(TagPlan.mostExtraValues)",
        "write `any`, or merge the rarest")
    }
    let sum = extra.values.reduce(0) { $0 + $1.share }
    if !(abs(sum - 1) <= 1e-9) {
      error(.badSum, path, "the shares sum to \(percent(sum)), not 100%", "correct them")
    }
  }

  private mutating func checkJob(_ job: AppModel.Job) {
    let path = ["app", "jobs", job.name]
    checkPlaces(job.on, path + ["on"])
    checkRange(job.chance, 0...1, path + ["chance"], "the chance")
    checkRange(job.duration, 0.1...604_800, path + ["duration"], "the number of seconds")
    checkRange(job.completes, 0...1, path + ["completes"], "the share")
    if job.completes == 0 {
      warn(.noEffect, path + ["completes"], "`\(job.name)` is never completed, and so never noted", "raise it")
    }
    checkSettings(job.sets, path + ["sets"])
  }

  private mutating func checkPlace(_ place: AppModel.Place) {
    let path = ["app", "places", place.name]
    checkRange(place.share, 0...1, path + ["share"], "the share")
    checkRange(place.visitsPerWeek, 0...100, path + ["visits_per_week"], "the number of visits")
    checkRange(place.from, 0...secondsPerDay - 1, path + ["from"], "the second of the day")
    checkRange(place.to, 0...secondsPerDay, path + ["to"], "the second of the day")
    if place.from == place.to {
      error(.contradiction, path + ["to"], "the visits end when they start", "give them some time of the day")
    } else if place.from > place.to {
      error(
        .contradiction, path + ["to"], "the visits end before they start",
        "choose hours of one day, or make two places of it")
    }
  }

  private mutating func checkSessions() {
    let rules = scenario.app.interruptions
    let path = ["app", "sessions"]
    checkRange(rules.chance, 0...1, path + ["interruptions"], "the chance")
    checkRange(rules.length, 0...86_400, path + ["length"], "the number of seconds")
    checkRange(rules.otherTimeout, 0...86_400, path + ["other_timeout"], "the number of seconds")
    var seen: Set<String> = []
    for timeout in rules.timeouts {
      let here = path + ["timeouts", timeout.platform]
      checkRange(timeout.seconds, 0...86_400, here, "the number of seconds")
      if !seen.insert(timeout.platform).inserted {
        error(.duplicateName, here, key: true, "`\(timeout.platform)` is given twice", "keep one of the two")
      }
      checkName(timeout.platform, in: scenario.population.platforms.map(\.value), "platform", here, key: true)
    }
    if rules.chance == 0, rules != AppModel.Interruptions() {
      warn(
        .noEffect, path, key: true, "nothing interrupts a session, so these rules have no effect",
        "give `interruptions` a chance")
    }
    if rules.chance > 0, scenario.app.activities.count < 2 {
      warn(
        .noEffect, path + ["interruptions"], "sessions have no change of screen at which they could be interrupted",
        "add `activities`")
    }
  }

  /// Once-events of one user are kept as the bits of a word.
  private mutating func checkOnceEvents() {
    let once = scenario.app.events.filter(\.once)
    guard once.count > 64, let last = once.dropFirst(64).first else { return }
    error(
      .outOfRange, ["app"] + last.path + ["once"], "\(once.count) events with `once: true`, more than 64",
      "count the occurrences instead, and look at the first")
  }

  // MARK: The tag plan

  private mutating func checkTagPlan() {
    let plan = scenario.tagPlan
    let events = scenario.app.events
    for (kind, tags, names) in [
      ("activities", plan.activities, scenario.app.activities.map(\.name)),
      ("events", plan.events, events.filter { $0.kind == .event }.map(\.name)),
      ("errors", plan.errors, events.filter { $0.kind == .error }.map(\.name)),
      ("jobs", plan.jobs, scenario.app.jobs.map(\.name)), ("places", plan.places, scenario.app.places.map(\.name)),
    ] {
      for tag in tags {
        let path = ["app", kind, tag.name]
        if !names.contains(tag.name) {
          warn(.noEffect, path, key: true, "nothing in the app reports the tag `\(tag.name)`", "remove it")
        }
        checkExtras(of: tag, path + ["extras"])
      }
    }
    if events.filter({ $0.kind == .crash }).count > 1 {
      error(.duplicateName, ["app", "crashes"], "the app crashes in two ways", "keep one of the two")
    }
    for event in events where event.kind == .crash && event.name != "crash" {
      error(.badName, ["app", "crashes"], "a crash cannot be called `\(event.name)`", "call it `crash`")
    }
  }

  /// The platform's limits of names and size; only first-level keys can be looked at.
  private mutating func checkExtras(of tag: TagPlan.Tag, _ path: [String]) {
    var seen: Set<String> = []
    for (index, extra) in tag.extras.enumerated() {
      let here = path + (tag.values.isEmpty ? ["[\(index)]"] : [extra])
      if !ExpressionVocabulary.isName(extra) || extra.hasPrefix("_") || extra.utf8.count > 64 {
        error(
          .badName, here, key: true, "`\(extra)` cannot name an extra",
          "start with a letter, then letters, digits and `_`, at most 64")
      }
      if !seen.insert(extra).inserted {
        error(.duplicateName, here, "the extra `\(extra)` is listed twice", "remove one")
      }
    }
    let pairs = tag.extras.map { extra in
      let known =
        extra == ExpressionVocabulary.topicExtra
        ? scenario.tagPlan.topics : tag.values.first { $0.extra == extra }?.values ?? []
      let longest = known.map(jsonQuoted).max { $0.count < $1.count } ?? "\"\""
      return "\(jsonQuoted(extra)):\(longest)"
    }
    let size = "{\(pairs.joined(separator: ","))}".count
    if size > 1024 {
      error(
        .outOfRange, path, "the extras may take \(size) characters of JSON, more than 1024", "report fewer of them")
    }
  }
}

extension AppModel.Event {
  /// Its keys under `app`.
  fileprivate var path: [String] {
    switch kind {
    case .event: ["events", name]
    case .error: ["errors", name]
    case .crash: ["crashes"]
    }
  }
}

extension AppModel.Event.Kind {
  /// In words.
  fileprivate var thing: String {
    switch self {
    case .event: "an event"
    case .error: "an error"
    case .crash: "a crash"
    }
  }
}

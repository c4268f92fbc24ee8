import Behavior
import EngagementCore
import Primitives

/// What a campaign sends.
extension ScenarioValidator {
  mutating func checkContent(_ campaign: CampaignDefinition, _ path: [String]) {
    let content = campaign.content
    if content.channel == .inApp, scenario.app.activities.isEmpty {
      error(
        .missingPart, path + ["channel"], "an in-app message needs an app to appear in",
        "add `app.activities`, or send it as a push")
    }
    checkKind(campaign, path)
    checkPlacement(content, path)
    if let opens = content.opens {
      checkName(opens, in: scenario.app.activities.map(\.name), "activity", path + ["opens"])
    }
    checkTopic(content.topic, path + ["topic"])
    checkRange(content.appeal, Scenario.appealRange, path + ["appeal"], "the appeal")
    if Set(content.creative).count < content.creative.count {
      error(.duplicateName, path + ["creative"], "a feature is listed twice", "remove one")
    }
    for (texts, key) in [(content.title, "title"), (content.body, "body")] {
      checkLanguages(texts, path + [key])
      checkMarkers(texts, campaign, path + [key])
    }
    checkSettings(content.sets, path + ["sets"])
    checkAnswers(content.answers, path + ["answers"])
    if content.creative.contains(.bigPicture), !scenario.population.platforms.contains(where: { $0.value == "android" })
    {
      warn(
        .noEffect, path + ["creative"], "only Android shows a big picture, and nobody has it",
        "remove `big-picture`, or write `rich`")
    }
    let takesOffers = scenario.app.cart != nil || scenario.app.subscription != nil
    if content.offer, !takesOffers, !scenario.app.events.contains(where: { $0.chance == .conversion }) {
      warn(
        .noEffect, path + ["offer"], "the offer has nothing to act on",
        "give an event of the app `chance: conversion`, or remove the offer")
    }
  }

  private mutating func checkTopic(_ topic: TopicRule, _ path: [String]) {
    let topics = scenario.tagPlan.topics
    if case .none = topic { return }
    if case .fixed(let name) = topic {
      return checkName(name, in: topics + ["none", "favourite", "undiscovered", "random"], "topic", path)
    }
    if case .recommended(let accuracy) = topic { checkRange(accuracy, 0...1, path, "the accuracy") }
    guard !topics.isEmpty else {
      return error(
        .missingPart, path, "the app has no topics to choose from", "list them, e.g. `topics: [news, sport]` in `app`")
    }
    let isKnown = scenario.tagPlan.tags.contains {
      $0.extras.contains(ExpressionVocabulary.topicExtra)
    }
    if !isKnown, topic == .favourite || topic == .undiscovered {
      warn(
        .noEffect, path, "no tag reports the topics that a user likes", "give an activity `extras: [category]`")
    }
  }

  mutating func checkLanguages(_ texts: [String: String], _ path: [String]) {
    guard !texts.isEmpty else { return }
    let spoken = scenario.population.languages.map(\.value)
    for code in texts.keys.sorted() where code != "default" && !spoken.contains(code) {
      if !isLanguageCode(code) {
        error(.badName, path + [code], key: true, "`\(code)` is not a language code", "write e.g. `en`, or `default`")
      } else {
        let languages = spoken.map { "`\($0)`" }.joined(separator: ", ")
        warn(
          .unknownName, path + [code], key: true, "no user speaks `\(code)`", "the languages here are \(languages)")
      }
    }
    guard texts["default"] == nil else { return }
    let left = spoken.filter { texts[$0] == nil }
    if !left.isEmpty {
      warn(
        .noEffect, path, "users who speak \(left.map { "`\($0)`" }.joined(separator: ", ")) get nothing",
        "add a text for them, or one called `default`")
    }
  }

  // MARK: Kinds

  /// What goes with each kind of message, and what cannot.
  private mutating func checkKind(_ campaign: CampaignDefinition, _ path: [String]) {
    let content = campaign.content
    let kinds = [content.kind] + campaign.variants.compactMap(\.kind)
    if kinds.contains(.poll), content.answers.isEmpty {
      error(.missingPart, path, "a poll needs answers", "list them with their shares: `answers: {yes: 60%, no: 40%}`")
    } else if !kinds.contains(.poll), !content.answers.isEmpty {
      error(
        .contradiction, path + ["answers"], key: true, "only a poll has answers", "write `kind: poll`, or remove them")
    }
    if kinds.contains(.data), content.sets.isEmpty {
      error(
        .missingPart, path, "a data push without data does nothing",
        "say what it sets, e.g. `sets: {theme: \"winter\"}`")
    } else if !kinds.contains(.data), !content.sets.isEmpty {
      error(
        .contradiction, path + ["sets"], key: true, "only a data push sets app-info", "write `kind: data`, or remove it"
      )
    }
    if content.kind == .data { checkInvisible(content, path) }
    let isPrompt = kinds.contains(.softPrompt) || kinds.contains(.systemPrompt)
    if isPrompt, content.channel != .inApp {
      error(
        .contradiction, path + ["channel"], "a question whether pushes are welcome can only be asked in the app",
        "write `channel: in-app`")
    }
  }

  /// A data push has nothing that could be seen or opened.
  private mutating func checkInvisible(_ content: Content, _ path: [String]) {
    let parts: [(key: String, isGiven: Bool)] = [
      ("title", !content.title.isEmpty), ("body", !content.body.isEmpty), ("link", !content.link.isEmpty),
      ("opens", content.opens != nil), ("activities", !content.activities.isEmpty), ("offer", content.offer),
      ("creative", !content.creative.isEmpty), ("appeal", content.appeal != 0), ("topic", content.topic != .none),
    ]
    for part in parts where part.isGiven {
      error(
        .contradiction, path + [part.key], key: true, "a data push is invisible and has no `\(part.key)`",
        "remove it, or choose another `kind`")
    }
    if content.channel == .email || content.channel == .sms {
      error(
        .contradiction, path + ["channel"], "data for the app cannot travel by \(content.channel.rawValue)",
        "write `channel: push`")
    }
  }

  /// The activities on which a message may be shown.
  private mutating func checkPlacement(_ content: Content, _ path: [String]) {
    guard !content.activities.isEmpty else { return }
    let here = path + ["activities"]
    if content.channel != .inApp, content.channel != .any, content.kind != .data {
      error(
        .contradiction, here, key: true, "`activities` has no meaning for \(content.channel.rawValue)",
        "write `channel: in-app`, or remove it")
    }
    for (index, name) in content.activities.enumerated() {
      let item = here + (content.activities.count > 1 ? ["[\(index)]"] : [])
      if scenario.app.activities.contains(where: { $0.name == name }) {
        checkTag(name, item, by: "the choice of activities", measures: true)
      } else {
        checkName(name, in: scenario.app.activities.map(\.name), "activity", item)
      }
    }
    if Set(content.activities).count < content.activities.count {
      error(.duplicateName, here, "an activity is listed twice", "remove one")
    }
  }

  private mutating func checkAnswers(_ answers: [Content.Answer], _ path: [String]) {
    guard !answers.isEmpty else { return }
    var seen: Set<String> = []
    for answer in answers {
      let here = path + [answer.name]
      if !seen.insert(answer.name).inserted {
        error(.duplicateName, here, key: true, "two answers are called `\(answer.name)`", "rename one")
      }
      if !ExpressionVocabulary.isName(answer.name) || answer.name.utf8.count > 64 {
        error(
          .badName, here, key: true, "`\(answer.name)` cannot name an answer",
          "start with a letter, then letters, digits and `_`, at most 64")
      }
      checkRange(answer.share, 0...1, here, "the share")
    }
    let sum = answers.reduce(0) { $0 + $1.share }
    if !(abs(sum - 1) <= 1e-9) {
      error(.badSum, path, "the shares sum to \(percent(sum)), not 100%", "correct them")
    }
    if answers.count > TagPlan.mostExtraValues {
      error(.outOfRange, path, "\(answers.count) answers, more than \(TagPlan.mostExtraValues)", "shorten the list")
    }
  }
}

import Behavior
import EngagementCore
import Primitives

extension Scenario {
  /// What expressions may name: the one answer for the validator and for whoever compiles the scenario.
  ///
  /// With ``TagPlan/toleratesMissing`` the tags that nobody collects are among them, as tags that never occur.
  public var expressionContext: ExpressionContext {
    var plan = tagPlan
    if plan.toleratesMissing {
      let missing = missingTagPlan
      plan.activities += missing.activities
      plan.events += missing.events
      plan.jobs += missing.jobs
      plan.errors += missing.errors
      plan.places += missing.places
    }
    return ExpressionContext(
      tagPlan: plan, segments: segments, campaigns: campaigns.map(\.name),
      platforms: population.platforms.map(\.value), languages: population.languages.map(\.value), start: start,
      facts: population.facts.map { DeviceFact(name: $0.name, values: $0.values.map(\.value)) },
      answers: pollAnswers, texts: knownTexts)
  }

  /// Tags that the app has and nobody collects (`tagged: false`): the platform never hears of them.
  public var missingTags: [TagPlan.Tag] { missingTagPlan.tags }

  /// The missing tags by kind.
  var missingTagPlan: TagPlan {
    func missing(_ names: [String], _ tags: [TagPlan.Tag]) -> [TagPlan.Tag] {
      let collected = Set(tags.map(\.name))
      return names.filter { !collected.contains($0) }.map { TagPlan.Tag(name: $0) }
    }
    func missing(_ events: [AppModel.Event], _ tags: [TagPlan.Tag]) -> [TagPlan.Tag] {
      let collected = Set(tags.map(\.name))
      return events.filter { !collected.contains($0.name) }.map { event in
        TagPlan.Tag(
          name: event.name,
          extras: (event.hasTopic ? [ExpressionVocabulary.topicExtra] : []) + event.extras.map(\.name),
          values: event.extras.map { TagPlan.ExtraValues(extra: $0.name, values: $0.values.map(\.value)) })
      }
    }
    var plan = TagPlan()
    let seen = Set(tagPlan.activities.map(\.name))
    plan.activities = app.activities.filter { !seen.contains($0.name) }.map { activity in
      TagPlan.Tag(name: activity.name, extras: activity.hasTopic ? [ExpressionVocabulary.topicExtra] : [])
    }
    plan.events = missing(app.events.filter { $0.kind == .event }, tagPlan.events)
    plan.errors = missing(app.events.filter { $0.kind == .error }, tagPlan.errors)
    plan.jobs = missing(app.jobs.map(\.name), tagPlan.jobs)
    plan.places = missing(app.places.map(\.name), tagPlan.places)
    return plan
  }

  /// Answers of each campaign that is a poll.
  var pollAnswers: [String: [String]] {
    let polls = campaigns.filter { !$0.content.answers.isEmpty }
    return Dictionary(polls.map { ($0.name, $0.content.answers.map(\.name)) }) { first, _ in first }
  }

  /// Texts that something sets, by string app-info, in the order in which they first stand.
  var knownTexts: [String: [String]] {
    var texts: [String: [String]] = [:]
    for setting in settings {
      guard case .text(let text) = setting.value, texts[setting.appInfo]?.contains(text) != true else { continue }
      texts[setting.appInfo, default: []].append(text)
    }
    return texts
  }

  /// Everything that sets an app-info.
  var settings: [AppInfoSetting] {
    app.events.flatMap(\.sets) + app.jobs.flatMap(\.sets) + campaigns.flatMap(\.content.sets)
      + app.partSettings.map(\.setting)
  }
}

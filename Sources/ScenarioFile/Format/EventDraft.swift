import Behavior
import EngagementCore
import Primitives

/// The extra that carries the topic.
let topicExtra = ExpressionVocabulary.topicExtra

/// A screen as it stands in a file.
struct ActivityDraft: Sendable {
  var next: [Named<Double>] = []
  var dwell = 30.0
  var extras: [String] = []
  var tagged = true

  init() {}

  /// - Parameter tag: What the tag plan has of it; nil: nothing.
  init(_ activity: AppModel.Activity, tag: TagPlan.Tag?) {
    next = activity.next.map { Named($0.name, $0.chance) }
    dwell = activity.dwell
    extras = tag?.extras ?? (activity.hasTopic ? [topicExtra] : [])
    tagged = tag != nil
  }

  func activity(named name: String) -> AppModel.Activity {
    AppModel.Activity(
      name: name, next: next.filter { $0.name != "exit" }.map { ($0.name, $0.value) }, dwell: dwell,
      hasTopic: extras.contains(topicExtra))
  }
}

/// An action or a problem as it stands in a file.
struct EventDraft: Sendable {
  var on: [String] = []
  var chance = AppModel.Chance.fixed(0)
  var revenue = AppModel.Revenue.none
  var once = false
  var sets: [AppInfoSetting] = []
  var extras: [ExtraDraft] = []
  var tagged = true

  init() {}

  /// - Parameter tag: What the tag plan has of it; nil: nothing.
  init(_ event: AppModel.Event, tag: TagPlan.Tag?) {
    on = event.on
    chance = event.chance
    revenue = event.revenue
    once = event.once
    sets = event.sets
    let names = tag?.extras ?? ((event.hasTopic ? [topicExtra] : []) + event.extras.map(\.name))
    extras = names.map { name in
      ExtraDraft(name: name, values: event.extras.first { $0.name == name }?.values ?? [])
    }
    tagged = tag != nil
  }

  func event(named name: String, _ kind: AppModel.Event.Kind) -> AppModel.Event {
    var event = AppModel.Event(name: name, on: on, chance: chance)
    event.revenue = revenue
    event.once = once
    event.sets = sets
    event.hasTopic = extras.contains { $0.name == topicExtra }
    event.extras = extras.filter { !$0.values.isEmpty }.map { AppModel.Extra(name: $0.name, values: $0.values) }
    event.kind = kind
    return event
  }

  func tag(named name: String) -> TagPlan.Tag {
    TagPlan.Tag(
      name: name, extras: extras.map(\.name),
      values: extras.filter { !$0.values.isEmpty }.map { extra in
        TagPlan.ExtraValues(extra: extra.name, values: extra.values.map(\.value))
      })
  }
}

/// An extra of an event as it stands in a file.
struct ExtraDraft: Sendable {
  var name: String
  /// Its values with their shares; empty: they are not told apart (or are the topics, for ``topicExtra``).
  var values: [AppModel.Extra.Value] = []
}

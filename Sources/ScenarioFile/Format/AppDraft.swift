import Behavior
import EngagementCore
import Primitives
import Simulation

/// The app as it stands in a file: the tag plan and the path through the app in one.
struct AppDraft: Sendable {
  var activities: [Named<ActivityDraft>] = []
  var events: [Named<EventDraft>] = []
  var appInfo: [Named<AppInfoType>] = []
  var topics: [String] = []
}

/// A screen.
struct ActivityDraft: Sendable {
  var next: [Named<Double>] = []
  var dwell = 30.0
  var extras: [String] = []
  var tagged = true
}

/// An action.
struct EventDraft: Sendable {
  var on: [String] = []
  var chance = AppModel.Chance.fixed(0)
  var revenue = AppModel.Revenue.none
  var once = false
  var sets: [Named<Int>] = []
  var extras: [String] = []
  var tagged = true
}

/// The extra that carries the topic.
let topicExtra = "category"

extension Scenario {
  /// The app model and the tag plan together.
  var appDraft: AppDraft {
    get {
      var draft = AppDraft()
      func extras(_ tags: [TagPlan.Tag], _ name: String) -> [String]? { tags.first { $0.name == name }?.extras }
      draft.activities = app.activities.map { activity in
        let extras = extras(tagPlan.activities, activity.name)
        let untagged = activity.hasTopic ? [topicExtra] : []
        return Named(
          activity.name,
          ActivityDraft(
            next: activity.next.map { Named($0.name, $0.chance) }, dwell: activity.dwell, extras: extras ?? untagged,
            tagged: extras != nil))
      }
      draft.events = app.events.map { event in
        let extras = extras(tagPlan.events, event.name)
        let untagged = event.hasTopic ? [topicExtra] : []
        return Named(
          event.name,
          EventDraft(
            on: event.on, chance: event.chance, revenue: event.revenue, once: event.once,
            sets: event.sets.compactMap { set in
              if case .number(let value) = set.value { Named(set.appInfo, value) } else { nil }
            }, extras: extras ?? untagged, tagged: extras != nil))
      }
      draft.appInfo = tagPlan.appInfo.map { Named($0.name, $0.type) }
      draft.topics = tagPlan.topics
      return draft
    }
    set {
      app.activities = newValue.activities.map { named in
        AppModel.Activity(
          name: named.name, next: named.value.next.filter { $0.name != "exit" }.map { ($0.name, $0.value) },
          dwell: named.value.dwell, hasTopic: named.value.extras.contains(topicExtra))
      }
      app.events = newValue.events.map { named in
        var event = AppModel.Event(name: named.name, on: named.value.on, chance: named.value.chance)
        event.revenue = named.value.revenue
        event.once = named.value.once
        event.sets = named.value.sets.map { AppInfoSetting(appInfo: $0.name, value: .number($0.value)) }
        event.hasTopic = named.value.extras.contains(topicExtra)
        return event
      }
      tagPlan.activities = newValue.activities.filter(\.value.tagged).map {
        .init(name: $0.name, extras: $0.value.extras)
      }
      tagPlan.events = newValue.events.filter(\.value.tagged).map { .init(name: $0.name, extras: $0.value.extras) }
      tagPlan.appInfo = newValue.appInfo.map { .init(name: $0.name, type: $0.value) }
      tagPlan.topics = newValue.topics
    }
  }
}

extension Shape where Value == AppDraft {
  /// The app.
  static let app = Shape.object(
    "app", "The tag plan, which is all that the platform knows, and the path of a session through the app.",
    blank: AppDraft(),
    fields: [
      .optional(
        "topics", .list(of: .name(of: "a topic")), \.topics,
        "Topics of contents and messages: the values of the extra `category`.", showsDefault: false),
      .optional(
        "activities", .map("name of an activity", to: .activity, placeholder: { ActivityDraft() }), \.activities,
        "Screens; a session starts on the first.", showsDefault: false),
      .optional(
        "events", .map("name of an event", to: .event, placeholder: { EventDraft() }), \.events,
        "Actions that users may take.", showsDefault: false),
      .optional(
        "app_info",
        .map(
          "name of an app-info",
          to: .words("type", AppInfoType.allCases.map { ($0.rawValue, $0, "") }), placeholder: { .boolean }), \.appInfo,
        "Properties of a user of which the platform keeps the latest value, with their types.", showsDefault: false),
    ])
}

extension Shape where Value == [String] {
  /// Names of extras.
  static let extras = Shape.list(of: .name(of: "an extra"))
}

extension Shape where Value == ActivityDraft {
  /// A screen.
  static let activity: Shape = {
    let shape = Shape.object(
      "activity", "A screen of the app.", blank: ActivityDraft(),
      fields: [
        .optional(
          "next", .map("name of an activity, or `exit`", to: .share), \.next,
          "Chances of the next screen; with `exit` they sum to 100%, without it the rest leaves the app.",
          showsDefault: false),
        .optional("dwell", .time(.second, 0.1...86_400), \.dwell, "Mean time on the screen."),
        .optional(
          "extras", .extras, \.extras, "What it reports beside its name; `category` is the topic that the user chose.",
          showsDefault: false),
        .optional("tagged", .flag, \.tagged, "Whether the tag plan has it; if not, the platform does not know of it."),
      ])
    return Shape(
      form: shape.form,
      read: { node, path, reading in
        guard let activity = shape.read(node, path, &reading) else { return nil }
        let sum = activity.next.reduce(0) { $0 + $1.value }
        // Only a file can state the exit; the model takes what is missing.
        if activity.next.contains(where: { $0.name == "exit" }), abs(sum - 1) > 1e-9 {
          let place = reading.index.places[path + ["next"]]?.value.place ?? node.place
          reading.complain(
            "bad-sum", path + ["next"], at: place, "the chances sum to \(percentText(rounded(sum))), not 100%",
            "correct them, or leave out `exit`, which then takes the rest")
        }
        return activity
      }, write: shape.write)
  }()
}

/// Returns a sum of shares without the dust of floating point, for messages.
func rounded(_ sum: Double) -> Double { (sum * 1e8).rounded() / 1e8 }

extension Shape where Value == EventDraft {
  /// An action.
  static let event = Shape.object(
    "event", "An action that a user may take.", blank: EventDraft(),
    fields: [
      .optional(
        "on", .list(of: .name(of: "an activity"), orOne: true), \.on,
        "Screens on which it may happen; without it, once per session at its end.", showsDefault: false),
      .required("chance", .chance, \.chance, "Chance per view of such a screen."),
      .optional("revenue", .revenue, \.revenue, "What it earns."),
      .optional("once", .flag, \.once, "Whether it happens at most once in a user's life."),
      .optional(
        "sets", .map("name of an app-info", to: .setting), \.sets, "App-info that it sets to true, false or a number.",
        showsDefault: false),
      .optional(
        "extras", .extras, \.extras, "What it reports beside its name; `category` is the topic of the screen.",
        showsDefault: false),
      .optional("tagged", .flag, \.tagged, "Whether the tag plan has it; if not, the platform does not know of it."),
    ])
}

extension Shape where Value == Int {
  /// A value of an app-info.
  static let setting = Shape.scalar(
    ScalarForm(
      kind: "value of an app-info", syntax: "`true`, `false` or a whole number",
      patterns: ["^[+-]?[0-9][0-9_]*$"], native: .booleanOrInteger),
    parse: { text, _ in
      if text == "true" { return .success(1) }
      if text == "false" { return .success(0) }
      guard let quantity = Quantity(text), quantity.unit.isEmpty, let value = quantity.integer(places: 0),
        abs(value) <= 2_000_000_000
      else {
        return .failure(.kind("`\(text)` is neither true, false nor a whole number", "write e.g. `true` or `3`"))
      }
      return .success(Int(value))
    }, print: { String($0) })
}

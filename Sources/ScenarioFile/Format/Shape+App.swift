import Behavior
import EngagementCore
import Primitives

extension Shape where Value == AppDraft {
  /// The app.
  static let app = Shape.object(
    "app", "The tag plan, which is all that the platform knows, and the path of a session through the app.",
    blank: AppDraft(),
    fields: [
      .optional(
        "missing_tags",
        .words(
          "rule",
          [
            ("refuse", false, "What needs a tag that nobody collects (`tagged: false`) is an error."),
            (
              "allow", true,
              "Segments, audiences and triggers may need such tags, and find that they never happen: to rehearse what "
                + "a gap in the tag plan costs."
            ),
          ]), \.toleratesMissing, "What becomes of a scenario that needs tags which nobody collects."),
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
        "errors", .map("name of an error", to: .handledError, placeholder: { EventDraft() }), \.errors,
        "Problems that the app handles.", showsDefault: false),
      .optional("crashes", .crash, \.crash, "How often the app dies; every app reports that, as the tag `crash`."),
      .optional(
        "jobs", .map("name of a job", to: .job, placeholder: { JobDraft() }), \.jobs,
        "Actions with a duration, which may overlap and outlast a session.", showsDefault: false),
      .optional(
        "places", .map("name of a place", to: .place, placeholder: { PlaceDraft() }), \.places,
        "Circles on the map; the device reports when the user enters one, with or without a session.",
        showsDefault: false),
      .optional(
        "sessions", .interruptions, \.sessions, "What makes one use of the app look like several sessions.",
        showsDefault: false),
      .optional(
        "app_info",
        .map(
          "name of an app-info",
          to: .words("type", AppInfoType.allCases.map { ($0.rawValue, $0, "") }), placeholder: { .boolean }), \.appInfo,
        "Properties of a user of which the platform keeps the latest value, with their types.", showsDefault: false),
      .optional("cart", .cart, \.parts.cart, "What becomes of things in a cart."),
      .optional("levels", .levels, \.parts.levels, "Progress in a game."),
      .optional("subscription", .subscription, \.parts.subscription, "Trials and paid periods."),
      .optional(
        "technical", .technical, \.parts.technical, "What devices do to the app, and what its failures do to people."),
      .optional("ratings", .ratings, \.parts.ratings, "Stars and shares."),
      .optional("referrals", .referrals, \.parts.referrals, "Word of mouth."),
    ])
}

extension Shape where Value == ActivityDraft {
  /// A screen.
  static let activity = Shape.object(
    "activity", "A screen of the app.", blank: ActivityDraft(),
    fields: [
      .optional(
        "next", .map("name of an activity, or `exit`", to: .share), \.next,
        "Chances of the next screen; with `exit` they sum to 100%, without it the rest leaves the app.",
        showsDefault: false),
      .optional("dwell", .time(.second, 0.1...86_400), \.dwell, "Mean time on the screen."),
      .optional(
        "extras", .list(of: .name(of: "an extra")), \.extras,
        "What it reports beside its name; `category` is the topic that the user chose.", showsDefault: false),
      .optional("tagged", .flag, \.tagged, taggedMeaning),
    ]
  ).checked { activity, node, path, reading in
    let sum = activity.next.reduce(0) { $0 + $1.value }
    // Only a file can state the exit; the model takes what is missing.
    guard activity.next.contains(where: { $0.name == "exit" }), abs(sum - 1) > 1e-9 else { return }
    let place = reading.index.places[path + ["next"]]?.value.place ?? node.place
    reading.complain(
      "bad-sum", path + ["next"], at: place, "the chances sum to \(percentText(rounded(sum))), not 100%",
      "correct them, or leave out `exit`, which then takes the rest")
  }
}

/// Returns a sum of shares without the dust of floating point, for messages.
func rounded(_ sum: Double) -> Double { (sum * 1e8).rounded() / 1e8 }

private let taggedMeaning = "Whether the tag plan has it; if not, the platform does not know of it."
private let onMeaning = "Screens on which it may happen; without it, once per session at its end."
private let chanceMeaning = "Chance per view of such a screen."
private let extrasMeaning =
  "What it reports beside its name: a list of names, or a map from each name to the shares of its values, of which one "
  + "is drawn each time. `category` is the topic of the screen. Only values that are listed can be told apart."

extension Shape where Value == EventDraft {
  /// An action.
  static let event = Shape.object(
    "event", "An action that a user may take.", blank: EventDraft(),
    fields: [
      .optional("on", .tags("an activity"), \.on, onMeaning, showsDefault: false),
      .required("chance", .chance, \.chance, chanceMeaning),
      .optional("revenue", .revenue, \.revenue, "What it earns."),
      .optional("once", .flag, \.once, "Whether it happens at most once in a user's life."),
      .optional("sets", .settings, \.sets, "App-info that it sets.", showsDefault: false),
      .optional("extras", .extras, \.extras, extrasMeaning, showsDefault: false),
      .optional("tagged", .flag, \.tagged, taggedMeaning),
    ])

  /// A problem that the app handles.
  static let handledError = Shape.object(
    "error", "A problem that the app handles, such as a video that does not load.", blank: EventDraft(),
    fields: [
      .optional("on", .tags("an activity"), \.on, onMeaning, showsDefault: false),
      .required("chance", .chance, \.chance, chanceMeaning),
      .optional("once", .flag, \.once, "Whether it happens at most once in a user's life."),
      .optional("sets", .settings, \.sets, "App-info that it sets.", showsDefault: false),
      .optional("extras", .extras, \.extras, extrasMeaning, showsDefault: false),
      .optional("tagged", .flag, \.tagged, taggedMeaning),
    ])
}

extension Shape where Value == CrashDraft {
  /// How often the app dies.
  static let crash = Shape.object(
    "crash", "How often the app dies, and the session with it.", blank: CrashDraft(),
    fields: [
      .optional("on", .tags("an activity"), \.on, onMeaning, showsDefault: false),
      .required("chance", .share, \.chance, chanceMeaning),
    ])
}

extension Shape where Value == JobDraft {
  /// An action with a duration.
  static let job = Shape.object(
    "job",
    "An action with a duration, noted when it ends. A start while the same job runs ends the earlier one, unnoted.",
    blank: JobDraft(),
    fields: [
      .optional(
        "on", .tags("an activity"), \.job.on, "Screens on which it may start; without it, at the end of a session.",
        showsDefault: false),
      .required("chance", .share, \.job.chance, chanceMeaning),
      .optional("duration", .time(.second, 0.1...604_800), \.job.duration, "Mean duration."),
      .optional("completes", .share, \.job.completes, "Share that is completed; only completed jobs are noted."),
      .optional(
        "background", .flag, \.job.isBackground,
        "Whether it goes on when the session ends; else that ends it, unnoted."),
      .optional("sets", .settings, \.job.sets, "App-info that its completion sets.", showsDefault: false),
      .optional("tagged", .flag, \.tagged, taggedMeaning),
    ])
}

extension Shape where Value == PlaceDraft {
  /// A circle on the map.
  static let place = Shape.object(
    "place", "A circle on the map, such as a shop and its surroundings.", blank: PlaceDraft(),
    fields: [
      .required("share", .share, \.place.share, "Users who ever go there and let the app know where they are."),
      .required("visits_per_week", .number(0...100), \.place.visitsPerWeek, "Mean visits of such a user."),
      .optional("from", .clock, \.place.from, "First moment of the day at which visits begin."),
      .optional("to", .clock, \.place.to, "First moment after which none begins."),
      .optional("tagged", .flag, \.tagged, taggedMeaning),
    ])
}

extension Shape where Value == AppModel.Interruptions {
  /// Short absences from the app.
  static let interruptions = Shape.object(
    "sessions",
    "Short absences from the app within one use of it. Where one outlasts the time-out, the platform counts two sessions.",
    blank: AppModel.Interruptions(),
    fields: [
      .optional("interruptions", .share, \.chance, "Chance of an absence per change of screen."),
      .optional("length", .time(.second, 0...86_400), \.length, "Mean length of an absence."),
      .optional(
        "timeouts",
        .named(.map("name of a platform", to: .time(.second, 0...86_400))) {
          AppModel.Interruptions.Timeout(platform: $0.name, seconds: $0.value)
        } unmake: {
          Named($0.platform, $0.seconds)
        }, \.timeouts, "Absence that ends a session, by platform.", showsDefault: false),
      .optional(
        "other_timeout", .time(.second, 0...86_400), \.otherTimeout, "Absence that ends a session, other platforms."),
    ])
}

import Behavior
import EngagementCore
import Primitives
import Simulation

/// The app as it stands in a file: the tag plan and the path through the app in one.
struct AppDraft: Sendable {
  var toleratesMissing = false
  var activities: [Named<ActivityDraft>] = []
  var events: [Named<EventDraft>] = []
  var errors: [Named<EventDraft>] = []
  var crash: CrashDraft?
  var jobs: [Named<JobDraft>] = []
  var places: [Named<PlaceDraft>] = []
  var sessions = AppModel.Interruptions()
  var appInfo: [Named<AppInfoType>] = []
  var topics: [String] = []
  /// The parts that only some apps have; the rest of it is not used.
  var parts = AppModel()

  init() {}

  init(_ app: AppModel, _ plan: TagPlan) {
    toleratesMissing = plan.toleratesMissing
    activities = app.activities.map { Named($0.name, ActivityDraft($0, tag: plan.activities.named($0.name))) }
    events = app.events.filter { $0.kind == .event }.map {
      Named($0.name, EventDraft($0, tag: plan.events.named($0.name)))
    }
    errors = app.events.filter { $0.kind == .error }.map {
      Named($0.name, EventDraft($0, tag: plan.errors.named($0.name)))
    }
    crash = app.events.first { $0.kind == .crash }.map { CrashDraft(on: $0.on, chance: $0.chance.share) }
    jobs = app.jobs.map { Named($0.name, JobDraft(job: $0, tagged: plan.jobs.named($0.name) != nil)) }
    places = app.places.map { Named($0.name, PlaceDraft(place: $0, tagged: plan.places.named($0.name) != nil)) }
    sessions = app.interruptions
    appInfo = plan.appInfo.map { Named($0.name, $0.type) }
    topics = plan.topics
    parts = app
    parts.activities = []
    (parts.events, parts.jobs, parts.places) = ([], [], [])
    parts.interruptions = AppModel.Interruptions()
  }

  var app: AppModel {
    var app = parts
    app.activities = activities.map { $0.value.activity(named: $0.name) }
    app.events = events.map { $0.value.event(named: $0.name, .event) }
    app.events += errors.map { $0.value.event(named: $0.name, .error) }
    if let crash { app.events.append(crash.event) }
    app.jobs = jobs.map { named in
      var job = named.value.job
      job.name = named.name
      return job
    }
    app.places = places.map { named in
      var place = named.value.place
      place.name = named.name
      return place
    }
    app.interruptions = sessions
    return app
  }

  var tagPlan: TagPlan {
    var plan = TagPlan()
    plan.toleratesMissing = toleratesMissing
    plan.activities = activities.filter(\.value.tagged).map {
      TagPlan.Tag(name: $0.name, extras: $0.value.extras)
    }
    plan.events = events.filter(\.value.tagged).map { $0.value.tag(named: $0.name) }
    plan.errors = errors.filter(\.value.tagged).map { $0.value.tag(named: $0.name) }
    plan.jobs = jobs.filter(\.value.tagged).map { TagPlan.Tag(name: $0.name) }
    plan.places = places.filter(\.value.tagged).map { TagPlan.Tag(name: $0.name) }
    plan.appInfo = appInfo.map { TagPlan.AppInfo(name: $0.name, type: $0.value) }
    plan.topics = topics
    return plan
  }
}

extension Scenario {
  /// The app model and the tag plan together.
  var appDraft: AppDraft {
    get { AppDraft(app, tagPlan) }
    set {
      app = newValue.app
      tagPlan = newValue.tagPlan
    }
  }
}

extension [TagPlan.Tag] {
  /// Returns the first tag of a name.
  fileprivate func named(_ name: String) -> TagPlan.Tag? { first { $0.name == name } }
}

extension AppModel.Chance {
  /// The share that it is for everyone.
  fileprivate var share: Double { if case .fixed(let share) = self { share } else { 0 } }
}

/// A crash.
struct CrashDraft: Sendable {
  var on: [String] = []
  var chance = 0.0

  /// What the platform calls it.
  static let name = "crash"

  var event: AppModel.Event {
    var event = AppModel.Event(name: CrashDraft.name, on: on, chance: .fixed(chance))
    event.kind = .crash
    return event
  }
}

/// An action with a duration.
struct JobDraft: Sendable {
  var job = AppModel.Job(name: "", on: [], chance: 0, duration: 30)
  var tagged = true
}

/// A circle on the map.
struct PlaceDraft: Sendable {
  var place = AppModel.Place(name: "", share: 0, visitsPerWeek: 0)
  var tagged = true
}

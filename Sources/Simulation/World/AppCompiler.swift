import Behavior
import EngagementCore
import Primitives

/// Turns the app into tables over ids.
struct AppCompiler {
  let scenario: Scenario
  let tagIDs: [String: Int32]
  let layout: ProfileLayout
  let measures: MeasureTable
  let arena: Arena
  /// What data pushes set, by campaign.
  private(set) var dataSettings: [Range<Int32>] = []
  /// Actions that no session decides.
  private(set) var fates: [AppModel.Fate: Int32] = [:]

  private var actions: [CompiledApp.Action] = []
  private var settings: [CompiledApp.Setting] = []
  private var extras: [ExtraChoice] = []
  private var jobs: [CompiledApp.Job] = []
  private var onceBits: [String: Int32] = [:]

  init(scenario: Scenario, tagIDs: [String: Int32], layout: ProfileLayout, measures: MeasureTable, arena: Arena) {
    self.scenario = scenario
    self.tagIDs = tagIDs
    self.layout = layout
    self.measures = measures
    self.arena = arena
  }

  mutating func compile() -> CompiledApp {
    let app = scenario.app
    var steps: [CompiledApp.Step] = []
    var activities: [CompiledApp.Activity] = []
    for activity in app.activities {
      let first = steps.count
      var cumulative = 0.0
      for next in activity.next {
        cumulative += next.chance
        steps.append(CompiledApp.Step(cumulative: cumulative, activity: tagIDs[next.name] ?? 0))
      }
      activities.append(
        CompiledApp.Activity(
          next: Int32(first)..<Int32(steps.count), dwell: activity.dwell, hasTopic: activity.hasTopic,
          actions: compile(app.events.filter { $0.on.contains(activity.name) }),
          jobs: compile(app.jobs.filter { $0.on.contains(activity.name) })))
    }
    let sessionActions = compile(sessionEvents)
    for event in app.events {
      if case .fate(let fate) = event.chance, !fate.isInSession { fates[fate] = compile([event]).lowerBound }
    }
    let sessionJobs = compile(app.jobs.filter(\.on.isEmpty))
    dataSettings = scenario.campaigns.map { compile($0.content.sets) }
    return CompiledApp(
      activities: arena.table(activities), next: arena.table(steps), actions: arena.table(actions),
      sessionActions: sessionActions, settings: arena.table(settings), extras: arena.table(extras),
      jobs: arena.table(jobs), sessionJobs: sessionJobs,
      places: arena.table(
        app.places.map { CompiledApp.Place(tag: tagIDs[$0.name] ?? 0, visits: PlaceVisits($0)) }),
      interruptions: arena.table(
        scenario.population.platforms.map { Interruption(app.interruptions, platform: $0.value) }),
      hasInterruptions: app.interruptions.chance > 0)
  }

  /// Events at the end of a session: first what fills the cart, last what becomes of it.
  private var sessionEvents: [AppModel.Event] {
    func rank(_ event: AppModel.Event) -> Int {
      switch event.chance {
      case .fate(.checkout): 1
      case .fate(.abandonment): 2
      case .fate(let fate): fate.isInSession ? 0 : 3
      default: 0
      }
    }
    let events = scenario.app.events.filter(\.on.isEmpty)
    return (0...2).flatMap { wanted in events.filter { rank($0) == wanted } }
  }

  private mutating func compile(_ events: [AppModel.Event]) -> Range<Int32> {
    let first = actions.count
    for event in events {
      let sets = compile(event.sets)
      if event.once && onceBits[event.name] == nil { onceBits[event.name] = Int32(onceBits.count) }
      if !event.extras.isEmpty { extras.append(ExtraChoice(event.extras.map { $0.values.map(\.share) }, in: arena)) }
      actions.append(
        CompiledApp.Action(
          tag: tagIDs[event.name] ?? 0, chance: isSpecial(event) ? -2 : event.chance.value, base: event.chance.value,
          revenue: event.revenue.micros,
          hasTopic: event.hasTopic, onceBit: event.once ? onceBits[event.name] ?? -1 : -1, sets: sets,
          extras: event.extras.isEmpty ? -1 : Int32(extras.count - 1), isCrash: event.kind == .crash,
          role: scenario.app.role(of: event)))
    }
    return Int32(first)..<Int32(actions.count)
  }

  /// Whether the chance of an event depends on a state, on the device or on the calendar.
  private func isSpecial(_ event: AppModel.Event) -> Bool {
    let role = scenario.app.role(of: event)
    if !role.isDisjoint(with: .special) { return true }
    if event.chance == .conversion, let days = scenario.behavior.seasons?.days {
      return days.contains { $0.conversion != 1 }
    }
    let technical = scenario.app.technical
    return (role.contains(.crash) && technical?.crashes.isEmpty == false)
      || (role.contains(.error) && technical?.errors.isEmpty == false)
  }

  private mutating func compile(_ all: [AppModel.Job]) -> Range<Int32> {
    let first = jobs.count
    for job in all {
      let sets = compile(job.sets)
      jobs.append(
        CompiledApp.Job(
          index: Int32(scenario.app.jobs.firstIndex(of: job) ?? 0), tag: tagIDs[job.name] ?? 0,
          hash: stableHash(job.name), chance: job.chance, duration: job.duration, completes: job.completes,
          isBackground: job.isBackground, sets: sets))
    }
    return Int32(first)..<Int32(jobs.count)
  }

  private mutating func compile(_ sets: [AppInfoSetting]) -> Range<Int32> {
    let first = settings.count
    for set in sets {
      guard let offset = layout.offset(ofAppInfo: set.appInfo) else { continue }
      var kind = CompiledApp.Setting.Kind.value
      let value: Int
      switch set.value {
      case .number(let number): value = number
      case .text(let text): value = Int(measures.existingCode(of: text, for: set.appInfo) ?? -1)
      case .date(let date): value = date.dayNumber - scenario.start.dayNumber
      case .today(let days): (kind, value) = (.today, days)
      case .increase(let amount): (kind, value) = (.increase, amount)
      }
      settings.append(CompiledApp.Setting(kind: kind, offset: Int32(offset), value: Int32(clamping: value)))
    }
    return Int32(first)..<Int32(settings.count)
  }
}

extension AppModel.Chance {
  fileprivate var value: Double {
    switch self {
    case .fixed(let chance): chance
    case .conversion: -1
    case .fate: 0
    }
  }
}

extension AppModel.Revenue {
  fileprivate var micros: Int64 {
    switch self {
    case .none: 0
    case .fixed(let money): money.micros
    case .spend: -1
    }
  }
}

import Behavior
import EngagementCore
import Primitives

/// What the device does beside showing the app: jobs, places, app-info.
extension Life {
  /// What only some scenarios say about devices.
  mutating func beginDevice() {
    places = app.places.count > 0 ? findPlaces() : 0
    for k in 0..<world.facts.count {
      let u = Draws.uniform(draws.block(.facts, occurrence: 0, entity: world.facts[k].hash).x)
      layout.setFact(world.facts[k].index, fact(world.facts[k].index, world.facts[k].values.pick(u)), in: words)
    }
    let error = world.scenario.population.clockError
    if error.share > 0 {
      let u = Draws.uniform(draws.block(.clock, occurrence: 0).x)
      desk.clockError = PersonModel.clockError(u, share: error.share, days: error.days)
    }
    if world.permissionInfo >= 0 { words[Int(world.permissionInfo)] = now.person.acceptsPush ? 1 : 0 }
  }

  /// Sets app-infos.
  @inline(__always)
  mutating func set(_ settings: Range<Int32>, at time: LocalTime) {
    for k in settings { set(app.settings[Int(k)], at: time) }
  }

  private mutating func set(_ setting: CompiledApp.Setting, at time: LocalTime) {
    var value = setting.value
    switch setting.kind {
    case .value: break
    case .today: value += time.day
    case .increase:
      let old = words[Int(setting.offset)]
      value = old == undefinedMeasure ? value : Int32(clamping: Int(old) + Int(value))
    }
    desk.setAppInfo(Int(setting.offset), to: value, time: time)
  }

  // MARK: Jobs

  /// Perhaps jobs start.
  mutating func startJobs(_ range: Range<Int32>, time: LocalTime, occurrence: UInt32, entity: UInt32, step: UInt32) {
    for k in range {
      let job = app.jobs[Int(k)]
      let words = draws.block(.jobs, occurrence: occurrence, entity: entity ^ job.hash, index: step)
      guard Draws.uniform(words.x) < job.chance else { continue }
      let run = JobRun(mean: job.duration, completes: job.completes, Draws.uniform(words.y), Draws.uniform(words.z))
      // A start ends an earlier run of the same job that still goes on.
      endRuns(at: time) { $0.index == job.index }
      guard run.isCompleted else { continue }
      desk.agenda.push(Agenda.Item(time: time + run.seconds, rank: 0, kind: .jobEnd, subject: k))
    }
  }

  /// The end of a session ends the jobs that do not go on in the background; a crash ends all of them.
  mutating func endJobs(at time: LocalTime, isCrash: Bool) {
    endRuns(at: time) { isCrash || !$0.isBackground }
  }

  /// Ends the runs of some jobs that go on at a time, so that they are not noted.
  private mutating func endRuns(at time: LocalTime, _ isMeant: (CompiledApp.Job) -> Bool) {
    for k in 0..<desk.agenda.count
    where desk.agenda[k].kind == .jobEnd && desk.agenda[k].time > time
      && isMeant(app.jobs[Int(desk.agenda[k].subject)])
    {
      desk.agenda[k].extra = 1
    }
  }

  /// A job is completed, unless something ended it before.
  mutating func endJob(_ item: Agenda.Item) {
    let job = app.jobs[Int(item.subject)]
    guard item.extra == 0, now.person.isInstalled else { return }
    let day = item.time.day
    set(job.sets, at: item.time)
    if isLaunched && day < world.horizonDays {
      ledger.tag(job.tag, topic: -1, times: 1, day: day)
      if hasPlan { convert(job.tag, revenue: 0, time: item.time) }
      if world.hasAttribution { attribute(job.tag, revenue: 0, time: item.time) }
    }
    note(job.tag, TagDetail(), time: item.time)
  }

  // MARK: Places

  /// Which places the user goes to.
  mutating func findPlaces() -> UInt64 {
    var places: UInt64 = 0
    for k in 0..<app.places.count where app.places[k].visits.attracts(draws) { places |= 1 << UInt64(k) }
    return places
  }

  /// Puts the day's visits on the agenda, those after the first moment of a new user.
  mutating func planVisits(_ day: Int32, after first: LocalTime) {
    for k in 0..<app.places.count where places & (1 << UInt64(k)) != 0 {
      for visit in 0..<app.places[k].visits.count(draws, day: day) {
        let time = day * 86_400 + app.places[k].visits.second(draws, day: day, visit: visit)
        if time > first {
          desk.agenda.push(Agenda.Item(time: time, rank: 0, kind: .visit, subject: Int32(k), detail: visit))
        }
      }
    }
  }

  /// The user crosses into a place.
  mutating func visit(_ item: Agenda.Item) {
    guard now.person.isInstalled else { return }
    let tag = app.places[Int(item.subject)].tag
    if isLaunched && item.time.day < world.horizonDays {
      ledger.tag(tag, topic: -1, times: 1, day: item.time.day)
      if hasPlan { convert(tag, revenue: 0, time: item.time) }
      if world.hasAttribution { attribute(tag, revenue: 0, time: item.time) }
    }
    note(tag, TagDetail(), time: item.time)
  }
}

import EngagementCore
import Primitives

/// Feeds a recorded log through the core alone: who would have received what, and when.
///
/// No person is simulated: what users did comes from the log. A log of a simulation gives back its decisions one for one,
/// which is the regression test of the core; a log of real events tells audience sizes and pressure on real data.
///
/// ```swift
/// var replay = Replay(world, arm: 1)
/// for line in lines { try replay.take(line) { decision in print(decision) } }
/// try replay.finish { decision in print(decision) }
/// ```
public struct Replay: ~Copyable {
  let world: World
  let vocabulary: LogVocabulary
  /// The arm whose programs decide on logs that name none.
  let arm: Int
  /// Seconds without an event after which a new session begins, in logs that have no sessions.
  public var sessionTimeout: LocalTime = 1800

  var desk: Dispatcher
  private let words: UnsafeMutablePointer<Int32>
  private let launchWords: UnsafeMutablePointer<Int32>
  private let counters: UnsafeMutablePointer<Int64>
  private let counterCount: Int
  private let listener = Listener()

  // The user.
  private var user: String?
  /// The user's lines, which are played when the last one is there.
  private var lines: [LogRecord] = []
  private let answers = RecordedAnswers()
  private var launchDay = Dispatcher.never
  private var isLaunched = false
  private var isExact = false
  private var day: Int32 = 0
  private var lastEvent = LocalTime.min
  private var firstDay: Int32 = 0

  /// Collects decisions while the dispatcher makes them.
  private final class Listener: PlatformObserver {
    var arm = ""
    var decisions: [(arm: String, RecordedDecision)] = []
    func heard(_ input: PlatformInput, at time: LocalTime, steps: Int) {}
    func decided(_ decision: RecordedDecision) { decisions.append((arm, decision)) }
  }

  /// Prepares a replay.
  ///
  /// - Parameter arm: Index of the arm whose programs decide, for logs without arms.
  public init(_ world: World, arm: Int) {
    self.world = world
    self.arm = arm
    vocabulary = LogVocabulary(world)
    let count = world.rules.layout.wordCount
    words = .allocate(capacity: count)
    words.initialize(repeating: 0, count: count)
    launchWords = .allocate(capacity: count)
    launchWords.initialize(repeating: 0, count: count)
    counterCount = max(world.campaigns.count * CampaignCounters.count, 1)
    counters = .allocate(capacity: counterCount)
    counters.initialize(repeating: 0, count: counterCount)
    desk = Dispatcher(
      rules: world.rules, plans: world.plans, horizonDays: world.horizonDays, words: words, counters: counters)
    desk.observer = listener
    if world.isCoupled { desk.couplings = answers }
    desk.policy = world.policy
  }

  deinit {
    words.deallocate()
    launchWords.deallocate()
    counters.deallocate()
  }

  /// How often a campaign's decision ended like this, over all users so far.
  public func count(_ outcome: Outcome, campaign: Int) -> Int {
    Int(counters[campaign * CampaignCounters.count + CampaignCounters.index(outcome)])
  }

  /// How many users entered a campaign, counting every time.
  public func targeted(campaign: Int) -> Int {
    Int(counters[campaign * CampaignCounters.count + CampaignCounters.index(.targeted)])
  }

  // MARK: Lines

  /// Takes a line; lines of one user must follow one another in order of time.
  ///
  /// - Parameter decided: Receives the decisions that were due before or with this line, as records.
  /// - Throws: `LogProblem` when the line cannot be used.
  public mutating func take(_ record: LogRecord, _ decided: (LogRecord) throws -> Void) throws {
    if record.user != user {
      try finish(decided)
      user = record.user
    }
    if record.kind != .decision { lines.append(record) }
  }

  private mutating func play() throws(LogProblem) {
    guard let first = lines.first else { return }
    try begin(first)
    answers.gather(lines, vocabulary)
    for line in lines where line.kind != .answer {
      do throws(LogProblem) {
        if line.steps != nil {
          isExact = true
          try takeExactly(line)
        } else {
          try takeForeign(line)
        }
      } catch {
        throw error.at(line.line)
      }
    }
  }

  /// Ends the last user.
  public mutating func finish(_ decided: (LogRecord) throws -> Void) throws {
    guard user != nil else { return }
    defer { lines.removeAll(keepingCapacity: true) }
    try play()
    if !isExact && isLaunched {
      pump(until: world.horizonDays * 86_400)
      desk.finish(at: world.horizonDays * 86_400, isInstalled: true)
    }
    try handOver(decided)
    user = nil
  }

  private func handOver(_ decided: (LogRecord) throws -> Void) throws {
    for (arm, decision) in listener.decisions {
      try decided(vocabulary.record(decision, user: user ?? "", arm: arm))
    }
    listener.decisions.removeAll(keepingCapacity: true)
  }

  private mutating func begin(_ record: LogRecord) throws(LogProblem) {
    isExact = false
    isLaunched = false
    listener.arm = world.arms[arm].name
    lastEvent = .min
    launchDay = Dispatcher.never
    desk.reach = DeliveryRules.Reach(isInstalled: true, acceptsPush: true, isInSession: false)
    let population = world.scenario.population
    func index(_ values: [Population.Share], _ name: String?, _ what: String) throws(LogProblem) -> Int32 {
      guard let name else { return 0 }
      guard let index = values.firstIndex(where: { $0.value == name }) else {
        throw LogProblem(
          .unknownName(what: what, name, nearest: nearestName(to: name, in: values.map(\.value))))
      }
      return Int32(index)
    }
    world.rules.initialise(
      words, platform: try index(population.platforms, record[.platform], "platform"),
      language: try index(population.languages, record[.language], "language"))
    let zone = try index(population.timeZones, record[.zone], "time zone")
    // Our users are numbered; others are told apart by their names.
    let number = Int(record.user).map { UInt32(truncatingIfNeeded: $0) } ?? stableHash(record.user)
    desk.begin(draws: Draws(run: world.runKey, user: number), zone: zone)
    desk.clockError = record[.clockError].flatMap { Int32($0) } ?? 0
    desk.knownHour = record[.usualHour].flatMap { Int32($0) } ?? -1
    for pair in (record[.facts] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let fact = population.facts.firstIndex(where: { $0.name == parts[0] }),
        let code = population.facts[fact].values.firstIndex(where: { $0.value == parts[1] })
      else { continue }
      world.rules.layout.setFact(fact, Int32(code), in: words)
    }
    for pair in (record[.known] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      let setting = try vocabulary.setting(parts[0], parts[1])
      words[setting.offset] = setting.value
    }
  }

  // MARK: Logs of simulations

  private mutating func takeExactly(_ record: LogRecord) throws(LogProblem) {
    let time = record.time.isEmpty ? 0 : try vocabulary.time(record.time)
    if record.kind == .launch {
      let index = try armIndex(record.arm)
      return launch(index, record)
    }
    if isLaunched { pump(steps: record.steps ?? 0) }
    switch record.kind {
    case .user, .launch, .decision, .answer: break
    case .morning:
      day = record[.day].flatMap { Int32($0) } ?? day
      desk.beginDay(day, after: record[.after].flatMap { Int32($0) } ?? .min)
    case .opening: _ = desk.showWaiting(at: time)
    case .reach: try learn(record)
    case .lost:
      let outcome = Outcome.allCases.first { $0.name == record[.what] } ?? .lost
      desk.lose(try vocabulary.campaignID(record[.name] ?? ""), as: outcome, at: time)
    case .end: desk.finish(at: time, isInstalled: record[.installed] != "false")
    default: try note(record, at: time)
    }
  }

  private func armIndex(_ name: String) throws(LogProblem) -> Int {
    guard let index = world.arms.firstIndex(where: { $0.name == name }) else {
      throw LogProblem(
        .unknownName(what: "arm", name, nearest: nearestName(to: name, in: world.arms.map(\.name))))
    }
    return index
  }

  private mutating func launch(_ index: Int, _ record: LogRecord) {
    let count = world.rules.layout.wordCount
    if isLaunched {
      // The next arm of the same user: back to the launch.
      words.update(from: launchWords, count: count)
      desk.lastSessionDay = launchDay
      desk.clear()
    } else {
      launchWords.update(from: words, count: count)
      launchDay = desk.lastSessionDay
    }
    isLaunched = true
    listener.arm = record.arm
    answers.arm = record.arm
    day = record[.day].flatMap { Int32($0) } ?? 0
    desk.launch(arm: index, counters: counters, day: day, isNew: record[.isNew] == "true")
  }

  /// Lets the platform take its own steps until it has taken so many.
  private mutating func pump(steps: Int) {
    while desk.steps < steps {
      if desk.hasTasks {
        _ = desk.step()
      } else if desk.agenda.nextTime < (day + 1) * 86_400 {
        _ = desk.handle(desk.agenda.pop())
      } else if day < world.horizonDays {
        day += 1
        desk.beginDay(day, after: .min)
      } else {
        return
      }
    }
  }

  private mutating func learn(_ record: LogRecord) throws(LogProblem) {
    desk.reach.isInstalled = record[.installed] != "false"
    desk.reach.acceptsPush = record[.push] != "false"
    desk.reach.acceptsEmail = record[.email] == "true"
    desk.reach.acceptsSMS = record[.sms] == "true"
    desk.reach.isInSession = record[.session] == "true"
    desk.reach.isShowing = record[.showing] == "true"
    desk.reach.activity = try record[.screen].map { name throws(LogProblem) in try vocabulary.tagID(name) } ?? -1
  }

  /// Takes note of what the app reports.
  private mutating func note(_ record: LogRecord, at time: LocalTime) throws(LogProblem) {
    let name = record[.name] ?? ""
    switch record.kind {
    case .tag, .activity:
      let tag = try vocabulary.tagID(name)
      let detail = vocabulary.detail(topic: record[.topic], extras: record[.extras], of: name)
      if tag == world.installTag { desk.installDay = time.day &+ desk.clockError }
      if record.kind == .activity {
        desk.noteActivity(tag, topic: detail.topic, time: time)
      } else {
        desk.note(tag, detail, time: time)
      }
    case .session:
      desk.noteSessions(
        record[.count].flatMap { Int32($0) } ?? 1, tag: world.sessionTag,
        hour: record[.hour].flatMap { Int32($0) } ?? time.hour, time: time)
    case .sessionEnd: desk.noteSessionEnd(length: record[.length].flatMap { Int32($0) } ?? 0, time: time)
    case .set:
      let setting = try vocabulary.setting(name, record[.value] ?? "")
      desk.setAppInfo(setting.offset, to: setting.value, time: time)
    case .arrival:
      desk.noteArrival(
        try vocabulary.campaignID(name), record[.channel].flatMap(Channel.init(rawValue:)) ?? .push, at: time)
    case .feedback:
      let campaign = try vocabulary.campaignID(name)
      guard let kind = FeedbackKind.allCases.first(where: { "\($0)" == record[.what] }) else {
        throw LogProblem(.badValue(what: "`is`", record[.what] ?? ""))
      }
      let answers = world.scenario.campaigns[Int(campaign)].content.answers
      let answer = record[.answer].flatMap { name in answers.firstIndex { $0.name == name } } ?? -1
      desk.noteFeedback(kind, campaign, answer: Int32(answer), time: time)
    default: break
    }
  }

  // MARK: Logs of others

  /// A line of a log that knows no steps: everything of the platform's own that is due before it comes first.
  private mutating func takeForeign(_ record: LogRecord) throws(LogProblem) {
    if record.kind == .user { return }
    let time = try vocabulary.time(record.time)
    if time < lastEvent { throw LogProblem(.outOfOrder(user: record.user)) }
    if !isLaunched && time >= 0 { launchForeign(at: time) }
    // What lies after the horizon is not looked at.
    if time >= world.horizonDays * 86_400 { return }
    if isLaunched { pump(until: time) }
    if record.kind == .reach {
      try learn(record)
      return
    }
    let isUse = record.kind == .tag || record.kind == .activity
    if isUse && (lastEvent == .min || time - lastEvent > sessionTimeout) {
      if lastEvent == .min {
        desk.installDay = time.day
        desk.note(world.installTag, TagDetail(), time: time)
      }
      desk.reach.isInSession = true
      desk.noteSessions(1, tag: world.sessionTag, hour: time.hour, time: time)
      drain(at: time)
    }
    if isUse { lastEvent = time }
    var record = record
    if record.kind == .tag, isActivity(record[.name]) {
      record.kind = .activity
    }
    if record.kind == .activity { desk.reach.activity = try vocabulary.tagID(record[.name] ?? "") }
    try note(record, at: time)
    drain(at: time)
    if desk.reach.isInSession && desk.hasWaiting { _ = desk.showWaiting(at: time) }
    drain(at: time)
  }

  private func isActivity(_ name: String?) -> Bool {
    // Activities come first among the ids of tags.
    guard let name, let id = vocabulary.tagIDs[name] else { return false }
    return Int(id) < world.app.activities.count
  }

  private mutating func launchForeign(at time: LocalTime) {
    isLaunched = true
    let isNew = lastEvent == .min
    day = isNew ? time.day : 0
    desk.launch(arm: arm, counters: counters, day: day, isNew: isNew)
    desk.beginDay(day, after: isNew ? time - 1 : .min)
    drain(at: day * 86_400)
  }

  private mutating func drain(at time: LocalTime) {
    while desk.hasTasks { _ = desk.step() }
  }

  /// Lets the platform do what is due before a time.
  private mutating func pump(until time: LocalTime) {
    while true {
      if desk.agenda.nextTime < min(time, (day + 1) * 86_400) {
        let item = desk.agenda.pop()
        desk.reach.isInSession = lastEvent != .min && item.time - lastEvent <= sessionTimeout
        if !desk.reach.isInSession { desk.reach.activity = -1 }
        _ = desk.handle(item)
        drain(at: item.time)
      } else if (day + 1) * 86_400 <= time && day + 1 < world.horizonDays {
        day += 1
        desk.beginDay(day, after: .min)
        drain(at: day * 86_400)
      } else {
        return
      }
    }
  }
}

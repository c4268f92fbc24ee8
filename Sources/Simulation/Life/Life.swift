import Behavior
import EngagementCore
import Primitives

/// Plays the lives of users, one at a time: once through the warm-up, then once through the horizon for each arm.
///
/// This is the only room where a message meets a person. All memory is taken once per worker; a user's day allocates
/// nothing and takes no lock. Methods that change nothing are `mutating` all the same, unless they are inlined: for a
/// call of one that is not, the compiler copies the whole structure.
struct Life: ~Copyable {
  let world: World
  let people: PersonModel
  let rules: DeliveryRules
  let app: CompiledApp
  let layout: ProfileLayout
  var ledger: Ledger

  // The user.
  var draws: Draws
  var person = Person()
  var installDay: Int32 = 0
  var hasResponse = false
  let affinity: UnsafeMutablePointer<Double>
  var churnDraws = DailyUniform()
  var sessionDraws = DailyUniform()
  var conversionDraws = DailyUniform()

  // The user's state, and a copy of it at the launch.
  var now = Moment()
  var launch = Moment()
  /// The profile, then the day of the last message by topic and by campaign.
  let words: UnsafeMutablePointer<Int32>
  let launchWords: UnsafeMutablePointer<Int32>
  let wordCount: Int
  let repeats: UnsafeMutablePointer<Int32>
  var agenda = Agenda()
  /// In-app messages that wait for a session.
  var waiting = Agenda()

  // The arm.
  var arm = 0
  /// The next day on which the calendar or a rate has a message for the user.
  var scheduledDay: Int32 = .max
  let plans: Table<ProgramPlan>
  var hasPlan = false
  /// Whether the horizon has begun, so that things are booked.
  var isLaunched = false
  let watches: UnsafeMutablePointer<WatchState>

  /// What changes in a life, apart from the profile.
  struct Moment {
    var person = PersonState()
    var lastSessionDay: Int32 = Moment.never
    var sessionEnd: LocalTime = Int32.min
    var isInSession = false
    /// Whether an offer opened the current session or, when sessions have no hour, one of today's.
    var hasOffer = false
    /// Sessions that messages caused today, when sessions have no hour.
    var extraSessions: Int32 = 0
    /// Events that happen once in a life.
    var once: UInt64 = 0
    /// Whether pushes were accepted at the launch or install.
    var acceptedPush = false

    static let never: Int32 = -100_000
  }

  /// A return after a long silence.
  struct WatchState {
    var returnDay: Int32
    var hasStayed: Bool
  }

  init(_ world: World) {
    self.world = world
    people = world.people
    rules = world.rules
    app = world.app
    layout = world.rules.layout
    ledger = Ledger(kpis: world.kpis, layout: world.sumsLayout, arms: world.arms.count)
    draws = Draws(run: world.runKey, user: 0)
    plans = world.plans
    let repeatCount = world.people.topics + world.campaigns.count
    wordCount = layout.wordCount + repeatCount
    words = .allocate(capacity: wordCount)
    words.initialize(repeating: 0, count: wordCount)
    launchWords = .allocate(capacity: wordCount)
    launchWords.initialize(repeating: 0, count: wordCount)
    repeats = words + layout.wordCount
    affinity = .allocate(capacity: world.people.topics)
    affinity.initialize(repeating: 1 / Double(world.people.topics), count: world.people.topics)
    watches = .allocate(capacity: max(world.kpis.watches.count, 1))
  }

  deinit {
    words.deallocate()
    launchWords.deallocate()
    affinity.deallocate()
    watches.deallocate()
  }

  /// Hands over what was added up.
  mutating func close() -> [ArmSums] { ledger.close() }

  // MARK: One user

  /// Plays all lives of a user.
  mutating func play(user: Int) {
    begin(user)
    if installDay < 0 {
      hasPlan = false
      isLaunched = false
      for day in installDay..<0 {
        live(day)
        if !now.person.isAlive { break }
      }
      guard now.person.isInstalled else { return }
    }
    agenda.removeAll()
    launch = now
    let forks = world.arms.count > 1
    if forks { launchWords.update(from: words, count: wordCount) }
    for index in world.arms.indices {
      if forks && index > 0 {
        now = launch
        words.update(from: launchWords, count: wordCount)
      }
      play(arm: index)
    }
    ledger.add(baseline: world.baseline, firstDay: max(installDay, 0))
  }

  private mutating func begin(_ user: Int) {
    draws = Draws(run: world.runKey, user: UInt32(truncatingIfNeeded: user))
    churnDraws = DailyUniform()
    sessionDraws = DailyUniform()
    conversionDraws = DailyUniform()
    person = Person()
    hasResponse = false
    if user < world.baseUsers {
      let u = Draws.uniform(draws.block(.installDay, occurrence: 0).x)
      installDay = world.warmUpDays == 0 ? 0 : -1 - Int32(u * Double(world.warmUpDays))
    } else {
      installDay = Int32((user - world.baseUsers) / world.newPerDay)
    }
    people.drawBasics(&person, draws: draws, usesDevice: world.usesDevice)
    now = Moment()
    now.person.acceptsPush = person.acceptsPush
    layout.initialise(words, platform: person.platform, language: person.language)
    for k in layout.wordCount..<wordCount { words[k] = Moment.never }
    agenda.removeAll()
    waiting.removeAll()
  }

  private mutating func play(arm index: Int) {
    arm = index
    hasPlan = !plans[index].isEmpty
    isLaunched = true
    ledger.begin(arm: index)
    now.acceptedPush = now.person.acceptsPush
    for k in 0..<world.kpis.watches.count { watches[k] = WatchState(returnDay: Moment.never, hasStayed: false) }
    if hasPlan && installDay < 0 { catchUp() }
    let end = world.horizonDays
    var day = max(installDay, 0)
    scheduledDay = hasPlan ? nextScheduled(from: day) : .max
    while day < end {
      live(day)
      if !now.person.isInstalled || (!now.person.isAlive && !hasPlan) { break }
      day += 1
      if !now.person.isAlive { day = rest(from: day) }
    }
    finish(lastDay: min(day, end - 1))
  }

  /// Enters the D+N messages of tags that happened before the launch.
  private mutating func catchUp() {
    let profile = Profile(words: words, layout: layout)
    for k in 0..<plans[arm].delayed.count {
      let trigger = plans[arm].delayed[k]
      let first = profile.measure(Int(trigger.firstDay), today: 0)
      if first == undefinedMeasure { continue }
      let day = first + trigger.day
      if day >= 0 { push(trigger, onDay: day, after: 0) }
    }
  }

  /// The response traits, drawn when first needed: they are the same whenever that is.
  @inline(__always)
  mutating func needResponse() {
    if !hasResponse {
      people.drawResponse(&person, affinity: affinity, draws: draws)
      hasResponse = true
    }
  }

  // MARK: One day

  /// Lives one local day.
  mutating func live(_ day: Int32) {
    let age = day - installDay
    let weekday = self.weekday(of: day)
    if age > 0 {
      people.fade(&now.person)
      if now.person.isAlive {
        let u = churnDraws.next(draws, .churn, day: day)
        if u < person.dropoutBound { people.churn(person, &now.person, u) }
        if !now.person.isInstalled { return }
      }
    }
    if app.isWalked {
      liveByTheClock(day, age: age, weekday: weekday)
    } else {
      liveByTheDay(day, age: age, weekday: weekday)
    }
    closeWeek(day, weekday)
  }

  /// Lets a lapsed user pass the days on which no message is due, and returns the next on which one may be.
  private mutating func rest(from first: Int32) -> Int32 {
    let next = nextMessage(from: first)
    for day in first..<next {
      people.fade(&now.person)
      closeWeek(day, weekday(of: day))
    }
    return next
  }

  @inline(__always)
  private mutating func closeWeek(_ day: Int32, _ weekday: Int32) {
    if isLaunched && (weekday == 6 || day == world.horizonDays - 1) {
      ledger.closeWeek(isReachable: now.person.isInstalled && now.person.acceptsPush)
    }
  }

  @inline(__always)
  func weekday(of day: Int32) -> Int32 {
    let index = (world.firstWeekday &+ day) % 7
    return index < 0 ? index + 7 : index
  }

  /// A day of an app without screens: messages first, then the day's sessions, which have no hour.
  @inline(__always)
  private mutating func liveByTheDay(_ day: Int32, age: Int32, weekday: Int32) {
    if age == 0 { noteInstall(day, time: day * 86_400) }
    if hasPlan {
      // On the day of the install the schedules only move on.
      enterDues(day, after: age > 0 ? .min : .max)
      handleItems(of: day)
      if !now.person.isInstalled && age > 0 { return }
    }
    var count = now.extraSessions
    now.extraSessions = 0
    if age == 0 {
      count += 1
    } else if now.person.isAlive {
      count += people.sessions(
        person, weekday: weekday, age: age, sessionDraws.next(draws, .sessions, day: day))
    }
    if count > 0 { book(sessions: count, day: day, age: age) }
    // What a session's own messages cause comes tomorrow.
    if now.extraSessions == 0 { now.hasOffer = false }
  }

  /// A day of an app with screens: everything in the order of the clock.
  private mutating func liveByTheClock(_ day: Int32, age: Int32, weekday: Int32) {
    var first = Int32.min
    if age == 0 {
      needResponse()
      first = day * 86_400 + sessionSecond(day, number: 0)
      noteInstall(day, time: first)
      agenda.push(Agenda.Item(time: first, rank: 0, kind: .session, subject: 0))
    } else if now.person.isAlive {
      let count = people.sessions(
        person, weekday: weekday, age: age, sessionDraws.next(draws, .sessions, day: day))
      if count > 0 { needResponse() }
      for number in 0..<count {
        let time = day * 86_400 + sessionSecond(day, number: number)
        agenda.push(Agenda.Item(time: time, rank: 0, kind: .session, subject: number))
      }
    }
    if hasPlan { enterDues(day, after: first) }
    handleItems(of: day)
  }

  private mutating func sessionSecond(_ day: Int32, number: Int32) -> Int32 {
    let words = draws.block(.sessionTimes, occurrence: UInt32(bitPattern: day), index: UInt32(number) / 4)
    return people.sessionSecond(person, Draws.uniform(words[Int(number & 3)]))
  }

  private mutating func noteInstall(_ day: Int32, time: LocalTime) {
    note(world.installTag, topic: -1, time: time)
  }

  @inline(__always)
  private mutating func handleItems(of day: Int32) {
    let end = (day + 1) * 86_400
    while agenda.nextTime < end { handle(agenda.pop()) }
  }

  @inline(__always)
  private mutating func handle(_ item: Agenda.Item) {
    switch item.kind {
    case .session:
      walk(
        at: item.time, landing: 0, occurrence: UInt32(bitPattern: item.time.day) &* 64 &+ UInt32(item.subject),
        entity: 0, offer: false)
    case .due:
      // Who came back since the morning is not silent any more.
      if item.detail > 0 && item.time.day - now.lastSessionDay < item.detail { return }
      enter(item.subject, at: item.time)
    case .release:
      rules.noteWaiting(item.subject, words, -1)
      attempt(item.subject, at: item.time, due: item.detail, entered: item.address)
    case .opening: open(item)
    case .influenced: influencedSession(item)
    }
  }
}

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
  /// A bit for each place that the user goes to.
  var places: UInt64 = 0
  var traits = PartTraits()
  /// Those whom the line that is played will bring, and how far the one who is played is from its root.
  var invitations: [Invitation] = []
  var generation: Int32 = 0
  /// The platform's side of the user's life, with the agenda of both.
  var desk: Dispatcher
  /// What was sent and not yet met by the person.
  var inbox = Inbox()

  /// Messages that the user met, newest last, and the views that have credited one; only where the scenario has views.
  var touches: [Touch] = []
  let hasAttribution: Bool
  // What every day or every message asks lies near, not in the world.
  let hasStrain: Bool
  let hasSeasons: Bool
  let hasSubscription: Bool
  let hasLosses: Bool
  let hasTopics: Bool
  let hasReachDetails: Bool
  let records: Bool
  /// Whether a table gives traits.
  let hasGiven: Bool
  /// A behavior of somebody's own, and flags of what is asked because of it or of something of the lab's.
  let behavior: (any OwnBehavior)?
  let hasOwnLaws: Bool
  let asksChurn: Bool
  let asksSessions: Bool
  /// The first value of that behavior that no law can use; whoever plays a user asks for it.
  var fault: OwnBehaviorFault?
  /// Where the numbers of single users go; nil: only sums are wanted.
  var table: OutcomeTable?
  var attributed: UInt64 = 0

  // The arm.
  var arm = 0
  let plans: Table<ProgramPlan>
  var hasPlan = false
  /// Whether the horizon has begun, so that things are booked.
  var isLaunched = false
  /// Arms in which probes count the launch; a world that is lived arm by arm has one.
  var probedArms: Range<Int>
  let watches: UnsafeMutablePointer<WatchState>

  /// What changes in a life, apart from what the platform keeps.
  struct Moment {
    var person = PersonState()
    /// Local day of the last session, whatever the device's clock says.
    var lastSessionDay = Moment.never
    /// When the platform notices that the app is gone.
    var noticedAt = LocalTime.max
    var sessionEnd: LocalTime = Int32.min
    var isInSession = false
    /// The present, while things are decided outside the agenda.
    var time: LocalTime = 0
    /// The open activity; −1: none.
    var activity: Int32 = -1
    /// Whether an in-app message is on the open activity.
    var isShowing = false
    /// The activity that an in-app message leads to next; −1: none.
    var redirect: Int32 = -1
    /// Whether an offer opened the current session or, when sessions have no hour, one of today's.
    var hasOffer = false
    /// Whether a message opened the current session on a screen of its choice.
    var isDeep = false
    /// Sessions that messages caused today, when sessions have no hour.
    var extraSessions: Int32 = 0
    /// Events that happen once in a life.
    var once: UInt64 = 0
    /// Whether pushes were accepted at the launch or install.
    var acceptedPush = false
    /// What only some apps have.
    var own = PartState()

    static let never = Dispatcher.never
  }

  /// A return after a long silence.
  struct WatchState {
    var returnDay: Int32
    var hasStayed: Bool
  }

  init(_ world: World) {
    self.world = world
    people = world.people
    hasAttribution = world.hasAttribution
    hasStrain = world.hasStrain
    hasSeasons = world.hasSeasons
    hasSubscription = world.hasSubscription
    hasLosses = world.hasLosses
    hasTopics = world.hasTopics
    hasReachDetails = world.hasReachDetails
    rules = world.rules
    app = world.app
    layout = world.rules.layout
    ledger = Ledger(
      kpis: world.kpis, layout: world.sumsLayout, arms: world.arms.count, outcomes: world.outcomes)
    records = world.outcomes != nil
    hasGiven = world.given != nil
    behavior = world.behavior
    hasOwnLaws = world.behavior != nil
    asksChurn = world.hasStrain || world.behavior != nil
    asksSessions = world.hasSeasons || world.behavior != nil
    draws = Draws(run: world.runKey, user: 0)
    plans = world.plans
    probedArms = world.arms.indices
    let repeatCount = world.people.topics + world.campaigns.count
    wordCount = layout.wordCount + repeatCount
    words = .allocate(capacity: wordCount)
    words.initialize(repeating: 0, count: wordCount)
    launchWords = .allocate(capacity: wordCount)
    launchWords.initialize(repeating: 0, count: wordCount)
    repeats = words + layout.wordCount
    desk = Dispatcher(
      rules: world.rules, plans: world.plans, horizonDays: world.horizonDays, words: words,
      counters: ledger.campaignCounters)
    desk.policy = world.policy
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
    if world.hasReferrals && desk.observer == nil { return playLine(user: user) }
    guard prepare(user) else { return }
    if let table { enter(into: table, user: user) }
    launch = now
    let lastSessionDay = desk.lastSessionDay
    let forks = world.arms.count > 1
    if forks { launchWords.update(from: words, count: wordCount) }
    for index in world.arms.indices {
      if forks && index > 0 {
        now = launch
        desk.lastSessionDay = lastSessionDay
        words.update(from: launchWords, count: wordCount)
      }
      play(arm: index)
    }
    ledger.add(baseline: world.baseline, firstDay: max(installDay, 0))
    if let table {
      for arm in world.arms.indices { ledger.record(arm: arm, in: table, user: user, firstDay: max(installDay, 0)) }
    }
  }

  /// Lives a user's warm-up.
  ///
  /// - Returns: Whether the app is still there at the launch.
  mutating func prepare(_ user: Int) -> Bool {
    begin(user)
    if records { ledger.beginPast() }
    if installDay < 0 {
      hasPlan = false
      isLaunched = false
      for day in installDay..<0 {
        live(day)
        if !now.person.isAlive && places == 0 && !isBilled { break }
      }
      if world.hasProbes { probeLaunch() }
      guard now.person.isInstalled else { return false }
    }
    desk.clear()
    return true
  }

  private mutating func begin(_ index: Int) {
    let user = world.number(of: index)
    let draws = Draws(run: world.runKey, user: UInt32(truncatingIfNeeded: user))
    if user < world.baseUsers {
      let u = Draws.uniform(draws.block(.installDay, occurrence: 0).x)
      let day = world.warmUpDays == 0 ? 0 : -1 - Int32(u * Double(world.warmUpDays))
      begin(draws, installing: world.given?.installedDay(user) ?? day)
    } else {
      begin(draws, installing: Int32((user - world.baseUsers) / world.newPerDay))
    }
  }

  /// Begins the life of somebody who installs on a day.
  mutating func begin(_ draws: Draws, installing day: Int32) {
    self.draws = draws
    installDay = day
    churnDraws = DailyUniform()
    sessionDraws = DailyUniform()
    conversionDraws = DailyUniform()
    person = Person()
    hasResponse = false
    people.drawBasics(&person, draws: draws, usesDevice: world.usesDevice)
    if hasGiven { giveBasics() }
    now = Moment()
    now.person.acceptsPush = person.acceptsPush
    if world.asksPermission { people.beginUnasked(&person, &now.person, draws: draws) }
    rules.initialise(words, platform: person.platform, language: person.language)
    for k in layout.wordCount..<wordCount { words[k] = Moment.never }
    desk.begin(draws: draws, zone: person.timeZone)
    if !app.isWalked && world.usesUsualHour { desk.knownHour = ownPeakHour() }
    if world.hasDeviceDetails { beginDevice() }
    if world.parts.hasTraits { beginParts() }
    // An own behavior sees the whole person.
    if hasOwnLaws { needResponse() }
    desk.introduce()
  }

  /// Whether the life has come to its end: the app is gone, and the platform knows.
  @inline(__always)
  mutating func isOver(after day: Int32) -> Bool {
    // Who has lapsed may still pass by a place, or have a job under way.
    if now.person.isInstalled {
      return !now.person.isAlive && !hasPlan && places == 0 && desk.agenda.count == 0 && !isBilled
    }
    return !hasPlan || world.uninstallNotice < 0 || now.noticedAt <= (day + 1) * 86_400
  }

  /// The hour of greatest activity, where sessions have none from which the platform could learn it.
  private mutating func ownPeakHour() -> Int32 {
    needResponse()
    let hour = (people.peakHour + person.chronotype) % 24
    return hour < 0 ? hour + 24 : hour
  }

  mutating func play(arm index: Int) {
    start(arm: index)
    let end = world.horizonDays
    var day = max(installDay, 0)
    while day < end {
      live(day)
      if records { noteState(day) }
      if isOver(after: day) { break }
      day += 1
      if !now.person.isAlive { day = rest(from: day) }
    }
    finish(lastDay: min(day, end - 1))
  }

  /// Turns to a user who lives in another arm.
  mutating func turn(to index: Int) {
    guard index != arm else { return }
    arm = index
    ledger.turn(to: index)
    desk.turn(to: index, counters: ledger.campaignCounters)
  }

  /// Begins the horizon under an arm.
  mutating func start(arm index: Int) {
    arm = index
    hasPlan = !plans[index].isEmpty
    if hasAttribution {
      touches.removeAll(keepingCapacity: true)
      attributed = 0
    }
    isLaunched = true
    if generation > 0 { ledger.beginNewcomer() } else { ledger.begin(arm: index) }
    now.acceptedPush = now.person.acceptsPush
    for k in 0..<world.kpis.watches.count { watches[k] = WatchState(returnDay: Moment.never, hasStayed: false) }
    desk.launch(
      arm: index, counters: ledger.campaignCounters, day: max(installDay, 0), isNew: installDay >= 0)
  }

  /// The response traits, drawn when first needed: they are the same whenever that is.
  @inline(__always)
  mutating func needResponse() {
    if !hasResponse {
      people.drawResponse(&person, affinity: affinity, draws: draws)
      if hasGiven { giveResponse() }
      hasResponse = true
    }
  }
}

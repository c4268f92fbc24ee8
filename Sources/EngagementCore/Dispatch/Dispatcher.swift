import Primitives

/// The platform's side of one user's life: takes note of what the app reports, and decides what is sent when.
///
/// Events go in, deliveries come out; clock and random draws are given. It knows neither whether the user is simulated
/// nor what the person is like, so that a recorded log can be fed to it as well (see `Replay`).
///
/// Whoever plays the user owns the profile's words and drives the clock: take an item from the ``agenda``, ``handle(_:)``
/// it, then call ``step(_:)`` until ``hasTasks`` is false, and treat the deliveries. Methods that change nothing are
/// `mutating` where they are not inlined: for a call of one that is not, the compiler copies the whole structure.
public struct Dispatcher: ~Copyable {
  public let rules: DeliveryRules
  public let layout: ProfileLayout
  @usableFromInline let plans: Table<ProgramPlan>

  // The user.
  public var draws: Draws
  /// The user's profile.
  public var words: UnsafeMutablePointer<Int32>
  /// The user's time zone, an index in the population.
  public var zone: Int32 = 0
  /// What the platform knows about the user's devices; kept up to date by whoever plays the user.
  public var reach = DeliveryRules.Reach(isInstalled: true, acceptsPush: true, isInSession: false)
  /// Days by which the device's clock is wrong.
  public var clockError: Int32 = 0
  /// The usual hour where it is known otherwise than from sessions; negative: unknown.
  public var knownHour: Int32 = -1
  public var agenda = Agenda()
  /// Local day of the last session.
  public var lastSessionDay: Int32 = Dispatcher.never

  // The arm.
  /// Counters of the arm's campaigns, ``CampaignCounters/count`` each.
  public var counters: UnsafeMutablePointer<Int64>
  public private(set) var arm = 0
  /// Whether the arm has messages and its horizon has begun.
  public internal(set) var isActive = false
  /// Whether the arm's plan is reactive: a plain flag, as the plan lies far away.
  @usableFromInline var isReactive = false
  /// Whether nobody watches, nothing ties users to each other, and caps and plan are plain; one flag for four.
  @usableFromInline var isPlain = false
  /// Whether anything depends on feedback other than opens; worked out once, as every push asks.
  public private(set) var wantsFeedback = false
  /// The next day on which the calendar or a rate has a message for the user.
  @usableFromInline var scheduledDay: Int32 = .max
  let horizonDays: Int32

  /// In-app messages that wait for a session.
  @usableFromInline var waiting = Agenda()
  /// Messages that wait for a tag.
  var waits = Agenda()
  /// What the last step sent, if it sent something; kept in place, as returning it would copy it twice.
  public var outgoing = Delivery(
    campaign: 0, time: 0, channel: .push, variant: 0, occurrence: 0, isHeldOut: false)
  /// What is to be done next, in order.
  @usableFromInline var tasks = Agenda()
  @usableFromInline var nextTask = 0

  /// Messages of higher priority that are due to the user, for caps that look ahead.
  @usableFromInline var ahead = UnsafeMutableBufferPointer<DueMessage>(start: nil, count: 0)
  var aheadMemory = UnsafeMutableBufferPointer<DueMessage>.allocate(capacity: 64)

  /// Learns of every decision; nil in ordinary runs.
  public var observer: (any PlatformObserver)? {
    didSet {
      isObserved = observer != nil
      learnWants()
    }
  }
  @usableFromInline var isObserved = false
  /// Steps of the platform's own taken in this arm, counted while observed.
  public var steps = 0
  /// The last reach and morning that the observer knows of.
  var knownReach: DeliveryRules.Reach?
  var knownMorning = Dispatcher.never
  /// What ties users to each other; nil in ordinary runs.
  public var couplings: Couplings? {
    didSet {
      isCoupled = couplings != nil
      learnWants()
    }
  }
  @usableFromInline var isCoupled = false

  /// A policy of somebody's own; nil in ordinary runs.
  public var policy: PolicyDesk? {
    didSet {
      memory = PolicyMemory(campaigns: policy == nil ? 0 : rules.campaigns.count)
      learnWants()
    }
  }
  /// Whether the policy is asked in the arm.
  @usableFromInline var asksPolicy = false
  var memory = PolicyMemory()
  /// Day of the install by the clock of the device, as far as the platform knows.
  public var installDay: Int32 = Dispatcher.never

  /// A day before every other.
  public static let never: Int32 = -100_000

  /// Makes a dispatcher for users of one world.
  ///
  /// - Parameters:
  ///   - plans: The schedules of each arm.
  ///   - words: A profile, until one is set.
  ///   - counters: Counters, until those of an arm are set.
  public init(
    rules: DeliveryRules, plans: Table<ProgramPlan>, horizonDays: Int32, words: UnsafeMutablePointer<Int32>,
    counters: UnsafeMutablePointer<Int64>
  ) {
    self.rules = rules
    layout = rules.layout
    self.plans = plans
    self.horizonDays = horizonDays
    self.words = words
    self.counters = counters
    draws = Draws(run: RunKey(seed: 0), user: 0)
  }

  deinit { aheadMemory.deallocate() }

  // MARK: A user

  /// Turns to another user, whose profile has been written.
  public mutating func begin(draws: Draws, zone: Int32) {
    self.draws = draws
    self.zone = zone
    clockError = 0
    knownHour = -1
    lastSessionDay = Self.never
    installDay = Self.never
    isActive = false
    steps = 0
    knownReach = nil
    clear()
  }

  /// Tells the observer of the user, once everything about them is set.
  public mutating func introduce() {
    guard isObserved else { return }
    let profile = Array(UnsafeBufferPointer(start: words, count: layout.wordCount))
    hear(.user(profile: profile, zone: zone, clockError: clockError, knownHour: knownHour), at: 0)
  }

  /// Forgets everything that lies ahead.
  public mutating func clear() {
    agenda.removeAll()
    waiting.removeAll()
    waits.removeAll()
    tasks.removeAll()
    nextTask = 0
  }

  /// Begins the horizon under an arm's programs.
  ///
  /// - Parameters:
  ///   - day: The user's first day in the horizon.
  ///   - isNew: Whether the user has not installed yet, so that nothing has to be caught up with.
  public mutating func launch(arm: Int, counters: UnsafeMutablePointer<Int64>, day: Int32, isNew: Bool) {
    self.arm = arm
    self.counters = counters
    isActive = !plans[arm].isEmpty
    isReactive = plans[arm].isReactive
    learnWants()
    if asksPolicy { memory = PolicyMemory(campaigns: rules.campaigns.count) }
    if isObserved {
      steps = 0
      knownReach = nil
      knownMorning = Self.never
      hear(.launch(arm: arm, day: day, isNew: isNew), at: day * 86_400)
    }
    if !isActive {
      scheduledDay = .max
      return
    }
    if !isNew { catchUp() }
    scheduledDay = nextScheduled(from: day)
    if isReactive { launchSegments(isNew: isNew) }
  }

  /// Turns to a user who lives in another arm.
  public mutating func turn(to arm: Int, counters: UnsafeMutablePointer<Int64>) {
    self.arm = arm
    self.counters = counters
    isActive = !plans[arm].isEmpty
    isReactive = plans[arm].isReactive
    learnWants()
  }

  private mutating func learnWants() {
    asksPolicy = policy?.isAsked(in: arm) ?? false
    isPlain = !isObserved && !isCoupled && !isReactive && !asksPolicy && rules.hasSimpleCaps
    wantsFeedback = rules.keepsFeedback || rules.countsDisplays || isObserved || isReactive
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

  // MARK: Counting

  @inlinable @inline(__always)
  public mutating func count(_ outcome: Outcome, _ campaign: Int32) {
    counters[Int(campaign) &* CampaignCounters.count &+ CampaignCounters.index(outcome)] &+= 1
  }

  @inlinable @inline(__always)
  public mutating func count(_ count: CampaignCount, _ campaign: Int32) {
    counters[Int(campaign) &* CampaignCounters.count &+ CampaignCounters.index(count)] &+= 1
  }

  /// Tells the observer of an input, before it takes effect.
  @inline(never) @usableFromInline
  mutating func hear(_ input: PlatformInput, at time: LocalTime) {
    observer?.heard(input, at: time, steps: steps)
  }

  /// Counts a step that is taken.
  @inline(never) @usableFromInline
  mutating func takeStep(at time: LocalTime) {
    tellReach(at: time)
    steps += 1
  }

  /// Tells the observer what is known about reaching the user, if that has changed.
  mutating func tellReach(at time: LocalTime) {
    if knownReach == reach { return }
    knownReach = reach
    hear(.reach(reach), at: time)
  }

  @inline(never) @usableFromInline
  mutating func takeMorning(_ day: Int32, after first: LocalTime) {
    if day == knownMorning + 1 && first == .min {
      steps += 1
    } else {
      hear(.morning(day: day, after: first), at: day * 86_400)
    }
    knownMorning = day
  }

  /// Adds to a count without a branch.
  @inlinable @inline(__always)
  public mutating func count(_ count: CampaignCount, _ campaign: Int32, if happened: Bool) {
    counters[Int(campaign) &* CampaignCounters.count &+ CampaignCounters.index(count)] &+= happened ? 1 : 0
  }

  @inline(never) @usableFromInline
  mutating func observe(_ step: RecordedDecision.Step, _ campaign: Int32, at time: LocalTime) {
    observer?.decided(RecordedDecision(time: time, campaign: campaign, step: step))
  }
}

import Primitives

/// The rules that every message passes, in one fixed order, compiled from campaigns and limits.
///
/// Order: open campaign, audience and re-eligibility at entry → delay or wait → expiry → exit tag → re-eligibility and
/// audience again → language, markers → reachability → send window, quiet hours → frequency caps → budget, throttle →
/// holdout (a ghost send decides everything and delivers nothing) → delivery.
public final class DeliveryRules: Sendable {
  public let layout: ProfileLayout
  public let campaigns: Table<CompiledCampaign>
  public let caps: FrequencyCaps
  // Plain flags beside the caps: a method of a structure that holds arrays counts references.
  @usableFromInline let hasSimpleCaps: Bool
  @usableFromInline let countsDeliveries: Bool
  @usableFromInline let countsDisplays: Bool
  @usableFromInline let countsSessions: Bool
  /// Whether some expression asks for feedback beyond what was received and opened.
  @usableFromInline let keepsFeedback: Bool
  /// Members of the segments that have quotas, in the order of ``FrequencyCaps/segments``.
  @usableFromInline let quotaMembers: [Predicate]
  @usableFromInline let quiet: QuietHoursDefinition?
  let topicCount: Int
  /// Segments that are worked out once a day.
  let dailySegments: [DailySegment]
  @usableFromInline let hasDailySegments: Bool
  private let arena: Arena

  /// A segment that is worked out once a day, and the profile word that keeps whether the user is in it.
  package struct DailySegment: Sendable {
    let offset: Int
    let members: Predicate
    package init(offset: Int, members: Predicate) {
      self.offset = offset
      self.members = members
    }
  }

  /// What the platform knows about a user's devices at the moment of a send.
  @frozen
  public struct Reach: Sendable, Equatable {
    public var isInstalled: Bool
    public var acceptsPush: Bool
    public var acceptsEmail: Bool
    public var acceptsSMS: Bool
    /// Whether a session is open.
    public var isInSession: Bool
    /// The activity that is open; −1: none is known.
    public var activity: Int32
    /// Whether another in-app message is on the screen.
    public var isShowing: Bool
    /// The user's time zone, for what is stated by the clock of another one.
    public var zone: Int32
    @inlinable
    public init(
      isInstalled: Bool, acceptsPush: Bool, isInSession: Bool, acceptsEmail: Bool = false, acceptsSMS: Bool = false,
      activity: Int32 = -1, isShowing: Bool = false, zone: Int32 = 0
    ) {
      self.isInstalled = isInstalled
      self.acceptsPush = acceptsPush
      self.isInSession = isInSession
      self.acceptsEmail = acceptsEmail
      self.acceptsSMS = acceptsSMS
      self.activity = activity
      self.isShowing = isShowing
      self.zone = zone
    }
  }

  /// What to do with a message that is due.
  @frozen
  public enum Decision: Sendable {
    /// The end, without a delivery.
    case stop(Outcome, rule: Int32 = -1)
    /// Try again at this time.
    case postpone(until: LocalTime, reason: Reason, rule: Int32 = -1)
    /// Show it in the next session, or on the next activity that it may be shown on.
    case waitForSession
    /// Over a cap whose rule lets a journey go on.
    case passOver(rule: Int32)
    case deliver(Channel)
  }

  /// Why a message is postponed.
  public enum Reason: String, Sendable {
    case quietHours = "quiet hours"
    case sendWindow = "send window"
    case cap = "frequency cap"
    case throttle
  }

  /// Compiles the rules.
  package init(
    layout: ProfileLayout, campaigns: [CompiledCampaign], caps: FrequencyCaps, quotaMembers: [Predicate] = [],
    quietHours: QuietHoursDefinition?, topicCount: Int, dailySegments: [DailySegment] = []
  ) {
    let arena = Arena()
    self.arena = arena
    self.layout = layout
    self.campaigns = arena.table(campaigns)
    self.caps = caps
    hasSimpleCaps = caps.isSimple
    countsDeliveries = caps.countsDeliveries
    countsDisplays = caps.countsDisplays
    countsSessions = caps.countsBySession
    keepsFeedback = layout.feedbackOffsets.count > 0
    self.quotaMembers = quotaMembers
    quiet = quietHours
    self.topicCount = topicCount
    self.dailySegments = dailySegments
    hasDailySegments = !dailySegments.isEmpty
  }

  /// Writes the profile of a new user.
  public func initialise(_ words: UnsafeMutablePointer<Int32>, platform: Int32, language: Int32) {
    layout.initialise(words, platform: platform, language: language)
    if caps.stateWords > 0 { caps.initialise(words + layout.capBase) }
  }

  @inlinable @inline(__always)
  func block(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>) -> UnsafeMutablePointer<Int32> {
    words + layout.campaignBase + Int(campaign) * ProfileLayout.campaignWords
  }

  /// Whether a user enters a campaign: in its audience, eligible, and not already waiting for it.
  @inlinable @inline(__always)
  public func admits(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) -> Bool {
    let own = block(campaign, words)
    if own[CampaignWord.waiting] > 0 { return false }
    return mayReceiveAgain(campaign, own, at: time) && isInAudience(campaign, words, today: time.day)
  }

  /// Why a user does not enter a campaign, for an explanation; nil: nothing keeps them out.
  public func refusal(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, zone: Int32
  ) -> Refusal? {
    let own = block(campaign, words)
    if let special = campaigns[Int(campaign)].special, !special.isOpen(zone: zone, at: time) { return .closed }
    if own[CampaignWord.waiting] > 0 { return .waiting }
    if !mayReceiveAgain(campaign, own, at: time) { return .notAgain }
    return isInAudience(campaign, words, today: time.day) ? nil : .notInAudience
  }

  /// Why a user does not enter a campaign.
  public enum Refusal: String, Sendable {
    /// The campaign has not begun or is over.
    case closed
    /// An earlier message of it still waits.
    case waiting
    case notAgain = "not-again"
    case notInAudience = "not-in-audience"
  }

  @inlinable
  func isInAudience(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, today: Int32) -> Bool {
    campaigns[Int(campaign)].audience.isAlwaysTrue || matchesAudience(campaign, words, today: today)
  }

  @usableFromInline
  func matchesAudience(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, today: Int32) -> Bool {
    campaigns[Int(campaign)].audience.holds(Profile(words: words, layout: layout), today: today)
  }

  @inlinable @inline(__always)
  func mayReceiveAgain(
    _ campaign: Int32, _ own: UnsafeMutablePointer<Int32>, at time: LocalTime
  ) -> Bool {
    let countsFromEntry = campaigns[Int(campaign)].countsFromEntry
    let last = own[countsFromEntry ? CampaignWord.lastEntered : CampaignWord.lastSent]
    switch campaigns[Int(campaign)].again {
    case .always: return true
    case .once: return last == CampaignWord.never
    case .after(let seconds): return last == CampaignWord.never || Int(time) - Int(last) >= seconds
    }
  }

  /// Decides about a message of a user who entered, at the time it is due or released.
  ///
  /// - Parameters:
  ///   - due: When it was first due, for the expiry.
  ///   - entered: When the user entered; the audience is checked again if that was earlier.
  @inlinable @inline(__always)
  public func decide(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, due: LocalTime, entered: LocalTime,
    reach: Reach, tries: Int32 = 0,
    ahead: UnsafeBufferPointer<DueMessage> = UnsafeBufferPointer(start: nil, count: 0)
  ) -> Decision {
    let time64 = Int(time)
    let rules = (
      expiry: Int(campaigns[Int(campaign)].expiry), channel: campaigns[Int(campaign)].channel,
      obeys: campaigns[Int(campaign)].obeysLimits
    )
    if time64 - Int(due) >= rules.expiry { return .stop(.expired) }
    if time > entered {
      let own = block(campaign, words)
      if own[CampaignWord.calledOff] != CampaignWord.never { return .stop(.calledOff) }
      if !campaigns[Int(campaign)].countsFromEntry && !mayReceiveAgain(campaign, own, at: time) {
        return .stop(.notAgain)
      }
      if campaigns[Int(campaign)].rechecksAudience && !isInAudience(campaign, words, today: time.day) {
        return .stop(.leftAudience)
      }
    }
    if campaigns[Int(campaign)].languages & (1 << UInt64(words[1])) == 0 { return .stop(.noLanguage) }
    if campaigns[Int(campaign)].isSpecial, let end = decideSpecially(campaign, words, at: time, reach: reach) {
      return end
    }
    if !reach.isInstalled { return .stop(.uninstalled) }
    let inApp = rules.channel == .inApp || (rules.channel == .any && reach.isInSession)
    let channel = inApp ? .inApp : rules.channel == .any ? .push : rules.channel
    if inApp {
      if !reach.isInSession || reach.isShowing { return .waitForSession }
    } else {
      if !accepts(channel, reach) { return .stop(.optedOut) }
    }
    if (quiet != nil && !inApp) || campaigns[Int(campaign)].isSpecial,
      let held = hold(campaign, channel, at: time, obeys: rules.obeys)
    {
      return held
    }
    if hasSimpleCaps {
      let rule = caps.firstOver(campaign, channel, at: time, words: words + layout.capBase)
      return rule < 0 ? .deliver(channel) : .stop(.capped, rule: rule)
    }
    return askCaps(campaign, channel, words, at: time, zone: reach.zone, tries: tries, ahead: ahead)
  }

  /// What send window and quiet hours say; nil: go on. Quiet hours are for what rings, pushes and SMS.
  @usableFromInline
  func hold(_ campaign: Int32, _ channel: Channel, at time: LocalTime, obeys: Bool) -> Decision? {
    let window = campaigns[Int(campaign)].special?.window
    let rings = channel == .push || channel == .sms
    let hours = SendHours(quiet: obeys && rings ? quiet : nil, window: window)
    if hours.areUnlimited { return nil }
    switch hours.decide(at: time) {
    case .open: return nil
    case .postpone(let release):
      let isOutside = window.map { !$0.contains(secondOfDay: Int(time.secondOfDay)) } ?? false
      return .postpone(until: release, reason: isOutside ? .sendWindow : .quietHours)
    case .drop(.quietHours): return .stop(.quietDropped)
    case .drop: return .stop(.outsideWindow)
    }
  }

  /// What frequency caps say that are more than so many in any period.
  @usableFromInline
  func askCaps(
    _ campaign: Int32, _ channel: Channel, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, zone: Int32,
    tries: Int32, ahead: UnsafeBufferPointer<DueMessage>
  ) -> Decision {
    let decision = caps.decide(
      campaign, channel: channel, at: time, zone: zone, words: words + layout.capBase, attempt: tries,
      isMember: { quotaMembers[Int($0)].holds(Profile(words: words, layout: layout), today: time.day) }, ahead: ahead)
    switch decision {
    case .free: return .deliver(channel)
    case .drop(let rule): return .stop(.capped, rule: rule)
    case .postpone(let until, let rule): return .postpone(until: until, reason: .cap, rule: rule)
    case .advance(let rule): return .passOver(rule: rule)
    case .preempted(let rule, _): return .stop(.preempted, rule: rule)
    }
  }

  @inlinable @inline(__always)
  func accepts(_ channel: Channel, _ reach: Reach) -> Bool {
    switch channel {
    case .push: reach.acceptsPush
    case .email: reach.acceptsEmail
    case .sms: reach.acceptsSMS
    case .inApp, .any: true
    }
  }

  /// What the rules that only some campaigns have say; nil: go on.
  @usableFromInline
  func decideSpecially(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, reach: Reach
  ) -> Decision? {
    guard let special = campaigns[Int(campaign)].special else { return nil }
    if special.isOver(zone: reach.zone, at: time) { return .stop(.expired) }
    if special.markers.contains(where: { words[$0] == undefinedMeasure }) { return .stop(.missingTag) }
    let channel = campaigns[Int(campaign)].channel
    if special.isData {
      // Invisible: it needs an app, and neither permission nor hours nor a place among the messages that disturb.
      return reach.isInstalled ? .deliver(channel == .inApp ? .inApp : .push) : .stop(.uninstalled)
    }
    if !special.mayShow(on: reach.activity), channel == .inApp || (channel == .any && reach.isInSession) {
      return reach.isInstalled ? .waitForSession : .stop(.uninstalled)
    }
    return nil
  }

  /// Whether a user is held out of a campaign, and the user's variant of it.
  ///
  /// Both are asked of the table in place: a method of the campaign would be given a copy of it.
  @inlinable @inline(__always)
  public func group(of campaign: Int32, _ draws: Draws) -> (isHeldOut: Bool, variant: Int32) {
    let isHeldOut = campaigns[Int(campaign)].holdout > 0 && campaigns[Int(campaign)].drawHoldout(draws)
    return (
      isHeldOut, campaigns[Int(campaign)].variants.count < 2 ? 0 : campaigns[Int(campaign)].drawVariant(draws)
    )
  }

  /// Takes note of a delivery: caps, re-eligibility, feedback, and the conversion window.
  @inlinable @inline(__always)
  public func noteDelivery(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, channel sent: Channel, zone: Int32 = 0
  ) {
    let own = block(campaign, words)
    own[CampaignWord.lastSent] = time
    own[CampaignWord.received] &+= 1
    // Data that nobody sees disturbs nobody.
    if campaigns[Int(campaign)].isData { return }
    caps.noteSent(campaign, channel: sent, at: time, zone: zone, words: words + layout.capBase)
  }

  /// Takes note of a ghost send: the user counts as served, so that both groups are treated alike.
  @inlinable
  public func noteGhost(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) {
    block(campaign, words)[CampaignWord.lastSent] = time
  }

  /// Takes note of what became of a message.
  @inlinable
  public func noteFeedback(
    _ kind: FeedbackKind, _ campaign: Int32, answer: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime
  ) {
    if keepsFeedback { layout.noteFeedback(campaign: campaign, kind, answer: answer, in: words) }
    let own = block(campaign, words)
    if kind == .opened { own[CampaignWord.opened] &+= 1 }
    if kind != .displayed { own[CampaignWord.lastReaction] = time }
  }

  /// When the user last reacted to the campaign.
  func lastReaction(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>) -> LocalTime {
    block(campaign, words)[CampaignWord.lastReaction]
  }

  /// Calls a decided message off.
  func callOff(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) {
    block(campaign, words)[CampaignWord.calledOff] = time
  }

  /// Whether the user is in the segment whose entry starts a campaign.
  func isMember(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, today: Int32) -> Bool {
    (campaigns[Int(campaign)].special?.entry ?? campaigns[Int(campaign)].audience)
      .holds(Profile(words: words, layout: layout), today: today)
  }

  /// Keeps whether the user is in that segment, and returns whether this is new.
  @discardableResult
  func setMember(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, _ isMember: Bool) -> Bool {
    let own = block(campaign, words)
    let old = own[CampaignWord.isMember]
    own[CampaignWord.isMember] = isMember ? 1 : 0
    return old != own[CampaignWord.isMember]
  }

  /// Counts messages that wait for their time or for a session.
  @inlinable
  public func noteWaiting(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, _ change: Int32) {
    block(campaign, words)[CampaignWord.waiting] &+= change
  }

  /// Takes note of an entry into the campaign.
  @inlinable
  public func noteEntry(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) {
    let own = block(campaign, words)
    own[CampaignWord.lastEntered] = time
    own[CampaignWord.calledOff] = CampaignWord.never
  }

  /// Time at which the user last entered the campaign, or nothing. An entry counts even if nothing could be sent: a user
  /// whom pushes cannot reach is not asked again every day.
  @inlinable
  public func lastEntered(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>) -> LocalTime? {
    let last = block(campaign, words)[CampaignWord.lastEntered]
    return last == CampaignWord.never ? nil : last
  }

  /// The number of the campaign's message to this user on this day, from 0: part of the address of its draws.
  @inlinable @inline(__always)
  public func occurrence(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, on day: Int32) -> UInt32 {
    let own = block(campaign, words)
    if own[CampaignWord.day] != day {
      own[CampaignWord.day] = day
      own[CampaignWord.countOfDay] = 0
    }
    let number = own[CampaignWord.countOfDay]
    own[CampaignWord.countOfDay] = number &+ 1
    return UInt32(bitPattern: day) &* 64 &+ UInt32(bitPattern: number)
  }

  /// Opens the campaign's conversion window, of which one conversion counts.
  @inlinable
  public func openWindow(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) {
    let own = block(campaign, words)
    own[CampaignWord.windowEnd] = time &+ campaigns[Int(campaign)].conversionWindow
    own[CampaignWord.hasConverted] = 0
  }

  /// Whether the campaign's conversion window is open.
  @inlinable
  public func isWindowOpen(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) -> Bool {
    time < block(campaign, words)[CampaignWord.windowEnd]
  }

  /// Counts a conversion if the window is open and has none yet.
  @inlinable
  public func takeConversion(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) -> Bool {
    let own = block(campaign, words)
    guard time < own[CampaignWord.windowEnd], own[CampaignWord.hasConverted] == 0 else { return false }
    own[CampaignWord.hasConverted] = 1
    return true
  }

  /// The topic of a message as far as the platform chooses it; −1: none. Recommended and random topics are the caller's.
  public func platformTopic(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>) -> Int32 {
    switch campaigns[Int(campaign)].topic {
    case .fixed(let topic): topic
    case .favourite: layout.topic(most: true, of: topicCount, in: words)
    case .undiscovered: layout.topic(most: false, of: topicCount, in: words)
    case .none, .recommended, .random: -1
    }
  }
}

extension QuietHoursDefinition {
  /// The end of the quiet hours that `time` falls into, or nothing when it may be sent.
  public func release(of time: LocalTime) -> LocalTime? {
    let second = Int(time.secondOfDay)
    let midnight = time &- Int32(second)
    if from == to { return nil }
    if from < to { return second >= from && second < to ? midnight &+ Int32(to) : nil }
    if second < to { return midnight &+ Int32(to) }
    return second >= from ? midnight &+ Int32(secondsPerDay + to) : nil
  }
}

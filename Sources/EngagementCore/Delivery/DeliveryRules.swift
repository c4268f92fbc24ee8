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
  @usableFromInline let hasQuietHours: Bool
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
    @inlinable
    public init(
      isInstalled: Bool, acceptsPush: Bool, isInSession: Bool, acceptsEmail: Bool = false, acceptsSMS: Bool = false,
      activity: Int32 = -1, isShowing: Bool = false
    ) {
      self.isInstalled = isInstalled
      self.acceptsPush = acceptsPush
      self.isInSession = isInSession
      self.acceptsEmail = acceptsEmail
      self.acceptsSMS = acceptsSMS
      self.activity = activity
      self.isShowing = isShowing
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
    hasQuietHours = quietHours != nil
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

  @inline(never) @usableFromInline
  func matchesAudience(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, today: Int32) -> Bool {
    campaigns[Int(campaign)].audience.holds(Profile(words: words, layout: layout), today: today)
  }

  @inlinable @inline(__always)
  func mayReceiveAgain(
    _ campaign: Int32, _ own: UnsafeMutablePointer<Int32>, at time: LocalTime
  ) -> Bool {
    campaigns[Int(campaign)].eligibility.admits(
      at: time, lastReceipt: CampaignWord.time(own[CampaignWord.lastSent]),
      lastEntry: CampaignWord.time(own[CampaignWord.lastEntered]))
  }

  /// Decides about a message of a user who entered, at the time it is due or released.
  ///
  /// - Parameters:
  ///   - due: When it was first due, for the expiry.
  ///   - entered: When the user entered; the audience is checked again if that was earlier.
  ///   - zone: The user's time zone, for what is stated by the clock of another one.
  ///   - isPlain: Whether caps and campaign are known to be plain, so that nothing special is asked.
  @inlinable @inline(__always)
  public func decide(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, due: LocalTime, entered: LocalTime,
    reach: Reach, zone: Int32 = 0, tries: Int32 = 0,
    ahead: UnsafeBufferPointer<DueMessage> = UnsafeBufferPointer(start: nil, count: 0), isPlain: Bool = false
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
      let lastReceipt = CampaignWord.time(own[CampaignWord.lastSent])
      if !campaigns[Int(campaign)].eligibility.admitsRelease(at: time, lastReceipt: lastReceipt) {
        return .stop(.notAgain)
      }
      if campaigns[Int(campaign)].rechecksAudience && !isInAudience(campaign, words, today: time.day) {
        return .stop(.leftAudience)
      }
    }
    if campaigns[Int(campaign)].languages & (1 &<< UInt64(truncatingIfNeeded: words[1])) == 0 {
      return .stop(.noLanguage)
    }
    if !isPlain && campaigns[Int(campaign)].isSpecial,
      let end = decideSpecially(campaign, words, at: time, zone: zone, reach: reach)
    {
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
    if (hasQuietHours && !inApp) || (!isPlain && campaigns[Int(campaign)].isSpecial),
      let held = hold(campaign, channel, at: time, obeys: rules.obeys)
    {
      return held
    }
    if isPlain || hasSimpleCaps {
      let rule = caps.firstOver(campaign, channel, at: time, words: words + layout.capBase)
      return rule < 0 ? .deliver(channel) : .stop(.capped, rule: rule)
    }
    return askCaps(campaign, channel, words, at: time, zone: zone, tries: tries, ahead: ahead)
  }

  /// What send window and quiet hours say; nil: go on. Quiet hours are for what rings, pushes and SMS.
  @inline(never) @usableFromInline
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
  @inline(never) @usableFromInline
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
  @inline(never) @usableFromInline
  func decideSpecially(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, zone: Int32, reach: Reach
  ) -> Decision? {
    guard let special = campaigns[Int(campaign)].special else { return nil }
    if special.isOver(zone: zone, at: time) { return .stop(.expired) }
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
}

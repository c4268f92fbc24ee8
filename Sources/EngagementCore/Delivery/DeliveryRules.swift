import Primitives

/// The rules that every message passes, in one fixed order, compiled from campaigns and limits.
///
/// Order: audience at entry → re-eligibility → (delay) → audience again → language → reachability → quiet hours →
/// frequency caps → holdout (a ghost send decides everything and delivers nothing) → delivery.
public final class DeliveryRules: Sendable {
  public let layout: ProfileLayout
  public let campaigns: Table<CompiledCampaign>
  @usableFromInline let caps: Table<Cap>
  @usableFromInline let quiet: QuietHoursDefinition?
  let topicCount: Int
  private let arena: Arena

  /// A frequency cap.
  @frozen @usableFromInline
  struct Cap: Sendable {
    @usableFromInline let channel: Channel?
    @usableFromInline let limit: Int32
    @usableFromInline let period: Int32
  }

  /// What the platform knows about a user's devices at the moment of a send.
  @frozen
  public struct Reach: Sendable {
    public var isInstalled: Bool
    public var acceptsPush: Bool
    /// Whether a session is open.
    public var isInSession: Bool
    @inlinable
    public init(isInstalled: Bool, acceptsPush: Bool, isInSession: Bool) {
      self.isInstalled = isInstalled
      self.acceptsPush = acceptsPush
      self.isInSession = isInSession
    }
  }

  /// What to do with a message that is due.
  @frozen
  public enum Decision: Sendable {
    /// The end, without a delivery.
    case stop(Outcome)
    /// Try again at this time.
    case postpone(until: LocalTime)
    /// Show it in the next session.
    case waitForSession
    case deliver(inApp: Bool)
  }

  /// Compiles the rules.
  package init(layout: ProfileLayout, campaigns: [CompiledCampaign], limits: LimitsDefinition, topicCount: Int) {
    let arena = Arena()
    self.arena = arena
    self.layout = layout
    self.campaigns = arena.table(campaigns)
    caps = arena.table(
      limits.caps.map {
        // No period reaches back to `CampaignWord.never`.
        Cap(
          channel: $0.channel == .any ? nil : $0.channel, limit: Int32(clamping: $0.limit),
          period: Int32(min($0.period ?? .max, -Int(CampaignWord.never))))
      })
    quiet = limits.quietHours
    self.topicCount = topicCount
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

  @inlinable
  func isInAudience(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, today: Int32) -> Bool {
    campaigns[Int(campaign)].audience.isAlwaysTrue || matchesAudience(campaign, words, today: today)
  }

  @usableFromInline
  func matchesAudience(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, today: Int32) -> Bool {
    campaigns[Int(campaign)].audience.holds(Profile(words: words, layout: layout), today: today)
  }

  @inlinable
  func mayReceiveAgain(
    _ campaign: Int32, _ own: UnsafeMutablePointer<Int32>, at time: LocalTime
  ) -> Bool {
    let last = own[CampaignWord.lastSent]
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
    reach: Reach
  ) -> Decision {
    let time64 = Int(time)
    let rules = (
      expiry: Int(campaigns[Int(campaign)].expiry), channel: campaigns[Int(campaign)].channel,
      obeys: campaigns[Int(campaign)].obeysLimits
    )
    if time64 - Int(due) >= rules.expiry { return .stop(.expired) }
    if time > entered {
      let own = block(campaign, words)
      if !mayReceiveAgain(campaign, own, at: time) { return .stop(.notAgain) }
      if campaigns[Int(campaign)].rechecksAudience && !isInAudience(campaign, words, today: time.day) {
        return .stop(.leftAudience)
      }
    }
    if campaigns[Int(campaign)].languages & (1 << UInt64(words[1])) == 0 { return .stop(.noLanguage) }
    if !reach.isInstalled { return .stop(.uninstalled) }
    let inApp = rules.channel == .inApp || (rules.channel == .any && reach.isInSession)
    if inApp {
      if !reach.isInSession { return .waitForSession }
    } else {
      if !reach.acceptsPush { return .stop(.optedOut) }
      if rules.obeys, let quiet, let release = quiet.release(of: time) {
        if quiet.rule == .drop { return .stop(.quietDropped) }
        return .postpone(until: release)
      }
    }
    if rules.obeys && isCapped(inApp ? .inApp : .push, words, at: time) { return .stop(.capped) }
    return .deliver(inApp: inApp)
  }

  @inlinable
  func isCapped(_ channel: Channel, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) -> Bool {
    for k in 0..<caps.count {
      let cap = caps[k]
      if let own = cap.channel, own != channel { continue }
      let ring = words + Int(layout.capBase[k])
      if time &- ring[1 + Int(ring[0])] < cap.period { return true }
    }
    return false
  }

  /// Takes note of a delivery: caps, re-eligibility, feedback, and the conversion window.
  @inlinable @inline(__always)
  public func noteDelivery(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, inApp: Bool
  ) {
    let own = block(campaign, words)
    own[CampaignWord.lastSent] = time
    own[CampaignWord.received] &+= 1
    if campaigns[Int(campaign)].countsTowardLimits {
      for k in 0..<caps.count {
        let cap = caps[k]
        if let channel = cap.channel, channel != (inApp ? .inApp : .push) { continue }
        let ring = words + Int(layout.capBase[k])
        ring[1 + Int(ring[0])] = time
        ring[0] = (ring[0] &+ 1) % cap.limit
      }
    }
  }

  /// Takes note of a ghost send: the user counts as served, so that both groups are treated alike.
  @inlinable
  public func noteGhost(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) {
    block(campaign, words)[CampaignWord.lastSent] = time
  }

  /// Takes note of an open or an in-app action.
  @inlinable
  public func noteOpen(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>) {
    block(campaign, words)[CampaignWord.opened] &+= 1
  }

  /// Counts messages that wait for their time or for a session.
  @inlinable
  public func noteWaiting(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, _ change: Int32) {
    block(campaign, words)[CampaignWord.waiting] &+= change
  }

  /// Takes note of an entry into the campaign.
  @inlinable
  public func noteEntry(_ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime) {
    block(campaign, words)[CampaignWord.lastEntered] = time
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

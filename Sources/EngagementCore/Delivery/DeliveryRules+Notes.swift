import Primitives

/// What is kept about a user and a campaign.
extension DeliveryRules {
  /// Takes note of a delivery: caps, re-eligibility, feedback, and the conversion window.
  @inlinable @inline(__always)
  public func noteDelivery(
    _ campaign: Int32, _ words: UnsafeMutablePointer<Int32>, at time: LocalTime, channel sent: Channel, zone: Int32 = 0
  ) {
    let own = block(campaign, words)
    own[CampaignWord.lastSent] = time
    own[CampaignWord.received] &+= 1
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
    CampaignWord.time(block(campaign, words)[CampaignWord.lastEntered])
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

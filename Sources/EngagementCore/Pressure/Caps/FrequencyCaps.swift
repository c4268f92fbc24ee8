import Primitives

/// The frequency caps of a scenario: whether a message may be sent now, and what it uses up.
///
/// What a user has had so far is kept in ``stateWords`` words that someone else owns, so that a life can be forked by
/// copying them. Caps that are no more than "at most so many in any period, by channel" take a short path.
///
/// ```swift
/// var limits = LimitsDefinition()
/// limits.caps = [FrequencyCapDefinition(channel: .push, limit: 5, period: 7 * secondsPerDay)]
/// let caps = try FrequencyCaps(
///   limits, campaigns: campaigns, start: start, days: 0...120, zones: zones, userZones: 1)
/// caps.decide(0, channel: .push, at: now, zone: 0, words: words)  // .free
/// caps.noteSent(0, channel: .push, at: now, zone: 0, words: words)
/// caps.describe(0)  // "at most 5 pushes in any 7 days"
/// ```
public struct FrequencyCaps: Sendable {
  /// Words of a user's state.
  public let stateWords: Int
  /// Whether the short path decides.
  public let isSimple: Bool
  /// Names of the segments that have quotas, in the order of the ids by which ``decide`` asks for membership.
  public let segments: [String]
  @usableFromInline let simple: Table<SimpleCap>
  @usableFromInline let counts: Table<Bool>
  @usableFromInline let obeys: Table<Bool>
  @usableFromInline let book: CapBook
  @usableFromInline let countsDeliveries: Bool
  @usableFromInline let countsDisplays: Bool
  @usableFromInline let countsBySession: Bool

  /// A cap on sends in any period, by channel or not, that drops what is over it.
  @frozen @usableFromInline
  struct SimpleCap: Sendable {
    @usableFromInline let limit: Int32
    @usableFromInline let period: Int32
    @usableFromInline let offset: Int32
    @usableFromInline let channels: UInt8
  }

  /// Compiles the caps.
  ///
  /// - Parameters:
  ///   - campaigns: All campaigns in the order of their ids; names, categories and the two flags about limits matter.
  ///   - start: Day 0 of local times.
  ///   - days: Days since `start` on which something can be sent.
  ///   - zones: Zones of users, then fixed zones that caps name.
  ///   - userZones: How many of them are zones of users.
  /// - Throws: ``CapProblem`` for a campaign or a zone that is not there.
  public init(
    _ limits: LimitsDefinition, campaigns: [CampaignDefinition], start: CivilDate, days: ClosedRange<Int>,
    zones: ZoneTable, userZones: Int
  ) throws(CapProblem) {
    let compiler = try CapCompiler(
      limits, campaigns: campaigns, start: start, days: days, zones: zones, userZones: userZones)
    let simpleCaps = compiler.rules.indices.compactMap { Self.simple(limits.caps[$0], compiler.rules[$0]) }
    isSimple = simpleCaps.count == limits.caps.count && limits.combine == .all && limits.lastSlot == .firstCome
    simple = compiler.arena.table(simpleCaps)
    segments = compiler.segments
    stateWords = compiler.stateWords
    countsDeliveries = limits.caps.contains { $0.counts == .delivered }
    countsDisplays = limits.caps.contains { $0.counts == .displayed }
    countsBySession = limits.caps.contains { $0.window == .session }
    book = CapBook(compiling: compiler)
    counts = book.counts
    obeys = book.obeys
  }

  private static func simple(_ cap: FrequencyCapDefinition, _ rule: CapRule) -> SimpleCap? {
    guard case .rolling(let period) = rule.clock, cap.category == nil, cap.campaign == nil, cap.segment == nil,
      cap.counts == .sent, cap.whenOver == .drop
    else { return nil }
    return SimpleCap(
      limit: rule.limit, period: period, offset: Int32(rule.offset), channels: rule.scope.channels)
  }

  /// Writes the state of a user who has had nothing.
  public func initialise(_ words: UnsafeMutablePointer<Int32>) { book.initialise(words) }

  // MARK: Decisions

  /// Decides whether a message may be sent now; takes note of nothing. A campaign that does not obey limits is free.
  ///
  /// - Parameters:
  ///   - campaign: Id of the campaign.
  ///   - channel: How the message travels; `any` must have been resolved.
  ///   - zone: Zone of the user.
  ///   - words: State of the user.
  ///   - attempt: How often the message has been postponed by caps: a cap with `then: defer` gives up after its tries.
  ///   - isMember: Whether the user is in one of ``segments``.
  ///   - ahead: Messages of higher priority known to be due to this user before ``aheadEnd(at:)``, in order of time.
  @inlinable @inline(__always)
  public func decide(
    _ campaign: Int32, channel: Channel, at time: LocalTime, zone: Int32, words: UnsafeMutablePointer<Int32>,
    attempt: Int32 = 0, isMember: (Int32) -> Bool = { _ in false },
    ahead: UnsafeBufferPointer<DueMessage> = UnsafeBufferPointer(start: nil, count: 0)
  ) -> CapDecision {
    if isSimple {
      let rule = firstOver(campaign, channel, at: time, words: words)
      return rule < 0 ? .free : .drop(rule: rule)
    }
    return book.decide(
      campaign, channel, at: time, zone: zone, words: words, attempt: attempt, isMember: isMember, ahead: ahead)
  }

  /// The first cap that is over, or −1; right only if ``isSimple``.
  @inlinable @inline(__always)
  func firstOver(
    _ campaign: Int32, _ channel: Channel, at time: LocalTime, words: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    if simple.count == 0 || !obeys[Int(campaign)] { return -1 }
    let bit = channelBit(channel)
    for k in 0..<simple.count where simple[k].channels & bit != 0 {
      let ring = words + Int(simple[k].offset)
      if time &- ring[1 + Int(ring[0])] < simple[k].period { return Int32(truncatingIfNeeded: k) }
    }
    return -1
  }

  /// The end, exclusive, of the time whose messages of higher priority ``decide`` wants to know of; nil: it does not.
  @inlinable
  public func aheadEnd(at time: LocalTime) -> LocalTime? { isSimple ? nil : book.aheadEnd(at: time) }

  // MARK: Taking note, in order of time

  /// Takes note of a send, whether or not it arrives. A campaign that does not count toward limits uses up nothing.
  @inlinable @inline(__always)
  public func noteSent(
    _ campaign: Int32, channel: Channel, at time: LocalTime, zone: Int32, words: UnsafeMutablePointer<Int32>
  ) {
    if !isSimple { return book.note(.sent, campaign, channel, at: time, zone: zone, words: words) }
    if simple.count == 0 || !counts[Int(campaign)] { return }
    let bit = channelBit(channel)
    for k in 0..<simple.count where simple[k].channels & bit != 0 {
      let ring = words + Int(simple[k].offset)
      ring[1 + Int(ring[0])] = time
      ring[0] = (ring[0] &+ 1) % simple[k].limit
    }
  }

  /// Takes note of a delivery to the device.
  @inlinable @inline(__always)
  public func noteDelivered(
    _ campaign: Int32, channel: Channel, at time: LocalTime, zone: Int32, words: UnsafeMutablePointer<Int32>
  ) {
    if countsDeliveries { book.note(.delivered, campaign, channel, at: time, zone: zone, words: words) }
  }

  /// Takes note of a message that the user saw.
  @inlinable @inline(__always)
  public func noteDisplayed(
    _ campaign: Int32, channel: Channel, at time: LocalTime, zone: Int32, words: UnsafeMutablePointer<Int32>
  ) {
    if countsDisplays { book.note(.displayed, campaign, channel, at: time, zone: zone, words: words) }
  }

  /// Takes note of a session's start: caps by session count from here.
  @inlinable @inline(__always)
  public func noteSessionStart(_ words: UnsafeMutablePointer<Int32>) {
    if countsBySession { book.noteSessionStart(words) }
  }

  // MARK: Words

  /// A cap in plain words, as in "at most 5 pushes in any 7 days".
  public func describe(_ rule: Int32) -> String {
    book.descriptions.indices.contains(Int(rule)) ? book.descriptions[Int(rule)] : ""
  }
}

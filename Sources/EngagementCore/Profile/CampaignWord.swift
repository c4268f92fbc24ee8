import Primitives

/// The words that a profile keeps for each campaign.
@usableFromInline
enum CampaignWord {
  /// Time of the last send.
  @usableFromInline static let lastSent = 0
  @usableFromInline static let received = 1
  @usableFromInline static let opened = 2
  /// Day of the last message and number of messages on it: what makes a message's draws addressable.
  @usableFromInline static let day = 3
  @usableFromInline static let countOfDay = 4
  /// End of the conversion window; in the far past when none is open.
  @usableFromInline static let windowEnd = 5
  /// Messages decided but not yet sent.
  @usableFromInline static let waiting = 6
  /// 1 when the open window already has its conversion.
  @usableFromInline static let hasConverted = 7
  /// Time at which the user last entered the campaign.
  @usableFromInline static let lastEntered = 8
  /// Time at which an exit tag called the decided message off; none since the entry: in the far past.
  @usableFromInline static let calledOff = 9
  /// 1 when the user was in the segment whose entry starts the campaign.
  @usableFromInline static let isMember = 10
  /// Time at which the user last opened or dismissed a message.
  @usableFromInline static let lastReaction = 11
  /// A time before every other.
  @usableFromInline static let never: Int32 = -1_000_000_000

  /// A time that may be ``never``, then nil.
  @inlinable @inline(__always)
  static func time(_ word: Int32) -> LocalTime? { word == never ? nil : word }
}

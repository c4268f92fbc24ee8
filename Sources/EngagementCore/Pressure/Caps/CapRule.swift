import Primitives

/// One frequency cap, with its names resolved.
struct CapRule: Sendable {
  let scope: CapScope
  let limit: Int32
  let clock: Clock
  let counts: CapEvent
  let whenOver: OverCapRule
  /// Its first word in a user's state.
  let offset: Int

  /// The time in which messages are counted, and what its words hold.
  enum Clock: Sendable {
    /// Seconds. The next place of a ring, then the times of the last `limit` messages.
    case rolling(Int32)
    /// First of its tables, one for each zone of users. The period, then the messages in it.
    case calendar(Int)
    /// An unused word, then the messages since the last session began.
    case session
    /// An unused word, then the messages.
    case lifetime
  }

  /// Words of a user's state that a cap needs.
  static func words(_ definition: FrequencyCapDefinition) -> Int {
    if case .rolling = definition.window { 1 + Int(limit(of: definition)) } else { 2 }
  }

  /// At least 1, as a cap without a slot has no ring.
  static func limit(of definition: FrequencyCapDefinition) -> Int32 { max(Int32(clamping: definition.limit), 1) }

  /// Seconds of a rolling window: at most so many that no window reaches back to `CampaignWord.never`, which is more than
  /// two horizons of ten years, so that longer ones mean a lifetime all the same.
  static func period(seconds: Int) -> Int32 { Int32(min(max(seconds, 0), 640_000_000)) }
}

/// Which messages a cap is about.
struct CapScope: Sendable, Equatable {
  /// Bits of ``channelBit(_:)``.
  var channels: UInt8
  /// Id of a category or a campaign; −1: any.
  var category: Int32
  var campaign: Int32

  /// 3: of a campaign, 2: of a category, 1: of a channel, 0: of all messages.
  var specificity: Int {
    if campaign >= 0 { return 3 }
    if category >= 0 { return 2 }
    return channels == CapScope.everyChannel ? 0 : 1
  }

  static let everyChannel: UInt8 = 0xFF

  func contains(_ message: CapMessage) -> Bool {
    channels & channelBit(message.channel) != 0 && (category < 0 || category == message.category)
      && (campaign < 0 || campaign == message.campaign)
  }
}

/// A message as caps see it.
struct CapMessage {
  var campaign: Int32
  var category: Int32
  var channel: Channel
}

/// What may use up a slot.
@usableFromInline
enum CapEvent: UInt8, Sendable {
  case sent, delivered, displayed

  init(_ counted: FrequencyCapDefinition.Counted) {
    switch counted {
    case .sent: self = .sent
    case .delivered: self = .delivered
    case .displayed: self = .displayed
    }
  }
}

/// One bit for each channel; all of them for `any`.
@inlinable @inline(__always)
func channelBit(_ channel: Channel) -> UInt8 {
  switch channel {
  case .push: 1
  case .inApp: 2
  case .email: 4
  case .sms: 8
  case .any: 0xFF
  }
}

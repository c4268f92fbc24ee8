/// The pressure that users may be put under.
public struct LimitsDefinition: Sendable, Equatable {
  /// All of them apply.
  public var caps: [FrequencyCapDefinition] = []
  public var quietHours: QuietHoursDefinition?
  public init() {}
}

/// At most so many messages in a rolling period.
public struct FrequencyCapDefinition: Sendable, Equatable {
  /// Messages that count; nil means every channel.
  public var channel: Channel?
  /// At most this many, at least 1.
  public var limit: Int
  /// In any period of this many seconds.
  public var period: Int
  public init(channel: Channel?, limit: Int, period: Int) {
    self.channel = channel
    self.limit = limit
    self.period = period
  }
}

/// Hours of the user's day in which no push is delivered; may span midnight. The end is exclusive.
public struct QuietHoursDefinition: Sendable, Equatable {
  /// Seconds since local midnight.
  public var from: Int
  /// Seconds since local midnight.
  public var to: Int
  /// What becomes of a push that falls into them.
  public var rule: Rule
  public init(from: Int, to: Int, rule: Rule) {
    self.from = from
    self.to = to
    self.rule = rule
  }

  /// What becomes of a push in quiet hours.
  public enum Rule: String, Sendable, CaseIterable {
    case postpone = "defer"
    case drop
  }
}

import Primitives

/// One message of a program: who gets what, and when.
public struct CampaignDefinition: Sendable, Equatable {
  /// Unique name, an identifier.
  public var name: String
  /// What it is for, in words.
  public var objective = ""
  /// How it reaches that, in words.
  public var how = ""
  /// Who: source text of an expression; `everyone` by default.
  public var audience = "everyone"
  /// What is sent.
  public var content = Content()
  /// When it is sent.
  public var schedule: Schedule
  /// Alternatives that users are split between; empty means one version.
  public var variants: [Variant] = []
  /// Share of the audience, 0 ..< 1, for whom everything is decided and nothing delivered (ghost sends).
  public var holdout = 0.0
  /// Seconds after it was due at which an undelivered message is dropped.
  public var expiry = secondsPerDay
  /// Whether and when the same user may get it again.
  public var again = ReEligibility.always
  /// From when that is counted.
  public var againFrom = EligibilityBasis.receipt
  /// When it begins to take users in; nil: with the horizon.
  public var starts: ClockMoment?
  /// When it is over: nobody enters, and what waits is dropped. nil: never.
  public var ends: ClockMoment?
  /// Tags that call a decided message off before it is sent ("unless").
  public var unless: [String] = []
  /// What a decided message waits for.
  public var wait: WaitDefinition?
  /// Hours in which it may be delivered; nil: all.
  public var sendWindow: SendWindowDefinition?
  /// What becomes of users who lack an app-info that its text names.
  public var missingMarker = MarkerRule.exclude
  /// At most so many users are taken in; a coupling.
  public var audienceLimit: Int?
  /// Among messages due together the highest priority goes first, 0 to 100.
  public var priority = 50
  /// Whether frequency caps and quiet hours apply to it.
  public var obeysLimits = true
  /// Whether it uses up slots of the frequency caps.
  public var countsTowardLimits = true
  /// Whether the audience is checked again when it is sent.
  public var rechecksAudience = true
  /// What counts as its success.
  public var conversion: Conversion?
  /// Price of one send.
  public var cost = Money.zero

  /// Makes a campaign with a schedule and defaults.
  public init(name: String, schedule: Schedule) {
    self.name = name
    self.schedule = schedule
  }
}

/// Whether a user may get a campaign again.
public enum ReEligibility: Sendable, Equatable {
  case always
  case once
  /// After this many seconds since the last send.
  case after(seconds: Int)
}

/// From when re-eligibility is counted.
public enum EligibilityBasis: String, Sendable, CaseIterable {
  /// From the last send.
  case receipt
  /// From the last entry: who entered and got nothing is spent too.
  case entry
}

/// What becomes of users who lack an app-info that a text names.
public enum MarkerRule: String, Sendable, CaseIterable {
  /// They do not get the message.
  case exclude
  /// They get it with a placeholder.
  case placeholder
}

/// Something that a decided message waits for.
public struct WaitDefinition: Sendable, Equatable {
  /// The tag that ends the waiting.
  public var tag: String
  /// Seconds until the time-out.
  public var atMost: Int
  /// Whether the message is sent at the time-out; else that is its end.
  public var sendsAtTimeout: Bool
  public init(tag: String, atMost: Int, sendsAtTimeout: Bool) {
    self.tag = tag
    self.atMost = atMost
    self.sendsAtTimeout = sendsAtTimeout
  }
}

/// Hours of the user's day in which a campaign may be delivered; the rule is for what is due outside.
public typealias SendWindowDefinition = DailyHours

/// One of the versions of a campaign that are tested against each other.
public struct Variant: Sendable, Equatable {
  public var name: String
  /// Share of users, all weights sum to 1.
  public var weight: Double
  /// Added log-odds of an open.
  public var appeal = 0.0
  public var creative: [CreativeFeature] = []
  public var offer: Bool?
  public var title: [String: String] = [:]
  /// What it consists of; as the campaign by default.
  public var kind: MessageKind?
  public init(name: String, weight: Double) {
    self.name = name
    self.weight = weight
  }
}

/// What counts as a campaign's success, and for how long after the send.
public struct Conversion: Sendable, Equatable {
  /// Name of an event or activity.
  public var tag: String
  /// Seconds after the send.
  public var within: Int
  public init(tag: String, within: Int) {
    self.tag = tag
    self.within = within
  }
}

extension CampaignDefinition {
  /// Whether users are split at random: between variants, or between a message and a holdout.
  public var isTested: Bool { variants.count > 1 || holdout > 0 }
}

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

/// What a message says and how it is shown.
public struct Content: Sendable, Equatable {
  /// How it travels.
  public var channel = Channel.push
  /// Template or editorial category, in words (alert, banner, editorial...).
  public var category = ""
  /// What it is about, which decides its relevance to a user.
  public var topic = TopicRule.none
  /// Title by language code; the key `default` serves the other languages.
  public var title: [String: String] = [:]
  /// Body by language code.
  public var body: [String: String] = [:]
  /// Deep link, for the reader.
  public var link = ""
  /// Activity that opens with the message; nil opens the first activity.
  public var opens: String?
  /// Whether it carries an offer that raises the chance to convert in the session it opens.
  public var offer = false
  /// Creative features, each with an effect of its own.
  public var creative: [CreativeFeature] = []
  /// Added log-odds of an open, for what the features do not cover.
  public var appeal = 0.0
  public init() {}
}

/// How a message travels.
public enum Channel: String, Sendable, CaseIterable {
  /// A notification outside the app.
  case push
  /// Shown inside a session.
  case inApp = "in-app"
  /// In-app when a session is open at that moment, else push.
  case any
}

/// A property of a message's form whose effect on opens is a parameter of the behavior.
public enum CreativeFeature: String, Sendable, CaseIterable {
  case emoji, rich, personalised
}

/// How a message's topic is chosen.
public enum TopicRule: Sendable, Equatable {
  /// About nothing in particular: relevance is neutral.
  case none
  /// Always this topic.
  case fixed(String)
  /// The topic that the user's tags show most often (extra `category`); neutral when there is none yet.
  case favourite
  /// The topic that the user's tags show least often: for discovery.
  case undiscovered
  /// A recommender that finds the user's true favourite with this chance and else picks at random.
  case recommended(accuracy: Double)
  /// A random topic for each message.
  case random
}

/// When a campaign's message becomes due.
public enum Schedule: Sendable, Equatable {
  /// Once, on a date.
  case once(date: CivilDate, at: ClockTime, zone: Zone)
  /// On weekdays, every week.
  case weekly(weekdays: [Weekday], at: ClockTime, zone: Zone)
  /// So many a week (0.1 to 21), spread evenly, each user with a phase of their own.
  case perWeek(rate: Double, at: ClockTime)
  /// Days after the first occurrence of a tag (D+2/5/10/15).
  case after(tag: String, days: [Int], at: ClockTime)
  /// When the last session is this many days ago; then again every so many days while it lasts.
  case idle(days: Int, againEvery: Int?, at: ClockTime)
  /// When a tag occurs, after a delay in seconds; `occurrence` picks the n-th (nil: every one).
  case onTag(tag: String, occurrence: Int?, delay: Int)
}

/// A time of day.
public enum ClockTime: Sendable, Equatable {
  /// Seconds since midnight.
  case at(secondOfDay: Int)
  /// The hour at which the user is usually active, as the platform has learned it; else this second of the day.
  case usual(fallback: Int)
}

/// Whose clock a schedule follows.
public enum Zone: Sendable, Equatable {
  case user
  case fixed(String)
}

/// Whether a user may get a campaign again.
public enum ReEligibility: Sendable, Equatable {
  case always
  case once
  /// After this many seconds since the last send.
  case after(seconds: Int)
}

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

import Primitives

/// What a person is like: drawn once at the install, the same in every arm, never seen by the platform.
@frozen
public struct Person: Sendable {
  /// λ: mean sessions of an ordinary day.
  public var rate = 0.0
  /// Chance of a day without sessions, for the plain rate.
  public var idleChance = 1.0
  /// θ: daily chance to lose interest.
  public var dropout = 0.0
  /// log(1 − θ).
  public var logStay = 0.0
  /// Largest possible daily chance to lose interest, under full annoyance: a bound that spares most evaluations.
  public var dropoutBound = 0.0
  /// Index of the platform, language and time zone in the population's shares.
  public var platform: Int32 = 0
  public var language: Int32 = 0
  public var timeZone: Int32 = 0
  public var isIOS = false
  /// Whether pushes are accepted after the install.
  public var acceptsPush = false
  /// Whether the system must ask before pushes are allowed; nil until drawn.
  public var needsPrompt: Bool?
  /// Whether there is an e-mail address, or a number for SMS, that may be used; nil until drawn.
  public var emailReach: Bool?
  public var smsReach: Bool?
  /// The share of people who accept pushes more readily, in (0, 1): who is below the share of a question says yes.
  public var willingness = 1.0
  /// Log-odds of an open before topic, hour, form, fatigue and repetition.
  public var openness = 0.0
  /// φ: shift of the hour profile, whole hours, −23 to 23.
  public var chronotype: Int32 = 0
  /// F*: fatigue at which the tolerated pressure is reached.
  public var toleratedFatigue = 1.0
  /// Topic of greatest interest.
  public var favourite: Int32 = 0
  /// Chance to convert in a session; negative until drawn.
  public var conversion = -1.0
  /// Mean-value factor of orders; negative until drawn.
  public var spend = -1.0

  @inlinable public init() {}
}

/// What changes in a person's life.
@frozen
public struct PersonState: Sendable {
  /// Interested in the app. A person who is not has lapsed, silently.
  public var isAlive = true
  public var isInstalled = true
  public var acceptsPush = false
  /// What the system's question came to, in scenarios whose campaigns ask it.
  public var permission = PushPermission.undecided
  /// Whether e-mails or SMS were unsubscribed from.
  public var leftEmail = false
  public var leftSMS = false
  /// F: wear of messages.
  public var fatigue = 0.0
  /// E: habit that opened messages built.
  public var engagement = 0.0
  /// Added log of the churn rate by what the app did to the person: crashes, levels that are too hard.
  public var strain = 0.0

  @inlinable public init() {}
}

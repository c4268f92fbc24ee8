import Primitives

/// How people move through the app: a Markov chain over its screens, with the actions that they may take there.
public struct AppModel: Sendable, Equatable {
  /// Screens; a session starts on the first. Empty: sessions are counted, not walked, and have no hour.
  public var activities: [Activity] = []
  /// Actions, problems and crashes.
  public var events: [Event] = []
  /// Actions with a duration.
  public var jobs: [Job] = []
  /// Places that users visit.
  public var places: [Place] = []
  /// What makes one use of the app look like several sessions.
  public var interruptions = Interruptions()
  // What only some apps have. Nil: switched off, at no cost.
  public var cart: Cart?
  public var levels: Levels?
  public var subscription: Subscription?
  public var technical: Technical?
  public var ratings: Ratings?
  public var referrals: Referrals?
  public init() {}

  /// A screen.
  public struct Activity: Sendable, Equatable {
    public var name: String
    /// Chances of the next screen; what is missing to 1 leaves the app.
    public var next: [(name: String, chance: Double)]
    /// Mean seconds on the screen, exponential.
    public var dwell: Double
    /// Whether it shows content of one topic, chosen by the user's interest (the extra `category`).
    public var hasTopic: Bool
    public init(name: String, next: [(name: String, chance: Double)], dwell: Double, hasTopic: Bool) {
      self.name = name
      self.next = next
      self.dwell = dwell
      self.hasTopic = hasTopic
    }
    public static func == (a: Activity, b: Activity) -> Bool {
      a.name == b.name && a.dwell == b.dwell && a.hasTopic == b.hasTopic
        && a.next.elementsEqual(b.next, by: ==)
    }
  }

  /// An action that a user may take.
  public struct Event: Sendable, Equatable {
    public var name: String
    /// Screens on which it may happen; empty: once per session, at its end.
    public var on: [String]
    /// Chance per view of such a screen, or the user's conversion trait.
    public var chance: Chance
    public var revenue: Revenue
    /// Whether it happens at most once in a user's life.
    public var once: Bool
    /// App-info that it sets.
    public var sets: [AppInfoSetting]
    /// Whether it carries the topic of the screen (the extra `category`).
    public var hasTopic: Bool
    /// Further extras that it carries, at most four.
    public var extras: [Extra] = []
    public var kind = Kind.event
    public init(name: String, on: [String], chance: Chance) {
      self.name = name
      self.on = on
      self.chance = chance
      revenue = .none
      once = false
      sets = []
      hasTopic = false
    }

    /// What an event is to the platform.
    public enum Kind: String, Sendable, CaseIterable {
      case event
      /// A handled problem.
      case error
      /// The app dies, and with it the session. Its name is `crash`.
      case crash
    }
  }

  /// An extra of an event: one of a few values, drawn for each occurrence.
  public struct Extra: Sendable, Equatable {
    public var name: String
    /// Values with their shares, which sum to 1; at most 255.
    public var values: [Value]
    public init(name: String, values: [Value]) {
      self.name = name
      self.values = values
    }

    /// A value and its share.
    public struct Value: Sendable, Equatable {
      public var value: String
      public var share: Double
      public init(_ value: String, _ share: Double) {
        self.value = value
        self.share = share
      }
    }
  }

  /// An action with a duration, noted when it ends. A start while the same job runs ends the earlier one, unnoted.
  public struct Job: Sendable, Equatable {
    public var name: String
    /// Screens on which it may start; empty: at the end of a session.
    public var on: [String]
    /// Chance per view of such a screen, 0 to 1.
    public var chance: Double
    /// Mean seconds, exponential.
    public var duration: Double
    /// Share that is completed, 0 to 1; only completed jobs are noted.
    public var completes = 1.0
    /// Whether it goes on when the session ends; else that ends it, unnoted.
    public var isBackground = false
    /// App-info that its completion sets.
    public var sets: [AppInfoSetting] = []
    public init(name: String, on: [String], chance: Double, duration: Double) {
      self.name = name
      self.on = on
      self.chance = chance
      self.duration = duration
    }
  }

  /// A circle on the map whose crossing the device reports, with or without a session.
  public struct Place: Sendable, Equatable {
    public var name: String
    /// Share of users who ever go there and let the app know where they are, 0 to 1.
    public var share: Double
    /// Mean visits a week of such a user, Poisson.
    public var visitsPerWeek: Double
    /// Seconds since midnight between which visits begin, evenly.
    public var from: Int
    public var to: Int
    public init(name: String, share: Double, visitsPerWeek: Double, from: Int = 9 * 3600, to: Int = 20 * 3600) {
      self.name = name
      self.share = share
      self.visitsPerWeek = visitsPerWeek
      self.from = from
      self.to = to
    }
  }

  /// Short absences from the app within one use of it. Where one outlasts the platform's time-out, the platform counts
  /// two sessions.
  public struct Interruptions: Sendable, Equatable {
    /// Chance per change of screen, 0 to 1; 0: never.
    public var chance = 0.0
    /// Mean seconds, exponential.
    public var length = 30.0
    /// Seconds of absence that end a session, by platform; others use ``otherTimeout``.
    public var timeouts: [Timeout] = []
    public var otherTimeout = 10.0
    public init() {}

    /// The time-out of one platform.
    public struct Timeout: Sendable, Equatable {
      public var platform: String
      /// Seconds; 0: every absence ends the session.
      public var seconds: Double
      public init(platform: String, seconds: Double) {
        self.platform = platform
        self.seconds = seconds
      }
    }
  }

  /// How likely an event is.
  public enum Chance: Sendable, Equatable {
    /// The same for all users, 0 to 1.
    case fixed(Double)
    /// The user's own chance to convert (`behavior.conversion`).
    case conversion
    /// Decided by a part of the app that has a state: its cart, levels, subscription or word of mouth.
    case fate(Fate)
  }

  /// What a part of the app with a state lets happen; at most one event each.
  public enum Fate: String, Sendable, CaseIterable {
    /// All that is in the cart is ordered (``Cart``), at the end of a session.
    case checkout
    /// A session that filled the cart ends without an order.
    case abandonment
    /// An attempt at a level succeeds (``Levels``).
    case levelUp = "level_up"
    /// A trial becomes a subscription (``Subscription``).
    case subscribed
    /// A period is renewed.
    case renewed
    /// A trial or a period ends without renewal.
    case cancelled
    /// Somebody who was told of the app installs it (``Referrals``).
    case referred

    /// Whether it can only happen at the end of a session, or on some screens.
    public var isInSession: Bool {
      switch self {
      case .checkout, .abandonment, .levelUp: true
      case .subscribed, .renewed, .cancelled, .referred: false
      }
    }

    /// Whether it may be bound to screens.
    public var hasScreens: Bool { self == .levelUp }
  }

  /// What an event earns.
  public enum Revenue: Sendable, Equatable {
    case none
    case fixed(Money)
    /// An order of the user's own size (`behavior.conversion`, Gamma-Gamma).
    case spend
  }
}

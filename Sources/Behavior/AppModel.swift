import Primitives

/// How people move through the app: a Markov chain over its screens, with the actions that they may take there.
public struct AppModel: Sendable, Equatable {
  /// Screens; a session starts on the first. Empty: sessions are counted, not walked, and have no hour.
  public var activities: [Activity] = []
  public var events: [Event] = []
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
    /// App-info that it sets to true or to a number.
    public var sets: [(appInfo: String, value: Int)]
    /// Whether it carries the topic of the screen (the extra `category`).
    public var hasTopic: Bool
    public init(name: String, on: [String], chance: Chance) {
      self.name = name
      self.on = on
      self.chance = chance
      revenue = .none
      once = false
      sets = []
      hasTopic = false
    }
    public static func == (a: Event, b: Event) -> Bool {
      a.name == b.name && a.on == b.on && a.chance == b.chance && a.revenue == b.revenue && a.once == b.once
        && a.hasTopic == b.hasTopic && a.sets.elementsEqual(b.sets, by: ==)
    }
  }

  /// How likely an event is.
  public enum Chance: Sendable, Equatable {
    /// The same for all users, 0 to 1.
    case fixed(Double)
    /// The user's own chance to convert (`behavior.conversion`).
    case conversion
  }

  /// What an event earns.
  public enum Revenue: Sendable, Equatable {
    case none
    case fixed(Money)
    /// An order of the user's own size (`behavior.conversion`, Gamma-Gamma).
    case spend
  }
}

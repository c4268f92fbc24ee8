import Primitives

/// What the app reports to the platform: the only thing that segments, triggers and KPIs can know.
public struct TagPlan: Sendable, Equatable {
  /// Screens. A session is a sequence of activities.
  public var activities: [Tag] = []
  /// Instant actions.
  public var events: [Tag] = []
  /// Actions with a duration, noted when they end; independent of sessions.
  public var jobs: [Tag] = []
  /// Handled problems.
  public var errors: [Tag] = []
  /// Circles on the map whose crossing the device reports.
  public var places: [Tag] = []
  /// Properties of a user of which the platform keeps the latest value.
  public var appInfo: [AppInfo] = []
  /// Topics of contents and messages, the values of the extra `category`.
  public var topics: [String] = []
  /// Whether segments, audiences and triggers may need tags that the app has and nobody collects. Such tags are never
  /// noted: who needs them finds that they never happened.
  public var toleratesMissing = false

  /// Makes an empty plan.
  public init() {}

  /// Every tag that is counted, in the order of the kinds above.
  public var tags: [Tag] { activities + events + jobs + errors + places }

  /// A tag with the names of the extras that it carries.
  public struct Tag: Sendable, Equatable {
    public var name: String
    public var extras: [String]
    /// The possible values of extras other than `category`, where they are known; only these can be told apart.
    public var values: [ExtraValues]
    public init(name: String, extras: [String] = [], values: [ExtraValues] = []) {
      self.name = name
      self.extras = extras
      self.values = values
    }
  }

  /// The values that an extra may have.
  public struct ExtraValues: Sendable, Equatable {
    public var extra: String
    public var values: [String]
    public init(extra: String, values: [String]) {
      self.extra = extra
      self.values = values
    }
  }

  /// A property of a user.
  public struct AppInfo: Sendable, Equatable {
    public var name: String
    public var type: AppInfoType
    public init(name: String, type: AppInfoType) {
      self.name = name
      self.type = type
    }
  }

  /// Extras of one tag whose values can be told apart, at most.
  public static let mostValuedExtras = 4
  /// Values of one extra that can be told apart, at most.
  public static let mostExtraValues = 255
}

/// The type of an app-info value.
public enum AppInfoType: String, Sendable, CaseIterable {
  case boolean, integer, string, date
}

/// A value of an app-info.
public enum AppInfoValue: Sendable, Equatable {
  case boolean(Bool)
  case integer(Int)
  case string(String)
  case date(CivilDate)
}

/// What one occurrence of a tag carries beside its name.
@frozen
public struct TagDetail: Sendable, Equatable {
  /// Index of the topic in ``TagPlan/topics`` (the extra `category`); −1: none.
  public var topic: Int32
  /// A byte for each of the tag's extras with known values, the first in the lowest byte: index of the value + 1; 0: none.
  public var extras: UInt32
  @inlinable
  public init(topic: Int32 = -1, extras: UInt32 = 0) {
    self.topic = topic
    self.extras = extras
  }
}

/// A named set of users, defined by an expression over the tag plan.
public struct SegmentDefinition: Sendable, Equatable {
  public var name: String
  /// Source text of the expression, e.g. `days_since(session) >= 14`. Of a funnel: its steps joined by `and`.
  public var expression: String
  /// The steps of a funnel, each applied to the survivors of the one before; empty: no funnel.
  public var steps: [String]
  public var refresh: SegmentRefresh
  public init(name: String, expression: String, refresh: SegmentRefresh = .realTime) {
    self.name = name
    self.expression = expression
    self.refresh = refresh
    steps = []
  }

  /// Makes a funnel.
  public init(name: String, steps: [String], refresh: SegmentRefresh = .realTime) {
    self.init(name: name, expression: steps.map { "(\($0))" }.joined(separator: " and "), refresh: refresh)
    self.steps = steps
  }
}

/// When the platform works out who belongs to a segment.
public enum SegmentRefresh: String, Sendable, CaseIterable {
  /// At every question.
  case realTime = "real-time"
  /// Once a day, at the user's local midnight, from what was known then.
  case daily = "24 h"
}

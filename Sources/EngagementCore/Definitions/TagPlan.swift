import Primitives

/// What the app reports to the platform: the only thing that segments, triggers and KPIs can know.
public struct TagPlan: Sendable, Equatable {
  /// Screens. A session is a sequence of activities.
  public var activities: [Tag] = []
  /// Instant actions.
  public var events: [Tag] = []
  /// Properties of a user of which the platform keeps the latest value.
  public var appInfo: [AppInfo] = []
  /// Topics of contents and messages, the values of the extra `category`.
  public var topics: [String] = []

  /// Makes an empty plan.
  public init() {}

  /// An activity or event with the names of the extras that it carries.
  public struct Tag: Sendable, Equatable {
    public var name: String
    public var extras: [String]
    public init(name: String, extras: [String] = []) {
      self.name = name
      self.extras = extras
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

/// A named set of users, defined by an expression over the tag plan.
public struct SegmentDefinition: Sendable, Equatable {
  public var name: String
  /// Source text of the expression, e.g. `days_since(session) >= 14`.
  public var expression: String
  public init(name: String, expression: String) {
    self.name = name
    self.expression = expression
  }
}

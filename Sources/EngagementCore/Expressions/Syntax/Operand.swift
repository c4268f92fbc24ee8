/// What an expression asks of a profile.
public enum Operand: Sendable, Equatable {
  /// A bare name: a segment or a boolean app-info.
  case name(String)
  case platform
  case language
  case call(Call)

  /// A function applied to the name of a tag, an app-info or a campaign.
  public struct Call: Sendable, Equatable {
    public var function: Function
    public var name: Located<String>
    /// Conditions on extras, all of them together.
    public var extras: [ExtraCondition] = []
    /// Local calendar days that are looked at, today included.
    public var days: Located<Int>?

    /// Makes a call without conditions and window.
    public init(function: Function, name: Located<String>) {
      self.function = function
      self.name = name
    }
  }

  /// The value that an extra must have.
  public struct ExtraCondition: Sendable, Equatable {
    public var extra: Located<String>
    public var value: Located<String>

    /// Makes a condition.
    public init(extra: Located<String>, value: Located<String>) {
      self.extra = extra
      self.value = value
    }
  }
}

/// The functions of the language.
public enum Function: String, Sendable, CaseIterable {
  case count, did, first, last, value, received, opened
  case daysSince = "days_since"

  /// What its name refers to, in words.
  var subject: String {
    switch self {
    case .count, .did, .first, .last, .daysSince: "a tag"
    case .value: "an app-info"
    case .received, .opened: "a campaign"
    }
  }

  /// The name in the signature of the function.
  var placeholder: String {
    switch self {
    case .count, .did, .first, .last, .daysSince: "TAG"
    case .value: "APP_INFO"
    case .received, .opened: "CAMPAIGN"
    }
  }

  /// Whether it takes conditions on extras and a window.
  var countsOccurrences: Bool { self == .count || self == .did }

  /// Whether it may stand alone as a condition; of `value` it depends on the app-info.
  var mayStandAlone: Bool {
    switch self {
    case .did, .value, .received, .opened: true
    case .count, .first, .last, .daysSince: false
    }
  }

  /// A comparison that it may stand in, for remedies.
  func example(_ call: String) -> String {
    switch self {
    case .count, .received, .opened: "\(call) >= 1"
    case .did: call
    case .daysSince: "\(call) >= 14"
    case .first, .last: "\(call) >= today - 7 days"
    case .value: "\(call) = true"
    }
  }
}

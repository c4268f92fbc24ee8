/// The functions of the language.
public enum Function: String, Sendable, CaseIterable {
  case count, did, first, last, value, received, opened, displayed, dismissed, acted, answered
  case daysSince = "days_since"

  /// What its name refers to.
  enum Subject: String {
    case tag = "a tag"
    case appInfo = "an app-info"
    case campaign = "a campaign"
  }

  var subject: Subject {
    switch self {
    case .count, .did, .first, .last, .daysSince: .tag
    case .value: .appInfo
    case .received, .opened, .displayed, .dismissed, .acted, .answered: .campaign
    }
  }

  /// The name in the signature of the function.
  var placeholder: String {
    switch subject {
    case .tag: "TAG"
    case .appInfo: "APP_INFO"
    case .campaign: "CAMPAIGN"
    }
  }

  /// Whether it takes conditions on extras, a window and a unit.
  var countsOccurrences: Bool { self == .count || self == .did }

  /// Whether it may stand alone as a condition; of `value` it depends on the app-info.
  var mayStandAlone: Bool {
    switch self {
    case .did, .value, .received, .opened, .displayed, .dismissed, .acted, .answered: true
    case .count, .first, .last, .daysSince: false
    }
  }

  /// A comparison that it may stand in, for remedies.
  func example(_ call: String) -> String {
    switch self {
    case .count, .received, .opened, .displayed, .dismissed, .acted, .answered: "\(call) >= 1"
    case .did: call
    case .daysSince: "\(call) >= 14"
    case .first, .last: "\(call) >= today - 7 days"
    case .value: "\(call) = true"
    }
  }
}

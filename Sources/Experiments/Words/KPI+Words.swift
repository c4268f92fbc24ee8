import EngagementCore
import Simulation

extension KPIDefinition {
  /// The title, or the name made readable.
  var displayTitle: String { title.isEmpty ? name.readable : title }
}

extension KPIDefinition.Measure {
  /// `share`, `mean` or `ratio`.
  var kind: String {
    switch self {
    case .retention, .share, .optOuts, .uninstalls, .returns, .returnsStay: "share"
    default: unit == .user || unit == .week ? "mean" : "ratio"
    }
  }

  /// The unit of the value, for the reader.
  func unitText(currency: String) -> String {
    switch self {
    case .count(let tag, let topic, let unit):
      "\(tag.readable)\(topic.map { " (\($0.readable))" } ?? "") per \(unit.rawValue)"
    case .revenue(_, let unit), .cost(let unit), .margin(let unit): "\(currency) per \(unit.rawValue)"
    case .messages(let channel, let unit): "\((channel ?? .any).plural) per \(unit.rawValue)"
    case .activeDays(let unit): "active days per \(unit.rawValue)"
    case .retention: "share of new users"
    case .share: "share of users"
    case .optOuts: "share of users who accepted pushes"
    case .uninstalls: "share of users"
    case .returns(let after): "share of users silent for \(after) days"
    case .returnsStay(_, let stays): "share of returners still active \(stays) days later"
    }
  }
}

extension Channel {
  /// Several messages of it.
  fileprivate var plural: String {
    switch self {
    case .push: "pushes"
    case .inApp: "in-app messages"
    case .email: "e-mails"
    case .sms: "SMS"
    case .any: "messages"
    }
  }
}

extension String {
  /// An identifier as words.
  var readable: String { replacing("_", with: " ") }
}

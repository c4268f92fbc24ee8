/// The words for a channel, which `results.json` names as scenario files do.
package struct ChannelText: Sendable, Equatable {
  private let name: String

  /// Takes the name of a channel: `push`, `in-app`, `any`, `email` or `sms`; others keep their name.
  package init(_ name: String) { self.name = name }

  /// `e-mail`, `SMS`, `push or in-app`...
  package var words: String {
    switch name {
    case "email": "e-mail"
    case "sms": "SMS"
    case "any": "push or in-app"
    default: name
    }
  }

  /// Several messages of it.
  package var plural: String {
    switch name {
    case "push": "pushes"
    case "in-app": "in-app messages"
    case "email": "e-mails"
    case "sms": "SMS"
    case "any": "pushes or in-app messages"
    default: "messages"
    }
  }

  /// What an outcome about permission means on this channel; nil: what it means for pushes, or another outcome.
  func optedOut(_ outcome: String) -> String? {
    guard name == "email" || name == "sms" else { return nil }
    switch outcome {
    case "opted-out": return "no \(plural) wanted, or no address"
    case "caused-opt-out": return "\(plural) refused because of it"
    default: return nil
    }
  }
}

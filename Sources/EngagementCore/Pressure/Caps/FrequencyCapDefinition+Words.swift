import Primitives

extension FrequencyCapDefinition {
  /// The cap in plain words, as in "at most 5 pushes in any 7 days".
  public var inWords: String {
    let members = segment.map { "for members of \($0): " } ?? ""
    return "\(members)at most \(limit) \(subject) \(span)"
  }

  private var subject: String {
    let noun =
      switch channel {
      case .push: limit == 1 ? "push" : "pushes"
      case .inApp: limit == 1 ? "in-app message" : "in-app messages"
      case .email: limit == 1 ? "e-mail" : "e-mails"
      case .sms: limit == 1 ? "text message" : "text messages"
      case .any, nil: limit == 1 ? "message" : "messages"
      }
    let kind =
      switch counts {
      case .sent: noun
      case .delivered: "delivered \(noun)"
      case .displayed: "displayed \(noun)"
      }
    return kind + (category.map { " of category \($0)" } ?? "") + (campaign.map { " of campaign \($0)" } ?? "")
  }

  private var span: String {
    switch window {
    case .rolling(let seconds): "in any \(Self.duration(seconds))"
    case .calendar(.day, let zone): "a day" + Self.words(zone)
    case .calendar(.week(let first), let zone): "a week from \(first.rawValue.capitalisedName) on" + Self.words(zone)
    case .calendar(.month, let zone): "a month" + Self.words(zone)
    case .session: "a session"
    case .lifetime: "ever"
    }
  }

  private static func words(_ zone: Zone) -> String {
    switch zone {
    case .user: " by the user's calendar"
    case .fixed(let name): " by the calendar of \(name)"
    }
  }

  /// A duration in its largest whole unit; one day is 24 hours, so that nobody takes it for a day of the calendar.
  private static func duration(_ seconds: Int) -> String {
    for (unit, size) in [("day", secondsPerDay), ("hour", 3600), ("minute", 60)] where seconds % size == 0 {
      let count = seconds / size
      if count == 1 && size == secondsPerDay { continue }
      if count > 0 { return count == 1 ? unit : "\(count) \(unit)s" }
    }
    return "\(seconds) seconds"
  }
}

extension String {
  fileprivate var capitalisedName: String { prefix(1).uppercased() + dropFirst() }
}

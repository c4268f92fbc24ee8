import EngagementCore
import Foundation
import Primitives

extension Content {
  /// What it says, in a line.
  var words: String {
    let text = title["default"] ?? title.sorted { $0.key < $1.key }.first?.value
    let about: String? =
      switch topic {
      case .none: nil
      case .fixed(let name): "about \(name.readable)"
      case .favourite: "about the user's favourite topic"
      case .undiscovered: "about a topic the user does not know yet"
      case .recommended(let accuracy):
        "about a recommended topic (right \(Int((accuracy * 100).rounded())) % of the time)"
      case .random: "about any topic"
      }
    let parts = [
      kindWords, text.map { "“\($0)”" }, about, offer ? "with an offer" : nil, link.isEmpty ? nil : "→ \(link)",
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  /// What it consists of, where that is more than a notification.
  private var kindWords: String? {
    switch kind {
    case .notification: nil
    case .text: "a text:"
    case .web: "a web page:"
    case .poll: "a question (\(answers.map(\.name.readable).joined(separator: ", "))):"
    case .data: "data for the app (\(sets.map(\.appInfo.readable).joined(separator: ", ")))"
    case .softPrompt: "what pushes are good for:"
    case .systemPrompt: "the system's question about pushes"
    }
  }
}

extension Schedule {
  /// When it is sent, in words.
  var words: String {
    switch self {
    case .dates(let dates, let at, let zone):
      "on \(dates.map(\.description).joined(separator: ", ")) at \(at.words)\(zone.words)"
    case .monthly(let days, let at, let zone):
      "on day \(days.map(String.init).joined(separator: ", ")) of every month at \(at.words)\(zone.words)"
    case .weekly(let weekdays, let at, let zone):
      "every \(weekdays.map { $0.rawValue.capitalized }.joined(separator: ", ")) at \(at.words)\(zone.words)"
    case .perWeek(let rate, let at): "\(rate.brief) times a week at \(at.words)"
    case .after(let tag, let days, let at):
      "\(days.map { "D+\($0)" }.joined(separator: ", ")) after the first \(tag.readable), at \(at.words)"
    case .idle(let days, let again, let at):
      "after \(days) days of silence\(again.map { ", then every \($0) days" } ?? ""), at \(at.words)"
    case .onTag(let tag, let occurrence, let delay):
      "\(delay.atOrAfter) \(occurrence.map { "\(tag.readable) number \($0)" } ?? "every \(tag.readable)")"
    case .onAppInfo(let name, let reaches, let delay):
      "\(delay.atOrAfter) \(reaches.map { "\(name.readable) reaching \($0)" } ?? "every change of \(name.readable)")"
    case .onSegment(let name, let delay): "\(delay.atOrAfter) entering \(name.map(\.readable) ?? "its audience")"
    case .onFeedback(let campaign, let feedback, let delay):
      "\(delay.atOrAfter) \(campaign.readable) \(feedback.words)"
    }
  }
}

extension Feedback {
  /// What became of a message, in words.
  fileprivate var words: String {
    switch self {
    case .received: "was received"
    case .displayed: "was displayed"
    case .opened: "was opened"
    case .dismissed: "was dismissed"
    case .acted: "was acted upon"
    case .answered(let answer): "was answered “\(answer.readable)”"
    case .ignored(let seconds): "was ignored for \(seconds.durationWords)"
    }
  }
}

extension ClockTime {
  fileprivate var words: String {
    switch self {
    case .at(let second): clockText(second)
    case .usual: "the user's usual hour"
    }
  }
}

extension Zone {
  fileprivate var words: String {
    switch self {
    case .user: ""
    case .fixed(let name): " (\(name))"
    }
  }
}

extension Int {
  /// A delay in seconds, before what it follows.
  fileprivate var atOrAfter: String { self == 0 ? "at" : "\(durationWords) after" }

  /// Seconds as a duration.
  fileprivate var durationWords: String {
    if self % secondsPerDay == 0 { return "\(self / secondsPerDay) d" }
    if self % 3600 == 0 { return "\(self / 3600) h" }
    return self % 60 == 0 ? "\(self / 60) min" : "\(self) s"
  }
}

extension Double {
  /// Without a fraction where there is none.
  fileprivate var brief: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}

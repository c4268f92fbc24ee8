import EngagementCore
import Foundation
import Primitives

/// One user's life in words: what the app reported, and each decision with the rule that caused it.
public struct UserStory: Sendable {
  private let scenario: Scenario
  private let arm: String
  private let campaign: String?
  private let policy: String?
  private var lines: [String] = []
  /// Decisions by campaign and what was decided.
  private var counts: [String: [String: Int]] = [:]
  private var sessions = 0
  private var day = ""

  /// Prepares a story.
  ///
  /// - Parameters:
  ///   - arm: The arm under which the user lives.
  ///   - campaign: Only decisions about it are told; nil: all.
  public init(_ world: World, arm: String, campaign: String? = nil) {
    scenario = world.scenario
    self.arm = arm
    self.campaign = campaign
    policy = world.policy?.policy.name
  }

  /// Takes a record of the user's log.
  public mutating func take(_ record: LogRecord) {
    guard record.arm.isEmpty || record.arm == arm else { return }
    switch record.kind {
    case .user: introduce(record)
    case .launch:
      lines += ["", "The horizon begins under `\(arm)`."]
      day = ""
    case .session:
      sessions += Int(record[.count] ?? "1") ?? 1
      tell(record, "session\(record[.count] == "1" ? "" : "s: \(record[.count] ?? "")")")
    case .activity: tell(record, "  on \(record[.name] ?? "")\(detail(record))")
    case .tag: tell(record, "  \(record[.name] ?? "")\(detail(record))")
    case .set: tell(record, "  \(record[.name] ?? "") = \(record[.value] ?? "")")
    case .feedback where isTold(record):
      let answer = record[.answer].map { " (\($0))" } ?? ""
      if record[.what] != "received" { tell(record, "user: \(record[.what] ?? "") \(record[.name] ?? "")\(answer)") }
    case .lost where isTold(record): tell(record, "\(record[.name] ?? ""): \(record[.what] ?? "") on its way")
    case .decision where isTold(record): decide(record)
    case .end:
      tell(record, record[.installed] == "false" ? "the app is gone, as far as the platform knows" : "the horizon ends")
    case .feedback, .lost, .decision, .morning, .arrival, .reach, .answer, .opening, .sessionEnd: break
    }
  }

  /// The story, with a summary of the decisions by campaign.
  public var text: String {
    var summary = ["", "In all: \(sessions) session(s)."]
    for definition in scenario.campaigns {
      guard let own = counts[definition.name] else { continue }
      let parts = own.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      summary.append("  \(definition.name): \(parts.joined(separator: ", "))")
    }
    return (lines + summary).joined(separator: "\n")
  }

  private func isTold(_ record: LogRecord) -> Bool { campaign == nil || record[.name] == campaign }

  private mutating func introduce(_ record: LogRecord) {
    let facts = [record[.platform], record[.language], record[.zone], record[.facts], record[.known]]
    lines.append("User \(record.user): \(facts.compactMap { $0 }.joined(separator: ", "))")
    if let days = record[.clockError] { lines.append("The clock of the device is wrong by \(days) day(s).") }
  }

  private func detail(_ record: LogRecord) -> String {
    let parts = [record[.topic], record[.extras]].compactMap { $0 }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  private mutating func tell(_ record: LogRecord, _ text: String) {
    let date = String(record.time.prefix(10))
    if date != day {
      day = date
      let weekday = CivilDate(date).map { " \($0.weekday.rawValue.capitalized)" } ?? ""
      lines.append("\(date)\(weekday)")
    }
    lines.append("  \(record.time.dropFirst(11))  \(text)")
  }

  // MARK: Decisions

  private mutating func decide(_ record: LogRecord) {
    let name = record[.name] ?? ""
    let what = record[.what] ?? ""
    counts[name, default: [:]][what, default: 0] += 1
    switch what {
    case "entered":
      let isLater = record[.until].map { $0 != record.time } ?? false
      tell(record, "> \(name): in the audience" + (isLater ? ", due \(record[.until] ?? "")" : ""))
    case "sent":
      let variant = record[.variant].map { ", variant \($0)" } ?? ""
      tell(record, "> \(name): SENT by \(record[.channel] ?? "")\(variant)")
    case "postponed":
      tell(record, "> \(name): postponed to \(record[.until] ?? "") by \(reason(record))")
    case "waits": tell(record, "> \(name): waits for a session where it may be shown")
    case "waits-for-tag": tell(record, "> \(name): waits for a tag until \(record[.until] ?? "")")
    default: tell(record, "> \(name): \(what)" + (rule(what, record).map { " (\($0))" } ?? ""))
    }
  }

  private func reason(_ record: LogRecord) -> String {
    switch record[.reason] {
    case DeliveryRules.Reason.quietHours.rawValue: "quiet hours \(quietHours)"
    case DeliveryRules.Reason.cap.rawValue: record[.rule] ?? "a frequency cap"
    default: record[.reason] ?? ""
    }
  }

  private var quietHours: String {
    scenario.limits.quietHours.map { "from \(clockText($0.from)) to \(clockText($0.to))" } ?? ""
  }

  /// The rule behind a refusal or an outcome, in the scenario's words.
  private func rule(_ what: String, _ record: LogRecord) -> String? {
    guard let definition = scenario.campaigns.first(where: { $0.name == record[.name] }) else { return nil }
    switch what {
    case DeliveryRules.Refusal.notInAudience.rawValue, Outcome.leftAudience.name: return "who: \(definition.audience)"
    case DeliveryRules.Refusal.notAgain.rawValue:
      switch definition.again {
      case .always: return nil
      case .once: return "again: never"
      case .after(let seconds): return "again: after \(seconds / 3600) h, counted from the last \(definition.againFrom)"
      }
    case DeliveryRules.Refusal.closed.rawValue:
      let ends = [definition.starts.map { "starts \($0.date)" }, definition.ends.map { "ends \($0.date)" }]
      return ends.compactMap { $0 }.joined(separator: ", ")
    case DeliveryRules.Refusal.waiting.rawValue: return "an earlier message of it still waits"
    case Outcome.calledOff.name: return "unless: \(definition.unless.joined(separator: ", "))"
    case Outcome.timedOut.name: return definition.wait.map { "waited for \($0.tag)" }
    case Outcome.noLanguage.name:
      return
        "texts: \(Set(definition.content.title.keys).union(definition.content.body.keys).sorted().joined(separator: ", "))"
    case Outcome.missingTag.name:
      let names = definition.content.markers(variants: definition.variants)
      return "the text needs \(names.joined(separator: ", "))"
    case Outcome.optedOut.name: return "the user does not accept \(definition.content.channel.rawValue)"
    case Outcome.quietDropped.name: return "quiet hours \(quietHours)"
    case Outcome.capped.name, Outcome.preempted.name: return record[.rule]
    case Outcome.ownPolicy.name: return policy.map { "the policy \($0)" }
    case Outcome.expired.name: return "not later than \(definition.expiry / 60) min after it was due"
    case Outcome.heldOut.name: return "decided and not delivered: one of \(Int((definition.holdout * 100).rounded())) %"
    default: return nil
    }
  }
}

import EngagementCore
import Primitives
import Simulation

/// What a policy must have been asked, worked out from one user's log by another way.
struct PolicyFacts {
  private(set) var questions: [PolicyQuestion] = []
  private let scenario: Scenario
  private var platform = ""
  private var language = ""
  private var session: Int?
  private var install: Int?
  /// Days of pushes that were delivered, and the number of them at the last open.
  private var pushes: [Int] = []
  private var opens = 0
  private var pushesAtOpen = 0

  init(_ records: [LogRecord], _ scenario: Scenario) {
    self.scenario = scenario
    for record in records { take(record) }
  }

  private func day(_ record: LogRecord) -> Int {
    (CivilDate(String(record.time.prefix(10))) ?? scenario.start).dayNumber - scenario.start.dayNumber
  }

  private mutating func take(_ record: LogRecord) {
    let name = record[.name] ?? ""
    switch record.kind {
    case .user: (platform, language) = (record[.platform] ?? "", record[.language] ?? "")
    case .tag where name == "install": install = day(record)
    case .session: session = day(record)
    case .arrival where record[.channel] == "push": pushes.append(day(record))
    case .feedback where record[.what] == "opened" && name != "hint":
      opens += 1
      pushesAtOpen = pushes.count
    case .decision where record[.what] == "sent" || record[.what] == "own-policy": ask(record, name)
    default: break
    }
  }

  private mutating func ask(_ record: LogRecord, _ campaign: String) {
    let today = day(record)
    let weekday = (scenario.start.weekday.index + today) % 7
    questions.append(
      PolicyQuestion(
        arm: record.arm, campaign: campaign, channel: campaign == "hint" ? .inApp : .push, day: today,
        weekday: weekday, hour: Int(record.time.dropFirst(11).prefix(2)) ?? -1, platform: platform,
        language: language, daysSinceSession: session.map { today - $0 }, daysSinceInstall: install.map { today - $0 },
        pushesInWeek: pushes.count { today - $0 < 7 }, pushes: pushes.count, opens: opens,
        pushesSinceOpen: pushes.count - pushesAtOpen, draw: 0.5))
  }
}

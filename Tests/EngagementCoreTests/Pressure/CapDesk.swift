import EngagementCore
import Primitives

/// One user under frequency caps: asks, sends what is free, and says in words what became of it.
final class CapDesk {
  let caps: FrequencyCaps
  let words: UnsafeMutablePointer<Int32>
  /// Segments of the user.
  var segments: Set<String> = []
  private let names: [String]
  private let channels: [Channel]

  /// The first day of every timeline, a Monday.
  static let start = CivilDate(dayNumber: 16_804)
  /// Zone 0 is the user's.
  static let zones = ["Europe/Paris", "America/New_York", "UTC", "Asia/Kolkata"]

  /// Makes a user who has had nothing. Campaigns are `push`, `news` and `offer` (pushes, the latter two of these
  /// categories) and `box` (in-app) unless given.
  init(
    _ caps: [FrequencyCapDefinition], combine: CapCombination = .all, lastSlot: LastSlotRule = .firstCome,
    campaigns: [CampaignDefinition] = CapDesk.campaigns, start: CivilDate = CapDesk.start
  ) throws {
    var limits = LimitsDefinition()
    limits.caps = caps
    limits.combine = combine
    limits.lastSlot = lastSlot
    self.caps = try FrequencyCaps(
      limits, campaigns: campaigns, start: start, days: -30...400, zones: try ZoneTable(Self.zones), userZones: 1)
    names = campaigns.map(\.name)
    channels = campaigns.map(\.content.channel)
    words = .allocate(capacity: max(self.caps.stateWords, 1))
    self.caps.initialise(words)
  }

  deinit { words.deallocate() }

  static let campaigns = [
    campaign("push"), campaign("news") { $0.content.category = "news" },
    campaign("offer") { $0.content.category = "offer" }, campaign("box") { $0.content.channel = .inApp },
  ]

  static func campaign(
    _ name: String, _ change: (inout CampaignDefinition) -> Void = { _ in }
  ) -> CampaignDefinition {
    var campaign = CampaignDefinition(name: name, schedule: .onTag(tag: "start", occurrence: nil, delay: 0))
    change(&campaign)
    return campaign
  }

  func id(_ name: String) -> Int32 { Int32(names.firstIndex(of: name) ?? 0) }

  func decide(
    _ name: String, at time: LocalTime, attempt: Int32 = 0, ahead: [(String, LocalTime)] = []
  ) -> CapDecision {
    let due = ahead.map { DueMessage(campaign: id($0.0), channel: channels[Int(id($0.0))], due: $0.1) }
    return due.withUnsafeBufferPointer {
      caps.decide(
        id(name), channel: channels[Int(id(name))], at: time, zone: 0, words: words, attempt: attempt,
        isMember: { segments.contains(caps.segments[Int($0)]) }, ahead: $0)
    }
  }

  /// Asks, and if it is free sends, delivers and displays.
  @discardableResult
  func send(
    _ name: String, at time: LocalTime, attempt: Int32 = 0, ahead: [(String, LocalTime)] = []
  ) -> String {
    let decision = decide(name, at: time, attempt: attempt, ahead: ahead)
    if decision == .free {
      note(name, .sent, at: time)
      note(name, .delivered, at: time)
      note(name, .displayed, at: time)
    }
    return say(decision)
  }

  func note(_ name: String, _ event: FrequencyCapDefinition.Counted, at time: LocalTime) {
    let (campaign, channel) = (id(name), channels[Int(id(name))])
    switch event {
    case .sent: caps.noteSent(campaign, channel: channel, at: time, zone: 0, words: words)
    case .delivered: caps.noteDelivered(campaign, channel: channel, at: time, zone: 0, words: words)
    case .displayed: caps.noteDisplayed(campaign, channel: channel, at: time, zone: 0, words: words)
    }
  }

  /// A decision in words, with the words of the rule when there are several.
  func say(_ decision: CapDecision) -> String {
    switch decision {
    case .free: "sent"
    case .drop: "dropped"
    case .postpone(let until, _): "held until \(until.date(from: Self.start))"
    case .advance: "advanced"
    case .preempted(_, let by): "gives way to \(names[Int(by)])"
    }
  }

  /// The words of the rule that decided; nothing when the message is free.
  func rule(_ decision: CapDecision) -> String? {
    switch decision {
    case .free: nil
    case .drop(let rule), .postpone(_, let rule), .advance(let rule), .preempted(let rule, _): caps.describe(rule)
    }
  }
}

/// A step of a timeline: when, which campaign, and what becomes of its message.
typealias Step = (time: String, campaign: String, outcome: String)

extension CapDesk {
  /// Plays a timeline and returns the steps whose outcome is another.
  func surprises(_ steps: [Step]) -> [String] {
    steps.compactMap { step in
      let outcome = send(step.campaign, at: .wall(step.time))
      return outcome == step.outcome ? nil : "\(step.time) \(step.campaign): \(outcome), not \(step.outcome)"
    }
  }
}

extension LocalTime {
  /// A moment `yyyy-MM-dd HH:mm` or `yyyy-MM-dd HH:mm:ss` on the user's wall clock.
  static func wall(_ text: String, from start: CivilDate = CapDesk.start) -> LocalTime {
    let parts = text.split(separator: " ")
    let date = CivilDate(String(parts.first ?? "")) ?? start
    let clock = (parts.last ?? "").split(separator: ":").map { Int($0) ?? 0 } + [0, 0, 0]
    let days = date.dayNumber - start.dayNumber
    return LocalTime(days * secondsPerDay + clock[0] * 3600 + clock[1] * 60 + clock[2])
  }

  /// The moment as `yyyy-MM-dd HH:mm`, with seconds unless they are zero.
  func date(from start: CivilDate) -> String {
    let second = Int(secondOfDay)
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let clock = "\(two(second / 3600)):\(two(second / 60 % 60))" + (second % 60 == 0 ? "" : ":" + two(second % 60))
    return "\(start.adding(days: Int(day))) \(clock)"
  }
}

extension FrequencyCapDefinition {
  /// A cap in short.
  static func cap(
    _ channel: Channel?, _ limit: Int, _ window: Window, _ change: (inout FrequencyCapDefinition) -> Void = { _ in }
  ) -> FrequencyCapDefinition {
    var cap = FrequencyCapDefinition(channel: channel, limit: limit, window: window)
    change(&cap)
    return cap
  }
}

extension FrequencyCapDefinition.Window {
  static func days(_ days: Int) -> Self { .rolling(seconds: days * secondsPerDay) }
  static func hours(_ hours: Int) -> Self { .rolling(seconds: hours * 3600) }
  static let day = Self.calendar(.day, zone: .user)
  static let month = Self.calendar(.month, zone: .user)
}

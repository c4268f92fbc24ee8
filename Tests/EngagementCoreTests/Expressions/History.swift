import EngagementCore
import Primitives

/// What happened to one user, kept in full; days are relative to the scenario's first day.
struct History {
  var occurrences: [Occurrence] = []
  var installDay: Int?
  var appInfo: [String: AppInfoValue] = [:]
  var platform = "ios"
  var language = "fr"
  var facts: [String: String] = [:]
  var received: [String: Int] = [:]
  var opened: [String: Int] = [:]
  /// Further feedback in the order in which it came.
  var feedback: [(campaign: String, kind: FeedbackKind, answer: String?)] = []
  /// Segments of the day that the user was in at the last refresh.
  var members: Set<String> = []

  /// One occurrence of a tag.
  struct Occurrence {
    var tag: String
    var topic: String?
    var day: Int
    var extras: [String: String] = [:]
    /// Seconds; of a session that has ended.
    var length: Int?

    init(_ tag: String, _ topic: String? = nil, _ day: Int, extras: [String: String] = [:], length: Int? = nil) {
      self.tag = tag
      self.topic = topic
      self.day = day
      self.extras = extras
      self.length = length
    }

    /// What it carries, as the app reports it.
    var detail: TagDetail {
      let plan = Sample.context.tagPlan
      var detail = TagDetail(topic: topic.flatMap { plan.topics.firstIndex(of: $0) }.map(Int32.init) ?? -1)
      for (byte, known) in (plan.tags.first { $0.name == tag }?.values ?? []).enumerated() {
        if let value = extras[known.extra], let code = known.values.firstIndex(of: value) {
          detail.extras |= UInt32(code + 1) << (8 * byte)
        }
      }
      return detail
    }
  }

  /// Days on which a tag occurred, the last `window` days up to today; an install is an occurrence of its tag.
  func days(
    of tag: String, window: Int? = nil, today: Int, where matches: (Occurrence) -> Bool = { _ in true }
  ) -> [Int] {
    let installs = tag == "install" ? [installDay].compactMap(\.self) : []
    let days = occurrences.filter { $0.tag == tag && matches($0) }.map(\.day) + installs
    return days.filter { $0 <= today && today - $0 < (window ?? .max) }
  }

  func times(_ kind: FeedbackKind, _ campaign: String) -> Int {
    feedback.count { $0.campaign == campaign && $0.kind == kind }
  }

  func latestAnswer(to campaign: String) -> String? {
    feedback.last { $0.campaign == campaign && $0.answer != nil }?.answer
  }
}

/// Answers measures from a full history, by definition and slowly.
struct HistoryProfile: ProfileReading {
  var history: History
  var measures: MeasureTable
  var context = Sample.context
  var reads = ReadCount()

  final class ReadCount {
    var ids: [Int] = []
  }

  func measure(_ id: Int, today: Int32) -> Int32 {
    reads.ids.append(id)
    let today = Int(today)
    let value: Int? =
      switch measures.measures[id] {
      case .count(let tag, let topic, let days):
        history.days(of: tag, window: days, today: today) { topic == nil || $0.topic == topic }.count
      case .occurrences(let counted): count(counted, today: today)
      case .firstDay(let tag): history.days(of: tag, today: today).min()
      case .lastDay(let tag): history.days(of: tag, today: today).max()
      case .appInfo(let name): history.appInfo[name].map { code($0, of: name) }
      case .platform: context.platforms.firstIndex(of: history.platform)
      case .language: context.languages.firstIndex(of: history.language)
      case .fact(let name):
        context.facts.first { $0.name == name }?.values.firstIndex { $0 == history.facts[name] }
      case .received(let campaign): history.received[campaign, default: 0]
      case .opened(let campaign): history.opened[campaign, default: 0]
      case .feedback(let campaign, let kind): history.times(kind, campaign)
      case .latestAnswer(let campaign):
        history.latestAnswer(to: campaign).flatMap { context.answers[campaign]?.firstIndex(of: $0) }
      case .segment(let name): history.members.contains(name) ? 1 : 0
      }
    return value.map(Int32.init) ?? undefinedMeasure
  }

  private func count(_ counted: Occurrences, today: Int) -> Int {
    let days = history.days(of: counted.tag, window: counted.days, today: today) { occurrence in
      (counted.topic == nil || occurrence.topic == counted.topic)
        && occurrence.detail.extras & counted.extras.mask == counted.extras.bits
        && (counted.lengths.map { lengths in occurrence.length.map { lengths.contains(Int32($0)) } ?? false } ?? true)
    }
    guard let blocks = counted.blocks else { return days.count }
    return (0..<(counted.days ?? 0) / blocks.days).count { block in
      blocks.range.contains(Int32(days.count { (today - $0) / blocks.days == block }))
    }
  }

  private func code(_ value: AppInfoValue, of name: String) -> Int {
    switch value {
    case .boolean(let flag): flag ? 1 : 0
    case .integer(let number): number
    case .string(let text): Int(measures.existingCode(of: text, for: name) ?? Int32(measures.codeCount(for: name)))
    case .date(let date): date.dayNumber - context.start.dayNumber
    }
  }
}

/// Compiles a text in the sample context and evaluates it on a history.
func holds(_ text: String, for history: History, today: Int = 0) throws -> Bool {
  var measures = MeasureTable()
  let predicate = try Predicate.compile(text, in: Sample.context, measures: &measures)
  return predicate.holds(HistoryProfile(history: history, measures: measures), today: Int32(today))
}

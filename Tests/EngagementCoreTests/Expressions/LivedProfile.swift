import EngagementCore
import Primitives

/// A real profile that is told a history day by day; deliveries and opens are left to the rules of delivery.
final class LivedProfile {
  private let history: History
  private let layout: ProfileLayout
  private let words: UnsafeMutablePointer<Int32>
  private var days = -1_000

  init(_ history: History, _ measures: MeasureTable) {
    let context = Sample.context
    self.history = history
    layout = ProfileLayout(
      measures: measures.measures, tags: Sample.tags, topics: context.tagPlan.topics, campaigns: context.campaigns,
      appInfo: context.tagPlan.appInfo.map(\.name), countsTopics: false, countsHours: false,
      facts: context.facts.map(\.name))
    words = .allocate(capacity: layout.wordCount)
    layout.initialise(
      words, platform: Self.code(history.platform, context.platforms),
      language: Self.code(history.language, context.languages))
    for (index, fact) in context.facts.enumerated() {
      layout.setFact(index, history.facts[fact.name].map { Self.code($0, fact.values) } ?? -1, in: words)
    }
    for name in history.members {
      if let offset = layout.offset(ofSegment: name) { words[offset] = 1 }
    }
    setAppInfo(measures)
    noteFeedback()
  }

  deinit { words.deallocate() }

  private static func code(_ value: String, _ values: [String]) -> Int32 { Int32(values.firstIndex(of: value) ?? -1) }

  private func setAppInfo(_ measures: MeasureTable) {
    for (name, value) in history.appInfo {
      guard let offset = layout.offset(ofAppInfo: name) else { continue }
      words[offset] =
        switch value {
        case .boolean(let flag): flag ? 1 : 0
        case .integer(let number): Int32(number)
        case .string(let text): measures.existingCode(of: text, for: name) ?? Int32(measures.codeCount(for: name))
        case .date(let date): Int32(date.dayNumber - Sample.context.start.dayNumber)
        }
    }
  }

  private func noteFeedback() {
    let context = Sample.context
    for (campaign, kind, answer) in history.feedback {
      let answer = answer.map { Self.code($0, context.answers[campaign] ?? []) } ?? -1
      layout.noteFeedback(campaign: Self.code(campaign, context.campaigns), kind, answer: answer, in: words)
    }
  }

  /// Tells all that happened up to a day, in order.
  func live(until today: Int) {
    while days < today {
      days += 1
      if history.installDay == days { note("install", TagDetail()) }
      for occurrence in history.occurrences where occurrence.day == days {
        note(occurrence.tag, occurrence.detail)
        if let length = occurrence.length, layout.hearsSessionEnd {
          layout.noteSessionEnd(length: Int32(length), day: Int32(days), in: words)
        }
      }
    }
  }

  private func note(_ tag: String, _ detail: TagDetail) {
    let id = Self.code(tag, Sample.tags)
    if layout.hears(id) { layout.note(id, detail, day: Int32(days), in: words) }
  }

  func satisfies(_ predicate: Predicate, today: Int) -> Bool {
    predicate.holds(Profile(words: words, layout: layout), today: Int32(today))
  }
}

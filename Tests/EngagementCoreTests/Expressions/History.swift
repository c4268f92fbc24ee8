import EngagementCore
import Primitives

/// What happened to one user, kept in full; days are relative to the scenario's first day.
struct History {
  var occurrences: [(tag: String, topic: String?, day: Int)] = []
  var installDay: Int?
  var appInfo: [String: AppInfoValue] = [:]
  var platform = "ios"
  var language = "fr"
  var received: [String: Int] = [:]
  var opened: [String: Int] = [:]

  /// Days on which a tag occurred, the last `window` days up to today; an install is an occurrence of its tag.
  func days(of tag: String, topic: String? = nil, window: Int? = nil, today: Int) -> [Int] {
    let installs = tag == "install" ? [installDay].compactMap(\.self) : []
    let days = occurrences.filter { $0.tag == tag && (topic == nil || $0.topic == topic) }.map(\.day) + installs
    return days.filter { $0 <= today && today - $0 < (window ?? .max) }
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
      case .count(let tag, let topic, let days): history.days(of: tag, topic: topic, window: days, today: today).count
      case .firstDay(let tag): history.days(of: tag, today: today).min()
      case .lastDay(let tag): history.days(of: tag, today: today).max()
      case .appInfo(let name): history.appInfo[name].map { code($0, of: name) }
      case .platform: context.platforms.firstIndex(of: history.platform)
      case .language: context.languages.firstIndex(of: history.language)
      case .received(let campaign): history.received[campaign, default: 0]
      case .opened(let campaign): history.opened[campaign, default: 0]
      }
    return value.map(Int32.init) ?? undefinedMeasure
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

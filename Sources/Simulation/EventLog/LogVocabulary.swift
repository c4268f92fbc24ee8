import EngagementCore
import Primitives

/// The names of a world's things, both ways: ids in the engine, words in a log.
struct LogVocabulary: Sendable {
  let world: World
  let tags: [String]
  let tagIDs: [String: Int32]
  let campaignIDs: [String: Int32]
  private let plan: [String: TagPlan.Tag]
  private let infoOffsets: [Int: TagPlan.AppInfo]

  init(_ world: World) {
    self.world = world
    let scenario = world.scenario
    tags = scenario.tagNames
    tagIDs = Dictionary(zip(tags, (0...).lazy.map { Int32($0) })) { first, _ in first }
    campaignIDs = Dictionary(zip(scenario.campaigns.map(\.name), (0...).lazy.map { Int32($0) })) { first, _ in first }
    plan = Dictionary(scenario.tagPlan.tags.map { ($0.name, $0) }) { first, _ in first }
    let infos = scenario.tagPlan.appInfo.compactMap { info in
      world.rules.layout.offset(ofAppInfo: info.name).map { ($0, info) }
    }
    infoOffsets = Dictionary(infos) { first, _ in first }
  }

  func tag(_ id: Int32) -> String { tags[Int(id)] }
  func campaign(_ id: Int32) -> String { world.scenario.campaigns[Int(id)].name }

  func tagID(_ name: String) throws(LogProblem) -> Int32 {
    guard let id = tagIDs[name] else {
      throw LogProblem(.unknownName(what: "tag", name, nearest: nearestName(to: name, in: tags)))
    }
    return id
  }

  func campaignID(_ name: String) throws(LogProblem) -> Int32 {
    guard let id = campaignIDs[name] else {
      let names = world.scenario.campaigns.map(\.name)
      throw LogProblem(.unknownName(what: "campaign", name, nearest: nearestName(to: name, in: names)))
    }
    return id
  }

  // MARK: Times

  func time(_ time: LocalTime) -> String {
    let date = world.scenario.start.adding(days: Int(time.day))
    return "\(date)T\(clockText(Int(time.secondOfDay), showsSeconds: true))"
  }

  func time(_ text: String) throws(LogProblem) -> LocalTime {
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    let clock = halves.count > 1 ? halves[1].split(separator: ":").map { Int($0.prefix(2)) } : [0, 0, 0]
    guard let date = halves.first.flatMap({ CivilDate(String($0)) }), (2...3).contains(clock.count),
      let hour = clock[0], let minute = clock[1], (0..<24).contains(hour), (0..<60).contains(minute)
    else { throw LogProblem(.badTime(text)) }
    let second = clock.count > 2 ? clock[2] ?? -1 : 0
    let day = date.dayNumber - world.scenario.start.dayNumber
    guard (0..<60).contains(second), abs(day) < 20_000 else { throw LogProblem(.badTime(text)) }
    return LocalTime(day * secondsPerDay + hour * 3600 + minute * 60 + second)
  }

  // MARK: Details of tags

  func topic(_ index: Int32) -> String? { index >= 0 ? world.scenario.tagPlan.topics[Int(index)] : nil }

  func extras(_ packed: UInt32, of tag: String) -> String? {
    guard packed != 0, let values = plan[tag]?.values else { return nil }
    let pairs = values.prefix(4).enumerated().compactMap { index, extra -> String? in
      let code = Int(packed >> UInt32(8 * index) & 0xFF)
      return code > 0 && code <= extra.values.count ? "\(extra.extra)=\(extra.values[code - 1])" : nil
    }
    return pairs.isEmpty ? nil : pairs.joined(separator: ";")
  }

  /// The detail of a tag; extras and values that the tag plan does not list say nothing, as in life.
  func detail(topic: String?, extras: String?, of tag: String) -> TagDetail {
    var detail = TagDetail()
    var topic = topic
    for pair in (extras ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      if parts[0] == ExpressionVocabulary.topicExtra { topic = parts[1] }
      guard let values = plan[tag]?.values, let extra = values.firstIndex(where: { $0.extra == parts[0] }), extra < 4,
        let value = values[extra].values.firstIndex(of: parts[1])
      else { continue }
      detail.extras |= UInt32(value + 1) << UInt32(8 * extra)
    }
    if let topic, let index = world.scenario.tagPlan.topics.firstIndex(of: topic) { detail.topic = Int32(index) }
    return detail
  }

  // MARK: App-info

  /// Name and value of a profile word, in the words of its type.
  func appInfo(_ offset: Int, _ value: Int32) -> (name: String, value: String)? {
    guard let info = infoOffsets[offset] else { return nil }
    let text =
      switch info.type {
      case .boolean: value == 0 ? "false" : "true"
      case .integer: "\(value)"
      case .date: "\(world.scenario.start.adding(days: Int(value)))"
      case .string: world.text(Int(value), of: info.name) ?? "#\(value)"
      }
    return (info.name, text)
  }

  func setting(_ name: String, _ text: String) throws(LogProblem) -> (offset: Int, value: Int32) {
    guard let found = infoOffsets.first(where: { $0.value.name == name }) else {
      let names = world.scenario.tagPlan.appInfo.map(\.name)
      throw LogProblem(.unknownName(what: "app-info", name, nearest: nearestName(to: name, in: names)))
    }
    let value: Int32?
    switch found.value.type {
    case .boolean: value = text == "true" ? 1 : text == "false" ? 0 : nil
    case .integer: value = Int32(text)
    case .date: value = CivilDate(text).map { Int32($0.dayNumber - world.scenario.start.dayNumber) }
    // A text that no expression compares is like any other such text.
    case .string: value = text.hasPrefix("#") ? Int32(text.dropFirst()) : world.code(text, of: name) ?? -1
    }
    guard let value else { throw LogProblem(.badValue(what: "`\(name)`", text)) }
    return (found.key, value)
  }

  // MARK: Answers and variants

  func answer(_ index: Int32, of campaign: Int32) -> String? {
    let answers = world.scenario.campaigns[Int(campaign)].content.answers
    return answers.indices.contains(Int(index)) ? answers[Int(index)].name : nil
  }

  func variant(_ index: Int32, of campaign: Int32) -> String? {
    let variants = world.scenario.campaigns[Int(campaign)].variants
    return variants.indices.contains(Int(index)) ? variants[Int(index)].name : nil
  }
}

import EngagementCore
import Primitives
import Testing

@Suite struct ProfileTests {
  /// A profile that owns its words.
  final class Owned {
    let layout: ProfileLayout
    let words: UnsafeMutablePointer<Int32>

    init(_ layout: ProfileLayout, platform: Int32 = 0, language: Int32 = 0) {
      self.layout = layout
      words = .allocate(capacity: layout.wordCount)
      layout.initialise(words, platform: platform, language: language)
    }

    init(copyOf other: Owned) {
      layout = other.layout
      words = .allocate(capacity: layout.wordCount)
      words.initialize(from: other.words, count: layout.wordCount)
    }

    deinit { words.deallocate() }

    func note(_ tag: Int32, topic: Int32 = -1, day: Int32) { layout.note(tag, topic: topic, day: day, in: words) }

    subscript(_ id: Int, today: Int32) -> Int32 { Profile(words: words, layout: layout).measure(id, today: today) }
  }

  static let tags = ["home", "article", "session", "install"]
  static let (home, article, session, install) = (0, 1, 2, 3) as (Int32, Int32, Int32, Int32)

  static func layout(_ measures: [Measure], countsTopics: Bool = false, countsHours: Bool = false) -> ProfileLayout {
    ProfileLayout(
      measures: measures, tags: tags, topics: ["sport", "money", "travel"], campaigns: ["welcome", "digest"],
      appInfo: ["account", "level"], countsTopics: countsTopics, countsHours: countsHours)
  }

  @Test func aNewProfileKnowsNothingButTheDevice() {
    let profile = Owned(
      Self.layout([
        .platform, .language, .count(tag: "article", topic: nil, days: nil),
        .count(tag: "article", topic: nil, days: 7), .firstDay(tag: "article"), .lastDay(tag: "session"),
        .appInfo("level"), .received(campaign: "digest"), .opened(campaign: "digest"),
      ]), platform: 1, language: 2)
    let values = (0..<9).map { profile[$0, -30] }
    #expect(values == [1, 2, 0, 0, undefinedMeasure, undefinedMeasure, undefinedMeasure, 0, 0])
  }

  @Test func firstLastAndCount() {
    let profile = Owned(
      Self.layout([
        .firstDay(tag: "article"), .lastDay(tag: "article"), .count(tag: "article", topic: nil, days: nil),
        .count(tag: "article", topic: "money", days: nil), .firstDay(tag: "install"),
      ]))
    profile.note(Self.install, day: -9)
    for (day, topic) in [(-9, 1), (-2, 0), (-2, 1), (5, -1)] as [(Int32, Int32)] {
      profile.note(Self.article, topic: topic, day: day)
      profile.note(Self.home, day: day + 1)
    }
    #expect((0..<5).map { profile[$0, 6] } == [-9, 5, 4, 2, -9])
  }

  /// Windows against the plain definition, on random lives that begin before the launch and have long gaps.
  @Test(arguments: [1, 2, 7, 30], 0..<20)
  func windowsCountTheDaysThatEndToday(days: Int, life: Int) {
    var random = DrawSequence(Draws(run: RunKey(seed: 11), user: UInt32(life)), .resampling)
    let profile = Owned(
      Self.layout([
        .count(tag: "article", topic: nil, days: days), .count(tag: "article", topic: "sport", days: days),
        .count(tag: "home", topic: nil, days: days),
      ]))
    var day: Int32 = -60
    var notes: [(tag: Int32, topic: Int32, day: Int32)] = []
    for _ in 0..<80 {
      if random.next() < 0.4 { day += Int32(random.next() * (random.next() < 0.1 ? 90 : 4)) }
      if random.next() < 0.6 {
        let note = (tag: Int32(random.next() * 2), topic: Int32(random.next() * 4) - 1, day: day)
        notes.append(note)
        profile.note(note.tag, topic: note.topic, day: note.day)
      } else {
        let recent = notes.filter { $0.day > day - Int32(days) && $0.day <= day }
        let expected = [
          recent.filter { $0.tag == Self.article }.count,
          recent.filter { $0.tag == Self.article && $0.topic == 0 }.count,
          recent.filter { $0.tag == Self.home }.count,
        ]
        #expect((0..<3).map { Int(profile[$0, day]) } == expected)
      }
    }
    #expect(profile[0, day + Int32(days)] == 0)
  }

  @Test func aCopyLivesALifeOfItsOwn() {
    let one = Owned(Self.layout([.count(tag: "article", topic: nil, days: 7), .lastDay(tag: "article")]))
    one.note(Self.article, day: -2)
    let other = Owned(copyOf: one)
    one.note(Self.article, day: 1)
    other.note(Self.article, day: 3)
    other.note(Self.article, day: 3)
    #expect([one[0, 4], one[1, 4]] == [2, 1])
    #expect([other[0, 4], other[1, 4]] == [3, 3])
    #expect(other[0, 5] == 2)
    #expect(one[0, 8] == 0)
  }

  @Test func theUsualHourIsTheEarliestOfTheMostFrequent() {
    let profile = Owned(Self.layout([], countsHours: true))
    #expect(profile.layout.usualHour(in: profile.words) == nil)
    for hour in [21, 8, 21, 8, 13] as [Int32] { profile.layout.noteHour(hour, in: profile.words) }
    #expect(profile.layout.usualHour(in: profile.words) == 8)
    profile.layout.noteHour(21, in: profile.words)
    #expect(profile.layout.usualHour(in: profile.words) == 21)
  }

  @Test func hoursAndTopicsCostNothingWhereNobodyAsks() {
    let plain = Self.layout([])
    let profile = Owned(plain)
    plain.noteHour(5, in: profile.words)
    plain.noteTopic(1, in: profile.words)
    #expect(plain.usualHour(in: profile.words) == nil)
    #expect(Self.layout([], countsTopics: true).wordCount == plain.wordCount + 3)
    #expect(Self.layout([], countsHours: true).wordCount == plain.wordCount + 24)
  }
}

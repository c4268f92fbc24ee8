import EngagementCore
import Primitives
import Testing

/// What a profile keeps beyond plain counts and days.
@Suite struct ProfileDetailTests {
  typealias Owned = ProfileTests.Owned

  private static func counted(_ tag: String, _ change: (inout Occurrences) -> Void) -> Measure {
    var counted = Occurrences(tag: tag)
    change(&counted)
    return .occurrences(counted)
  }

  private static func weeks(_ days: Int, _ range: ClosedRange<Int32>) -> Measure {
    counted("article") {
      $0.days = days
      $0.blocks = Occurrences.Blocks(days: 7, range: range)
    }
  }

  @Test func extrasAreComparedByTheirBytes() {
    let second = Self.counted("article") { $0.extras.require(value: 254, ofExtra: 1) }
    let both = Self.counted("article") {
      $0.extras.require(value: 254, ofExtra: 1)
      $0.extras.require(value: 0, ofExtra: 3)
      $0.topic = "sport"
      $0.days = 3
    }
    let profile = Owned(ProfileTests.layout([second, both]))
    for (topic, extras) in [
      (0, 0x0100_FF00), (0, 0x0100_FF07), (1, 0x0100_FF00), (0, 0x0200_FF00), (0, 0xFE00), (0, 0),
    ] {
      let detail = TagDetail(topic: Int32(topic), extras: UInt32(extras))
      profile.layout.note(ProfileTests.article, detail, day: 4, in: profile.words)
    }
    profile.note(ProfileTests.article, topic: 0, day: 4)
    #expect([profile[0, 4], profile[1, 4]] == [4, 2])
    #expect([profile[0, 7], profile[1, 7]] == [4, 0])
    #expect(profile.layout.hears(ProfileTests.article))
    #expect(!profile.layout.hears(ProfileTests.home))
  }

  /// Weeks against the plain definition on random lives, some of whose days are before the launch.
  @Test(arguments: [7, 14, 28, 56], 0..<12)
  func weeksAreCountedBackFromToday(days: Int, life: Int) {
    var random = DrawSequence(Draws(run: RunKey(seed: 12), user: UInt32(life)), .resampling)
    let profile = Owned(
      ProfileTests.layout([
        Self.weeks(days, 1...Int32.max), Self.weeks(days, 0...2), Self.weeks(days, 2...2),
        .count(tag: "article", topic: nil, days: days),
      ]))
    var day: Int32 = -60
    var notes: [Int32] = []
    for _ in 0..<120 {
      if random.next() < 0.4 { day += Int32(random.next() * (random.next() < 0.1 ? 90 : 4)) }
      if random.next() < 0.6 {
        notes.append(day)
        profile.note(ProfileTests.article, day: day)
      } else {
        let sums = (0..<Int32(days / 7)).map { week in
          Int32(notes.count { (day - $0) / 7 == week })
        }
        let expected = [
          sums.count { $0 >= 1 }, sums.count { $0 <= 2 }, sums.count { $0 == 2 }, Int(sums.reduce(0, +)),
        ]
        #expect((0..<4).map { Int(profile[$0, day]) } == expected)
      }
    }
  }

  /// A device whose clock is slow reports days that are over: within the window they count there, before it not at all.
  @Test func lateReportsFallIntoTheirOwnDay() {
    let lengths = Self.counted("session") {
      $0.lengths = 0...60
      $0.days = 7
    }
    let profile = Owned(ProfileTests.layout([.count(tag: "session", topic: nil, days: 7), lengths]))
    func note(_ day: Int32) {
      profile.note(ProfileTests.session, day: day)
      profile.layout.noteSessionEnd(length: 30, day: day, in: profile.words)
    }
    note(10)
    note(8)
    note(4)
    note(3)
    note(-40)
    #expect((0..<2).map { profile[$0, 10] } == [3, 3])
    #expect((0..<2).map { profile[$0, 11] } == [2, 2])
    #expect((0..<2).map { profile[$0, 15] } == [1, 1])
  }

  @Test func measuresOfTheSameWindowShareIt() {
    let plain = ProfileTests.layout([.count(tag: "article", topic: nil, days: 28)])
    let more = ProfileTests.layout([
      .count(tag: "article", topic: nil, days: 28), Self.weeks(28, 1...9), Self.weeks(28, 2...9),
    ])
    #expect(more.wordCount == plain.wordCount)
    #expect(ProfileTests.layout([Self.weeks(21, 1...9)]).wordCount == plain.wordCount - 7)
  }

  @Test func sessionsAreCountedByTheirLengthAtTheirEnd() {
    let long = Self.counted("session") { $0.lengths = 120...Int32.max }
    let short = Self.counted("session") {
      $0.lengths = 0...119
      $0.days = 2
    }
    let profile = Owned(ProfileTests.layout([long, short, .count(tag: "session", topic: nil, days: nil)]))
    #expect(profile.layout.hearsSessionEnd)
    #expect(!ProfileTests.layout([.count(tag: "session", topic: nil, days: nil)]).hearsSessionEnd)
    for (length, day) in [(0, 1), (119, 1), (120, 1), (121, 2), (5, 3)] as [(Int32, Int32)] {
      profile.note(ProfileTests.session, day: day)
      profile.layout.noteSessionEnd(length: length, day: day, in: profile.words)
    }
    profile.note(ProfileTests.session, day: 3)
    #expect((0..<3).map { profile[$0, 3] } == [2, 1, 6])
  }

  @Test func feedbackIsKeptWhereAsked() {
    let profile = Owned(
      ProfileTests.layout([
        .feedback(campaign: "digest", kind: .displayed), .feedback(campaign: "digest", kind: .answered),
        .latestAnswer(campaign: "digest"), .feedback(campaign: "welcome", kind: .acted),
      ]))
    func note(_ campaign: Int32, _ kind: FeedbackKind, _ answer: Int32 = -1) {
      profile.layout.noteFeedback(campaign: campaign, kind, answer: answer, in: profile.words)
    }
    #expect((0..<4).map { profile[$0, 0] } == [0, 0, undefinedMeasure, 0])
    let before = (0..<profile.layout.wordCount).map { profile.words[$0] }
    note(0, .displayed)
    note(0, .answered, 1)
    note(1, .acted)
    note(1, .dismissed)
    #expect((0..<profile.layout.wordCount).map { profile.words[$0] } == before)
    note(1, .displayed)
    note(1, .answered, 2)
    note(1, .answered, 0)
    note(1, .answered)
    note(0, .acted)
    note(0, .acted)
    #expect((0..<4).map { profile[$0, 0] } == [1, 3, 0, 2])
  }

  @Test func factsAreKeptWhereAsked() {
    func layout(_ measures: [Measure]) -> ProfileLayout {
      ProfileLayout(
        measures: measures, tags: [], topics: [], campaigns: [], appInfo: [], countsTopics: false,
        countsHours: false, facts: ["source", "carrier"])
    }
    let profile = Owned(layout([.fact("carrier")]))
    #expect(profile[0, 0] == undefinedMeasure)
    profile.layout.setFact(0, 1, in: profile.words)
    profile.layout.setFact(1, 4, in: profile.words)
    #expect(profile[0, 0] == 4)
    #expect(profile.layout.offset(ofFact: "carrier") == 2)
    #expect(profile.layout.offset(ofFact: "source") == nil)
    #expect(profile.layout.wordCount == layout([]).wordCount + 1)
    profile.layout.setFact(1, -1, in: profile.words)
    #expect(profile[0, 0] == undefinedMeasure)
  }

  @Test func whatNobodyAsksForIsNotKept() {
    let profile = Owned(ProfileTests.layout([.count(tag: "article", topic: nil, days: nil)]))
    let before = (0..<profile.layout.wordCount).map { profile.words[$0] }
    profile.layout.noteFeedback(campaign: 1, .answered, answer: 2, in: profile.words)
    profile.layout.noteSessionEnd(length: 30, day: 1, in: profile.words)
    #expect((0..<profile.layout.wordCount).map { profile.words[$0] } == before)
  }
}

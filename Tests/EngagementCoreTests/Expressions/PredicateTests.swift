import EngagementCore
import Primitives
import Testing

@Suite struct PredicateTests {
  /// Day 20 of a user who installed on day -3, read four articles, watched a video long ago, and lives in Zürich.
  static let reader: History = {
    var history = History()
    history.installDay = -3
    history.occurrences = [
      .init("session", nil, -3, length: 45), .init("session", nil, 10, length: 600), .init("session", nil, 14),
      .init("video", "travel", -3), .init("article", "sport", -3), .init("article", "sport", 10),
      .init("article", "money", 14), .init("article", "sport", 14),
    ]
    history.appInfo = [
      "account": .boolean(true), "news_sport": .boolean(false), "level": .integer(-2), "city": .string("Zürich"),
      "subscription_end": .date(Sample.day(2016, 1, 29)),
    ]
    history.platform = "android"
    history.received = ["welcome": 2]
    history.opened = ["welcome": 1]
    return history
  }()

  static let expectations: [(text: String, reader: Bool, stranger: Bool)] = [
    ("everyone", true, true),
    ("nobody", false, false),
    // counts
    ("count(article) = 4", true, false), ("count(article) >= 0", true, true), ("count(article) < 0", false, false),
    ("count(article, category = \"sport\") = 3", true, false), ("count(article, 11 days) = 3", true, false),
    ("count(article, 10 days) = 2", true, false), ("count(article, 7 days) = 2", true, false),
    ("count(article, 6 days) = 0", true, true), ("count(article, category = \"sport\", 1 week) = 1", true, false),
    ("count(session) != 3", false, true), ("count(session, 2 weeks) in (2, 5)", true, false),
    ("count(home) = 0", true, true),
    // did
    ("did(article)", true, false), ("did(article, 7 days)", true, false), ("did(article, 6 days)", false, false),
    ("did(article, category = \"money\", 7 days)", true, false), ("did(article, category = \"travel\")", false, false),
    ("did(\"sign up\")", false, false), ("not did(home)", true, true),
    // days
    ("days_since(session) = 6", true, false), ("days_since(session) >= 6 days", true, false),
    ("days_since(session) > 6", false, false), ("days_since(session) < 1 week", true, false),
    ("days_since(install) = 23", true, false), ("days_since(video) > 22", true, false),
    ("first(article) = 2016-01-01", true, false), ("first(session) < 2016-01-04", true, false),
    ("last(article) = 2016-01-18", true, false), ("last(article) = today - 6 days", true, false),
    ("last(article) <= today", true, false), ("last(article) > today - 6 days", false, false),
    ("first(install) >= today - 23 days", true, false), ("last(install) = 2016-01-01", true, false),
    // installs are counted once
    ("count(install) = 1", true, false), ("count(install) = 0", false, true), ("count(install) >= 2", false, false),
    ("count(install) <= 1", true, true), ("did(install, 24 days)", true, false),
    ("did(install, 23 days)", false, false),
    // app-info
    ("account", true, false), ("value(account)", true, false), ("news_sport", false, false),
    ("value(account) = true", true, false), ("value(news_sport) = false", true, false),
    ("value(level) = -2", true, false), ("value(level) < 0", true, false), ("value(level) in (1, -2)", true, false),
    ("value(city) = \"Zürich\"", true, false), ("value(city) = \"Paris\"", false, false),
    ("value(city) in (\"Paris\", \"Zürich\")", true, false), ("value(subscription_end) <= today + 5 days", true, false),
    ("value(subscription_end) = 2016-01-29", true, false), ("value(subscription_end) < today", false, false),
    // facts
    ("platform = android", true, false), ("platform = \"ios\"", false, true), ("platform != ios", true, false),
    ("platform in (ios, android)", true, true), ("platform not in (ios)", true, false),
    ("language = \"fr\"", true, true),
    // feedback
    ("received(welcome)", true, false), ("received(welcome) = 2", true, false), ("opened(welcome) >= 2", false, false),
    ("opened(welcome)", true, false), ("received(survey)", false, false), ("not received(survey)", true, true),
    // segments, and segments of segments
    ("inactive", false, false), ("not inactive", true, true), ("sport_fans", true, false),
    ("lapsed_fans", false, false),
    ("new_users or sport_fans and account", true, false),
    // undefined: comparisons fail, `!=` and `is undefined` hold
    ("days_since(home) >= 0", false, false), ("days_since(home) < 1000", false, false),
    ("days_since(home) = 3", false, false), ("days_since(home) != 3", true, true),
    ("days_since(home) is undefined", true, true), ("last(session) is undefined", false, true),
    ("last(session) is not undefined", true, false), ("first(home) != 2016-01-05", true, true),
    ("value(level) != 3", true, true), ("value(level) is undefined", false, true), ("value(level) < 3", true, false),
    ("value(account) != true", false, true), ("value(account) = false", false, false), ("not account", false, true),
    ("value(city) != \"Paris\"", true, true), ("value(city) not in (\"Zürich\")", false, true),
    ("not (value(level) >= 3)", true, true),
  ]

  @Test(arguments: expectations)
  func answers(text: String, reader: Bool, stranger: Bool) throws {
    #expect(try holds(text, for: Self.reader, today: 20) == reader)
    #expect(try holds(text, for: History(), today: 20) == stranger)
  }

  @Test(arguments: [
    ("count(article, category = \"sport\", 2 weeks) > 1", [Measure.count(tag: "article", topic: "sport", days: 14)]),
    ("count(video) > 1", [.count(tag: "video", topic: nil, days: nil)]),
    ("did(video)", [.count(tag: "video", topic: nil, days: nil)]),
    ("did(video, 7 days)", [.lastDay(tag: "video")]),
    ("count(video, 7 days) = 0", [.lastDay(tag: "video")]),
    ("count(video, 7 days) = 1", [.count(tag: "video", topic: nil, days: 7)]),
    ("days_since(session) > 3 and last(session) > 2016-01-05", [.lastDay(tag: "session")]),
    ("days_since(install) > 3 or did(install, 7 days)", [.firstDay(tag: "install")]),
    ("first(session) = today", [.firstDay(tag: "session")]),
    ("account or value(level) = 3", [.appInfo("level"), .appInfo("account")]),
    ("platform = ios and language = \"en\"", [.language, .platform]),
    ("received(welcome) and not opened(welcome)", [.opened(campaign: "welcome"), .received(campaign: "welcome")]),
    ("everyone or did(home)", []),
    ("nobody and did(home)", []),
    ("count(home) >= 0 or account", []),
  ])
  func asksOnlyForWhatItNeeds(text: String, expected: [Measure]) throws {
    var measures = MeasureTable()
    _ = try Predicate.compile(text, in: Sample.context, measures: &measures)
    #expect(measures.measures == expected)
  }

  @Test(arguments: [
    ("everyone", true, false), ("nobody", false, true), ("not nobody", true, false),
    ("account or everyone", true, false),
    ("account and not everyone", false, true), ("count(home) >= 0", true, false), ("count(home) != -0", false, false),
    ("account", false, false), ("nobody or everyone and (everyone or account)", true, false),
  ])
  func constantsFold(text: String, always: Bool, never: Bool) throws {
    var measures = MeasureTable()
    let predicate = try Predicate.compile(text, in: Sample.context, measures: &measures)
    #expect(predicate.isAlwaysTrue == always)
    #expect(predicate.isAlwaysFalse == never)
  }

  @Test(arguments: [
    ("did(home) and did(video) and account", ["home"]),
    ("did(article) or did(video) or account", ["article"]),
    ("did(home) and did(video) or did(article)", ["home", "article"]),
    ("(did(home) or did(article)) and did(video)", ["home", "article", "video"]),
    ("not (did(article) and did(home)) and did(video)", ["article", "home", "video"]),
    ("not (did(article) or did(home)) and did(video)", ["article"]),
  ])
  func stopsAtTheAnswer(text: String, expected: [String]) throws {
    var measures = MeasureTable()
    let predicate = try Predicate.compile(text, in: Sample.context, measures: &measures)
    let profile = HistoryProfile(history: Self.reader, measures: measures)
    _ = predicate.holds(profile, today: 20)
    let asked = profile.reads.ids.map { measures.measures[$0] }
    #expect(asked == expected.map { .count(tag: $0, topic: nil, days: nil) })
  }

  @Test func extremeNumbersKeepTheirMeaning() throws {
    var history = History()
    for (level, text, expected) in [
      (Int(Int32.max), "value(level) > 2147483646", true), (Int(Int32.max), "value(level) > 2147483647", false),
      (Int(Int32.max), "value(level) <= 2147483647", true), (-Int(Int32.max), "value(level) < -2147483647", false),
      (-Int(Int32.max), "value(level) <= -2147483647", true), (0, "value(level) >= -2147483647", true),
    ] {
      history.appInfo["level"] = .integer(level)
      #expect(try holds(text, for: history) == expected, "\(text)")
    }
  }

  @Test func expressionsShareMeasuresAndCodes() throws {
    var measures = MeasureTable()
    _ = try Predicate.compile("value(city) = \"Rome\" and inactive", in: Sample.context, measures: &measures)
    _ = try Predicate.compile(
      "inactive or value(city) in (\"Oslo\", \"Rome\")", in: Sample.context, measures: &measures)
    #expect(measures.measures.count == 2)
    #expect(measures.id(of: .lastDay(tag: "session")) != nil)
    #expect(measures.id(of: .platform) == nil)
    #expect(measures.codeCount(for: "city") == 2)
    #expect(measures.existingCode(of: "Rome", for: "city") == 0)
    #expect(measures.existingCode(of: "Oslo", for: "city") == 1)
    #expect(measures.existingCode(of: "Bern", for: "city") == nil)
    #expect(measures.code(of: "Bern", for: "city") == 2)
    #expect(measures.existingCode(of: "Rome", for: "country") == nil)
  }
}

import EngagementCore
import Testing

/// Extras, lengths of sessions, days and weeks, feedback, facts and wildcards, on a life written by hand.
@Suite struct OccurrenceTests {
  /// Day 20 of a user who came in each of the last four weeks (days -7 to 20), most often in the last.
  static let regular: History = {
    var history = History()
    history.occurrences = [
      .init("session", nil, -7, length: 300), .init("session", nil, 5, length: 119),
      .init("session", nil, 7, length: 120),
      .init("session", nil, 13, length: 121), .init("session", nil, 14, length: 3_600), .init("session", nil, 20),
      .init("share", nil, 3, extras: ["network": "facebook"]), .init("share", nil, 18, extras: ["network": "facebook"]),
      .init("share", nil, 19, extras: ["network": "mail"]), .init("share", nil, 20),
      .init("purchase", "sport", 20, extras: ["payment": "card", "coupon": "none"]),
      .init("purchase", "sport", 20, extras: ["payment": "cash", "coupon": "none"]),
      .init("purchase", "money", 20, extras: ["payment": "card", "coupon": "spring"]),
      .init("download", nil, 19), .init("playback_error", nil, 19), .init("shop", nil, 2), .init("crash", nil, 20),
    ]
    history.facts = ["source": "ads", "app_version": "1.1"]
    history.feedback = [
      ("welcome", .displayed, nil), ("welcome", .displayed, nil), ("welcome", .dismissed, nil),
      ("welcome", .acted, nil),
      ("survey", .answered, "yes"), ("survey", .answered, "no"),
    ]
    history.appInfo = ["city": .string("Parma")]
    history.members = ["regulars"]
    return history
  }()

  static let expectations: [(text: String, regular: Bool, stranger: Bool)] = [
    // all kinds of tags
    ("count(download, 2 days) = 1", true, false), ("did(playback_error)", true, false),
    ("did(shop, 20 days)", true, false),
    ("days_since(crash) = 0", true, false), ("count(crash) > 10", false, false),
    // extras
    ("count(share, network = \"facebook\") = 2", true, false),
    ("count(share, network = \"facebook\", 7 days) = 1", true, false),
    ("count(share, network = facebook, 18 days) = 2", true, false),
    ("count(share, network = facebook, 17 days) = 1", true, false),
    ("did(share, network = \"twitter\")", false, false), ("count(share) = 4", true, false),
    ("count(purchase, payment = \"card\") = 2", true, false),
    ("count(purchase, payment = \"card\", coupon = \"none\") = 1", true, false),
    ("count(purchase, category = \"sport\", payment = \"card\", 1 day) = 1", true, false),
    ("did(purchase, category = \"money\", payment = \"cash\")", false, false),
    ("count(share, network = \"twitter\") = 0", true, true), ("count(share, network = \"facebook\") < 3", true, true),
    // lengths: a session that has not ended has none
    ("count(session, length >= 2 min) = 4", true, false), ("count(session, length > 2 min) = 3", true, false),
    ("count(session, length < 2 min) = 1", true, false), ("count(session, length <= 120 s) = 2", true, false),
    ("count(session, length >= 0 s) = 5", true, false), ("did(session, length >= 1 h)", true, false),
    ("did(session, length > 1 h)", false, false),
    ("count(session, length >= 2 min, length < 1 h, 2 weeks) = 2", true, false),
    ("count(session, length >= 121 s, 7 days) = 1", true, false),
    // weeks: days 14...20, 7...13, 0...6, -7...-1
    ("count(session, 28 days, each week) >= 1", true, false), ("count(session, 28 days, each week) >= 2", false, false),
    ("count(session, 34 days, each week) >= 1", true, false), ("count(session, 35 days, each week) >= 1", false, false),
    ("count(session, 4 weeks, any week) >= 2", true, false), ("count(session, 4 weeks, any week) >= 3", false, false),
    ("count(session, 4 weeks, each week) <= 2", true, true), ("count(session, 4 weeks, each week) <= 1", false, true),
    ("count(session, 4 weeks, any week) = 1", true, false), ("count(session, 2 weeks, any week) = 1", false, false),
    ("count(session, 2 weeks, each week) = 2", true, false), ("count(session, 2 weeks, each week) != 2", false, true),
    ("count(session, 3 weeks, any week) != 2", true, true), ("count(session, 2 weeks, any week) != 2", false, true),
    ("did(session, 4 weeks, each week)", true, false), ("did(session, 5 weeks, each week)", false, false),
    ("count(session, length >= 2 min, 14 days, each week) >= 1", true, false),
    ("count(session, length >= 2 min, 21 days, each week) >= 1", false, false),
    ("count(session, length >= 2 min, 60 days, any week) >= 2", true, false),
    ("count(share, network = \"facebook\", 3 weeks, any week) = 1", true, false),
    ("count(article, category = \"sport\", 2 weeks, each week) = 0", true, true),
    // days
    ("count(purchase, 7 days, any day) >= 3", true, false), ("did(session, 1 day, each day)", true, false),
    ("did(session, 2 days, each day)", false, false), ("count(share, 3 days, each day) = 1", true, false),
    ("count(session, 9 days, each day) >= 0", true, true), ("count(session, 9 days, any day) < 0", false, false),
    // feedback
    ("displayed(welcome)", true, false), ("displayed(welcome) = 2", true, false),
    ("dismissed(welcome) > 1", false, false),
    ("acted(welcome) and not acted(weekly_digest)", true, false), ("answered(survey) >= 2", true, false),
    ("answered(survey, \"no\")", true, false), ("answered(survey, yes)", false, false),
    ("answered(survey, \"yes\") = 0", true, true), ("answered(survey, \"no\") <= 1", true, true),
    ("not answered(survey)", false, true), ("answered(survey) and not answered(survey, \"yes\")", true, false),
    // facts
    ("source = \"ads\"", true, false), ("source = ads", true, false), ("source != ads", false, true),
    ("source in (\"ads\", \"store\")", true, false), ("source not in (web)", true, true),
    ("source is undefined", false, true), ("app_version is not undefined", true, false),
    // wildcards
    ("app_version = \"1.*\"", true, false), ("app_version != \"1.?\"", false, true), ("platform = \"i*\"", true, true),
    ("value(city) = \"Par*\"", true, false), ("value(city) = \"Par??\"", true, false),
    ("value(city) = \"Par?\"", false, false),
    ("value(city) != \"*a\"", false, true), ("value(city) in (\"R*\", \"*rm?\")", true, false),
    ("value(city) = \"*\"", true, false), ("value(city) = \"Ber*\"", false, false),
    ("value(city) = \"Par\\*\"", false, false),
    // segments of the day
    ("regulars", true, false), ("not regulars", false, true), ("regular_fans or regulars", true, false),
  ]

  @Test(arguments: expectations)
  func answers(text: String, regular: Bool, stranger: Bool) throws {
    #expect(try holds(text, for: Self.regular, today: 20) == regular)
    #expect(try holds(text, for: History(), today: 20) == stranger)
  }

  @Test func escapedWildcardsAreCharacters() throws {
    var history = History()
    history.appInfo["city"] = .string("Really? *")
    #expect(try holds("value(city) = \"Really\\? \\*\"", for: history))
    #expect(try !holds("value(city) = \"Rome\\?\"", for: history))
    history.appInfo["city"] = .string("Rome")
    #expect(try holds("value(city) = \"Rom?\"", for: history))
    #expect(try !holds("value(city) = \"Rom\\?\"", for: history))
  }

  private static func measured(_ change: (inout Occurrences) -> Void) -> [Measure] {
    var counted = Occurrences(tag: "session")
    change(&counted)
    return [.occurrences(counted)]
  }

  static let askedFor: [(text: String, expected: [Measure])] = [
    (
      "count(share, network = \"mail\", 30 days) >= 3",
      measured { counted in
        counted.tag = "share"
        counted.days = 30
        counted.extras.mask = 0xFF
        counted.extras.bits = 3
      }
    ),
    (
      "count(purchase, coupon = \"none\") >= 3",
      measured { counted in
        counted.tag = "purchase"
        counted.extras.mask = 0xFF00
        counted.extras.bits = 0x0200
      }
    ),
    ("count(session, length > 2 min) >= 3", measured { $0.lengths = 121...Int32.max }),
    (
      "count(session, 30 days, each week) >= 3",
      measured {
        $0.days = 28
        $0.blocks = Occurrences.Blocks(days: 7, range: 3...Int32.max)
      }
    ),
    (
      "count(session, 30 days, any day) != 1",
      measured {
        $0.days = 30
        $0.blocks = Occurrences.Blocks(days: 1, range: 1...1)
      }
    ),
    ("count(session, 1 week, each day) >= 0 or count(session, 1 week, any day) < 0", []),
    ("source = ads and platform = ios", [.platform, .fact("source")]),
    (
      "acted(welcome) or answered(survey, yes) or answered(survey, no)",
      [.latestAnswer(campaign: "survey"), .feedback(campaign: "welcome", kind: .acted)]
    ),
    ("answered(survey, yes) >= 0", []),
    ("regulars", [.segment("regulars")]),
    ("regular_fans", [.count(tag: "article", topic: "sport", days: 30), .segment("regulars")]),
    ("value(city) = \"Ber*\"", []),
  ]

  @Test(arguments: askedFor)
  func asksOnlyForWhatItNeeds(text: String, expected: [Measure]) throws {
    var measures = MeasureTable()
    _ = try Predicate.compile(text, in: Sample.context, measures: &measures)
    #expect(measures.measures == expected)
  }
}

import EngagementCore
import Testing

@Suite struct ExpressionRemarkTests {
  static let remarks: [(text: String, expected: [String])] = [
    ("value(city) = \"Paris\" and value(city) != \"Par*\" and value(city) = \"*\"", []),
    (
      "did(home) or not (account and value(city) = \"Pariss\")",
      ["^~~~~~~~ nothing sets `city` to `Pariss`; did you mean `Paris`?"]
    ),
    (
      "value(city) in (\"Paris\", \"Bern\", \"Tok*\")",
      [
        "^~~~~~ nothing sets `city` to `Bern`; known are `Paris`, `Parma`, `Rome`, `Oslo`, `a \"b\" \\ c`, `Really? *`",
        "^~~~~~ nothing sets `city` to `Tok*`; known are `Paris`, `Parma`, `Rome`, `Oslo`, `a \"b\" \\ c`, `Really? *`",
      ]
    ),
    (
      "count(session, 60 days, each week) >= 2",
      ["^~~~~~~ of the 60 days only the last 56, full weeks back from today, are looked at; write `56 days`"]
    ),
    ("did(session, 28 days, each week) and count(session, 60 days, any day) > 3 and count(session, 60 days) > 3", []),
    ("everyone and value(level) > 3 and platform = \"i*\"", []),
  ]

  @Test(arguments: remarks)
  func doubtsAreTold(text: String, expected: [String]) throws {
    var measures = MeasureTable()
    _ = try Predicate.compile(text, in: Sample.context, measures: &measures)
    let found = try Expression.parse(text).remarks(in: Sample.context).map { $0.rendered(text) }
    #expect(found.map { $0.split(separator: "\n").last.map { $0.drop { $0 == " " } } } == expected.map { $0[...] })
    #expect(found.allSatisfy { $0.hasPrefix(text) })
  }

  @Test func patternsNeedKnownTexts() throws {
    var context = Sample.context
    context.texts = [:]
    #expect(try Expression.parse("value(city) = \"Pariss\"").remarks(in: context).isEmpty)
    let remarks = try Expression.parse("value(city) = \"Par*\"").remarks(in: context)
    #expect(remarks.map(\.problem) == [.unknownTexts(appInfo: "city")])
    #expect(remarks.first?.message == "the texts of `city` are not known, so the pattern matches nobody")
    #expect(remarks.first?.remedy == "write out the texts with `in (...)`")
    var measures = MeasureTable()
    #expect(try Predicate.compile("value(city) = \"Par*\"", in: context, measures: &measures).isAlwaysFalse)
  }
}

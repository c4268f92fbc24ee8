import EngagementCore
import Testing

@Suite struct ParserTests {
  /// Each text and its canonical form, which shows how it was grouped.
  static let forms: [(text: String, canonical: String)] = [
    ("everyone", "everyone"),
    ("not inactive", "not inactive"),
    ("a or b and c", "a or b and c"),
    ("(a or b) and c", "(a or b) and c"),
    ("a or (b and c)", "a or b and c"),
    ("((a))", "a"),
    ("a and (b and c)", "a and (b and c)"),
    ("not a and b", "not a and b"),
    ("not (a and b)", "not (a and b)"),
    ("not (a)", "not a"),
    ("not not a", "not not a"),
    ("not level = 3", "not level = 3"),
    ("count( article ,30 days )>=3", "count(article, 30 days) >= 3"),
    ("count(article, 2 weeks, category=\"sport\") > 1", "count(article, category = \"sport\", 14 days) > 1"),
    ("count(article, category = sport) > 1_000", "count(article, category = \"sport\") > 1000"),
    ("did(\"sign up\", 1 day)", "did(\"sign up\", 1 day)"),
    ("did(\"home\")", "did(home)"),
    ("did(first)", "did(first)"),
    ("days_since(session) >= 2 weeks", "days_since(session) >= 14 days"),
    ("first(install)>=today-7 days", "first(install) >= today - 7 days"),
    ("last(video) < today + 1 week", "last(video) < today + 7 days"),
    ("value(level) > - 5", "value(level) > -5"),
    ("value(city) = \"a \\\"b\\\" \\\\\"", "value(city) = \"a \\\"b\\\" \\\\\""),
    ("value(x) is not undefined", "value(x) is not undefined"),
    ("platform in (ios,\n android)", "platform in (ios, android)"),
    ("platform not in (ios)", "platform not in (ios)"),
    ("a\nand\tb", "a and b"),
    ("source in (ads, \"web\")", "source in (ads, \"web\")"),
    ("count(share, network = mail, category = x) > 1", "count(share, network = \"mail\", category = \"x\") > 1"),
    ("count(session, each week, 8 weeks, length > 90 s) > 1", "count(session, length > 90 s, 56 days, each week) > 1"),
    ("did(session, length<=7200 seconds, length>=1 hour)", "did(session, length <= 2 h, length >= 1 h)"),
    (
      "count(x, length = long, each = y, any = \"z\") > 1", "count(x, length = \"long\", each = \"y\", any = \"z\") > 1"
    ),
    ("answered(survey, yes) or answered(survey)", "answered(survey, \"yes\") or answered(survey)"),
    ("value(city) = \"P*r?s\"", "value(city) = \"P*r?s\""),
    ("value(city) = \"\\*\\?\"", "value(city) = \"\\*\\?\""),
    ("did(\"a*\") and did(\"a\\*\")", "did(\"a\\*\") and did(\"a\\*\")"),
  ]

  @Test(arguments: forms)
  func groupsAndPrints(text: String, canonical: String) throws {
    let expression = try Expression.parse(text)
    #expect(expression.description == canonical)
    #expect(try Expression.parse(canonical) == expression)
  }

  @Test func orBindsLoosestThenAndThenNot() throws {
    guard case .any(let alternatives) = try Expression.parse("a or not b and c or d") else {
      Issue.record("or is not the outermost")
      return
    }
    #expect(alternatives.map(\.description) == ["a", "not b and c", "d"])
    guard case .all(let parts) = alternatives[1], case .not = parts[0] else {
      Issue.record("and does not hold the not")
      return
    }
  }

  @Test func differentGroupingsDiffer() throws {
    #expect(try Expression.parse("a and (b and c)") != Expression.parse("a and b and c"))
    #expect(try Expression.parse("not (a and b)") != Expression.parse("not a and b"))
  }

  @Test func rangesCountUTF8Bytes() throws {
    let text = "value(city) = \"Zürich\" and did(home)"
    guard case .all(let parts) = try Expression.parse(text),
      case .comparison(let operand, let sign, let value) = parts[0]
    else {
      Issue.record("not a conjunction of a comparison")
      return
    }
    #expect(operand.range == SourceRange(offset: 0, length: 11))
    #expect(sign.range == SourceRange(offset: 12, length: 1))
    #expect(value.range == SourceRange(offset: 14, length: 9))
    #expect(parts[1].range == SourceRange(offset: 28, length: 9))
    #expect(try Expression.parse(text).range == SourceRange(offset: 0, length: 37))
  }

  @Test func reservedNamesAreReservedInAnyCase() {
    #expect(ExpressionVocabulary.isReserved("AND"))
    #expect(ExpressionVocabulary.isReserved("days_since"))
    #expect(ExpressionVocabulary.isReserved("platform"))
    #expect(!ExpressionVocabulary.isReserved("session"))
    #expect(!ExpressionVocabulary.isReserved("inactive"))
  }
}

import EngagementCore
import Testing

@Suite struct HostileInputTests {
  private func problem(_ text: String, in context: ExpressionContext = Sample.context) -> ExpressionError.Problem? {
    var measures = MeasureTable()
    do {
      _ = try Predicate.compile(text, in: context, measures: &measures)
      return nil
    } catch {
      return error.problem
    }
  }

  private func context(_ segments: [(String, String)]) -> ExpressionContext {
    var context = Sample.context
    context.segments = segments.map { SegmentDefinition(name: $0.0, expression: $0.1) }
    return context
  }

  @Test func lengthIsLimited() {
    let padding = Expression.longestText - "everyone".count
    #expect(problem("everyone" + String(repeating: " ", count: padding)) == nil)
    #expect(problem("everyone" + String(repeating: " ", count: padding + 1)) == .lexical(.tooLong(10_001)))
    let accents = "value(city) = \"" + String(repeating: "é", count: 9_000) + "\""
    #expect(problem(accents) == nil)
    #expect(problem(String(repeating: "x", count: 5_000_000)) == .lexical(.tooLong(5_000_000)))
  }

  @Test func nestingIsLimited() {
    func nested(_ levels: Int, _ opening: String, _ closing: String) -> String {
      String(repeating: opening, count: levels) + "account" + String(repeating: closing, count: levels)
    }
    #expect(problem(nested(64, "(", ")")) == nil)
    #expect(problem(nested(65, "(", ")")) == .syntax(.nestedTooDeeply))
    #expect(problem(nested(64, "not ", "")) == nil)
    #expect(problem(nested(65, "not ", "")) == .syntax(.nestedTooDeeply))
    #expect(problem(nested(33, "not (", ")")) == .syntax(.nestedTooDeeply))
    #expect(problem(String(repeating: "(", count: 10_000)) == .syntax(.nestedTooDeeply))
  }

  @Test func longChainsDoNotNest() throws {
    let chain = Array(repeating: "account", count: 600).joined(separator: " and ")
    #expect(problem(chain) == nil)
    #expect(try Expression.parse(chain).description == chain)
  }

  @Test func segmentsThatDoubleEachOtherAreStopped() {
    let doubling = (1...40).map { ("s\($0)", "s\($0 - 1) or s\($0 - 1)") }
    #expect(problem("s12", in: context([("s0", "account")] + doubling)) == nil)
    #expect(problem("s40 or s40", in: context([("s0", "account")] + doubling)) == .meaning(.brokenSegment("s40")))
    #expect(problem("s12 or s12", in: context([("s0", "account")] + doubling)) == .meaning(.tooComplex))
  }

  @Test func longChainsOfSegmentsAreStopped() {
    let chain = context(
      [("s0", "account")] + (1...5_000).map { ("s\($0)", "did(home) or (s\($0 - 1) and did(video))") })
    #expect(problem("s60", in: chain) == nil)
    #expect(problem("s5000", in: chain) == .meaning(.inlinedTooDeeply))
    let upwards = (0...600).map { "s\($0)" }.joined(separator: " or ")
    #expect(problem(upwards, in: chain) == .meaning(.inlinedTooDeeply))
  }

  @Test func circlesAreNamed() {
    let circle = context([("a", "b and account"), ("b", "not c"), ("c", "a or inactive"), ("self", "not self")])
    #expect(problem("a", in: circle) == .meaning(.cyclicSegments(["a", "b", "c", "a"])))
    #expect(problem("self", in: circle) == .meaning(.cyclicSegments(["self", "self"])))
  }

  @Test func circlesAreToldOnceByTheirMembers() throws {
    let circle = context([("a", "b"), ("b", "account or a"), ("outside", "not a")])
    func consequence(_ text: String) -> Bool? {
      var measures = MeasureTable()
      do {
        _ = try Predicate.compile(text, in: circle, measures: &measures)
        return nil
      } catch {
        return error.isConsequence
      }
    }
    #expect(consequence("b") == false)
    #expect(consequence("account or a") == false)
    #expect(consequence("not a") == true)
    #expect(consequence("platform = ios and a") == true)
  }

  @Test func errorsInsideSegmentsAreConsequences() {
    let broken = context([("typo", "did(artcile)"), ("user", "typo or account")])
    var measures = MeasureTable()
    let error = #expect(throws: ExpressionError.self) {
      try Predicate.compile("account and user", in: broken, measures: &measures)
    }
    #expect(error?.problem == .meaning(.brokenSegment("user")))
    #expect(error?.isConsequence == true)
    #expect(error?.range == SourceRange(offset: 12, length: 4))
    #expect(measures.measures.isEmpty)
  }

  /// Every cut and every one-byte change of valid texts either compiles or throws, and says something.
  @Test func damagedTextsNeverTrap() {
    let texts = [
      "not inactive and count(article, category = \"sport\", 30 days) >= 3 or value(city) = \"Zürich\"",
      "first(install) >= today - 2 weeks and (platform in (ios, android) or last(video) < 2016-02-01)",
      "count(session, length >= 2 min, 60 days, each week) >= 2 or answered(survey, \"yes\") and source = \"a*\\*\"",
    ]
    let replacements: [Unicode.Scalar] = ["(", ")", "\"", "\\", "0", "9", "-", "=", ",", "a", " ", "é", "\u{0}", "\n"]
    for text in texts {
      let scalars = Array(text.unicodeScalars)
      for index in scalars.indices {
        check(String(String.UnicodeScalarView(scalars[..<index])))
        for replacement in replacements {
          var damaged = scalars
          damaged[index] = replacement
          check(String(String.UnicodeScalarView(damaged)))
        }
      }
    }
  }

  @Test func randomWordsNeverTrap() {
    var random = RandomExpressions(generator: SplitMix64(state: 4))
    let words = [
      "not", "and", "or", "(", ")", "count", "did", "value", "platform", "in", "is", "undefined", "today", "-", "3",
      "days", "2016-02-01", "\"sport\"", "=", "<", ",", "article", "category", "inactive", "account", "everyone",
      "true", "session", "length", ">=", "min", "each", "week", "any", "day", "share", "network", "\"mail\"", "source",
      "\"a*\"", "answered", "survey", "\"yes\"", "regulars",
    ]
    for _ in 0..<20_000 {
      check((0..<random.number(1...12)).map { _ in random.pick(words) }.joined(separator: " "))
    }
  }

  private func check(_ text: String) {
    var measures = MeasureTable()
    do {
      _ = try Predicate.compile(text, in: Sample.context, measures: &measures)
    } catch {
      #expect(error.range.offset >= 0 && error.range.end <= text.utf8.count, "\(text)")
      #expect(!error.message.isEmpty && !error.remedy.isEmpty, "\(text): \(error.problem)")
      #expect(error.rendered(text).contains("^"), "\(text)")
    }
  }
}

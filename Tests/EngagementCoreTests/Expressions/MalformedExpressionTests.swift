import EngagementCore
import Foundation
import Primitives
import Testing

@Suite struct MalformedExpressionTests {
  struct Malformed: CustomTestStringConvertible {
    var text: String
    var range: SourceRange
    var message: String
    var remedy: String

    var testDescription: String { text }
  }

  /// The entries of Fixtures/malformed-expressions.txt.
  static let golden: [Malformed] = {
    guard let url = Bundle.module.url(forResource: "Fixtures/malformed-expressions", withExtension: "txt"),
      let fixture = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return fixture.components(separatedBy: "\n\n").dropFirst().compactMap { (entry: String) -> Malformed? in
      let lines = entry.split(separator: "\n").map(String.init)
      guard lines.count == 4 else { return nil }
      let numbers = lines[1].split(separator: " ").compactMap { Int($0) }
      guard numbers.count == 2 else { return nil }
      return Malformed(
        text: String(lines[0].dropFirst().dropLast()).replacing("␊", with: "\n"),
        range: SourceRange(offset: numbers[0], length: numbers[1]), message: lines[2], remedy: lines[3])
    }
  }()

  @Test func allEntriesWereRead() {
    #expect(Self.golden.count == 251)
  }

  @Test(arguments: golden)
  func saysWhereWhatAndHowToMendIt(_ expected: Malformed) {
    var measures = MeasureTable()
    let error = #expect(throws: ExpressionError.self) {
      try Predicate.compile(expected.text, in: Sample.context, measures: &measures)
    }
    #expect(error?.range == expected.range)
    #expect(error?.message == expected.message)
    #expect(error?.remedy == expected.remedy)
    #expect(error?.isConsequence == false)
    #expect(measures == MeasureTable())
  }

  @Test func namesWithTwoMeaningsAreRefused() {
    var context = Sample.context
    context.segments.append(SegmentDefinition(name: "account", expression: "everyone"))
    var measures = MeasureTable()
    let error = #expect(throws: ExpressionError.self) {
      try Predicate.compile("not account", in: context, measures: &measures)
    }
    #expect(error?.range == SourceRange(offset: 4, length: 7))
    #expect(error?.message == "`account` is both a segment and an app-info")
    #expect(error?.remedy == "rename the segment, or write `value(account)` for the app-info")
  }

  // MARK: Rendering

  private func rendered(_ text: String) -> String? {
    var measures = MeasureTable()
    do {
      _ = try Predicate.compile(text, in: Sample.context, measures: &measures)
      return nil
    } catch {
      return error.rendered(text)
    }
  }

  @Test func caretStandsUnderTheFault() {
    #expect(
      rendered("value(city) = \"Zürich\"\n  and did(vidoe)\nor account") == """
          and did(vidoe)
                  ^~~~~ the app does not collect `vidoe`; did you mean `video`?
        """)
    #expect(
      rendered("account and") == """
        account and
                   ^ a condition is missing at the end; add a condition or remove the last word
        """)
    #expect(
      rendered("value(city) = \"Zürich\" and inactiv") == """
        value(city) = "Zürich" and inactiv
                                   ^~~~~~~ there is no segment or boolean app-info `inactiv`; did you mean `inactive`?
        """)
  }

  @Test func longLinesAreCutAroundTheFault() throws {
    let padding = Array(repeating: "account", count: 100).joined(separator: " and ")
    let lines = try #require(rendered("\(padding) and inactiv and \(padding)")).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("...") && lines[0].hasSuffix("...") && lines[0].count < 180)
    let caret = try #require(lines[1].firstIndex(of: "^"))
    let column = lines[1].distance(from: lines[1].startIndex, to: caret)
    #expect(lines[0].dropFirst(column).hasPrefix("inactiv and"))
  }

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let lines = try #require(rendered("did(\"\u{1B}[2J\u{202E}x\") \u{7}"))
    #expect(lines.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x7F && $0.value != 0x202E || $0 == "\n" })
  }
}

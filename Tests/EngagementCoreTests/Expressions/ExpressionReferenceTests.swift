import EngagementCore
import Foundation
import Testing

/// Runs the examples of Documentation/expressions.md.
@Suite struct ExpressionReferenceTests {
  private static let page: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: "Documentation/expressions.md"), encoding: .utf8)) ?? ""
  }()

  /// Returns the contents of the code blocks of a language.
  private static func blocks(_ language: String) -> [String] {
    page.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```\n").first
    }
  }

  static let examples = blocks("expression").flatMap { $0.split(separator: "\n").map(String.init) }
  static let errors = blocks("error")

  @Test func thePageHasExamples() {
    #expect(Self.examples.count >= 85)
    #expect(Self.errors.count >= 10)
  }

  @Test(arguments: examples)
  func examplesCompile(_ text: String) throws {
    var measures = MeasureTable()
    _ = try Predicate.compile(text, in: Sample.context, measures: &measures)
    let expression = try Expression.parse(text)
    #expect(try Expression.parse(expression.description) == expression)
  }

  @Test(arguments: errors)
  func errorsAreShownAsOnThePage(_ block: String) throws {
    let text = try #require(block.split(separator: "\n").first.map(String.init))
    var measures = MeasureTable()
    let error = #expect(throws: ExpressionError.self) {
      try Predicate.compile(text, in: Sample.context, measures: &measures)
    }
    #expect(error?.rendered(text) == block)
  }

  /// The two lists of words on the page are those of the language.
  @Test func thePageListsTheReservedWords() {
    let words = ExpressionVocabulary.keywords + ExpressionVocabulary.facts + Function.allCases.map(\.rawValue)
    let page = Self.page.replacing("\n", with: " ")
    let lists = page.components(separatedBy: "The words `").dropFirst().first?.components(separatedBy: "` cannot").first
    #expect(Set((lists ?? "").split(separator: " ").map(String.init)) == Set(words))
  }
}

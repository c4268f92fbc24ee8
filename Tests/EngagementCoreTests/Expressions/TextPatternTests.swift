import EngagementCore
import Testing

@Suite struct TextPatternTests {
  @Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("?", "", false), ("?", "é", true),
    ("a*", "a", true), ("a*c", "abcbc", true), ("a*c", "abcb", false), ("*b*", "abc", true), ("*b*", "ac", false),
    ("a?c", "abc", true), ("a?c", "ac", false), ("**a**", "a", true), ("*ab", "aab", true), ("A*", "abc", false),
    ("*a*b?", "xaybxaybz", true), ("*a*b?", "xaybxayb", false),
  ])
  func matches(pattern: String, text: String, expected: Bool) {
    #expect(TextPattern(pattern).matches(text) == expected)
  }

  /// A pattern that makes backtracking matchers take for ever.
  @Test func manyWildcardsAreCheap() {
    let pattern = TextPattern(String(repeating: "*a", count: 500) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000)))
  }

  @Test func knowsWhatMatchesAll() {
    #expect(TextPattern("*").matchesAll && TextPattern("**").matchesAll)
    #expect(!TextPattern("").matchesAll && !TextPattern("*?").matchesAll)
    #expect(TextPattern("a*?b").plain == "a*?b")
  }
}

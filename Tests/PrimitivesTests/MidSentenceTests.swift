import Primitives
import Testing

@Suite struct MidSentenceTests {
  @Test(arguments: [
    ("Sessions per week", "sessions per week"), ("SMS per user", "SMS per user"), ("A", "a"), ("", ""),
    ("Ärger", "ärger"),
  ])
  func abbreviationsStay(text: String, expected: String) { #expect(midSentence(text) == expected) }

  @Test(
    arguments: [(0, 0, 0), (0, 12, 12), (12, 0, 12), (12, 18, 6), (7, 5, 1), (UInt64.max, 3, 3)]
      as [(UInt64, UInt64, UInt64)])
  func dividesBoth(a: UInt64, b: UInt64, divisor: UInt64) { #expect(greatestCommonDivisor(a, b) == divisor) }
}

import Primitives
import Testing

@Suite struct CSVQuotingTests {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("a b", "a b"), ("é;ü", "é;ü"), ("a,b", "\"a,b\""),
    ("say \"a\"", "\"say \"\"a\"\"\""),
    ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""),
  ])
  func quotesWhatNeedsIt(field: String, text: String) { #expect(csvQuoted(field) == text) }

  @Test func clocksHaveTwoDigits() {
    #expect(clockText(0) == "00:00")
    #expect(clockText(86_399) == "23:59")
    #expect(clockText(8 * 3600 + 307, showsSeconds: true) == "08:05:07")
  }
}

import Foundation
import Primitives
import Testing

@Suite struct JSONQuotingTests {
  @Test(arguments: [
    ("plain é 😀", "\"plain é 😀\""), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\u{08}\u{0C}", #""\n\r\t\b\f""#),
    ("\u{01}\u{1F}", #""\u0001\u001f""#), ("", "\"\""),
  ])
  func escapesWhatItMustAndNothingElse(text: String, expected: String) throws {
    #expect(jsonQuoted(text) == expected)
    let read = try JSONSerialization.jsonObject(with: Data(jsonQuoted(text).utf8), options: .fragmentsAllowed)
    #expect(read as? String == text)
  }
}

import Foundation
import Reporting
import Testing

struct JSONValueTests {
  private struct Sample: Encodable {
    var userDays = 3
    var name = "a/b \"c\"\n"
    var missing: Double?
    var shares = ["b": 0.5, "Zeta_Z": 0.25, "a": 1]
    var nested = [[1, 2], [3]]
    var big = UInt64.max
  }

  @Test func keepsDeclaredOrderAndUserNames() throws {
    let text = try JSONValueEncoder.encode(Sample()).compactText
    #expect(
      text
        == #"{"user_days":3,"name":"a/b \"c\"\n","missing":null,"shares":{"Zeta_Z":0.25,"a":1,"b":0.5},"nested":[[1,2],[3]],"big":18446744073709551615}"#
    )
  }

  @Test func sortsKeysByUTF16InCanonicalForm() {
    // The example of RFC 8785, section 3.2.3.
    let value: JSONValue = [
      "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
    ]
    let order = ["Carriage Return", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]
    let text = value.canonicalText
    let positions = order.compactMap { text.range(of: $0)?.lowerBound }
    #expect(positions.count == order.count)
    #expect(positions == positions.sorted())
  }

  @Test func escapesControlCharacters() {
    #expect(JSONValue.string("\u{0}\u{1f}\t\u{8}\u{c}").compactText == #""\u0000\u001f\t\b\f""#)
  }

  @Test func isSafeInsideAScript() {
    let value: JSONValue = ["</script><!--": "a & b > c \u{2028}\u{2029}"]
    let text = value.scriptText
    for forbidden in ["<", ">", "&", "\u{2028}", "\u{2029}"] { #expect(!text.contains(forbidden)) }
    let parsed = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
    #expect(parsed == ["</script><!--": "a & b > c \u{2028}\u{2029}"])
  }

  @Test func prettyTextReadsBackTheSame() throws {
    let value = try JSONValueEncoder.encode(Sample())
    let pretty = try JSONSerialization.jsonObject(with: Data(value.prettyText.utf8)) as? NSDictionary
    let compact = try JSONSerialization.jsonObject(with: Data(value.compactText.utf8)) as? NSDictionary
    #expect(pretty == compact)
    #expect(pretty != nil)
  }
}

import Primitives
import Testing

/// Lines of JSON; what they are as rows is tested where rows are read.
@Suite struct FlatObjectTests {
  @Test func membersAreTexts() throws {
    let line = #"{"user":7,"new":true,"x":-1.50e+2,"none":null,"na\u006de":"\u00c5 \"b\" \\ \ud83d\ude00","user":8}"#
    #expect(
      try FlatObject.columns(of: line) == ["user": "8", "new": "true", "x": "-1.50e+2", "name": "Å \"b\" \\ 😀"])
    #expect(try FlatObject.columns(of: " { } ").isEmpty)
  }

  @Test(arguments: ["0", "-0", "10.01", "1e5", "1E-5", "-12.5e+03"]) func numbers(text: String) throws {
    #expect(try FlatObject.columns(of: "{\"a\":\(text)}") == ["a": text])
  }

  @Test(arguments: ["01", "-", "1.", ".5", "+1", "1e", "0x1", "1e+", "Infinity", "--1"])
  func whatIsNoNumber(text: String) {
    #expect(throws: FlatObject.LineProblem.notAnObject) { try FlatObject.columns(of: "{\"a\":\(text)}") }
  }

  @Test func nestedValuesAreNamed() {
    #expect(throws: FlatObject.LineProblem.nested(key: "a\"")) { try FlatObject.columns(of: #"{"a\"":{}}"#) }
    #expect(throws: FlatObject.LineProblem.nested(key: "b")) { try FlatObject.columns(of: #"{"a":1,"b":[1]}"#) }
  }
}

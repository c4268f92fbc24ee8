import RecordedData
import Testing

/// Numbers as files write them.
@Suite struct FieldNumberTests {
  private func read(_ text: String, point: Character = ".") -> FieldNumber {
    Array(text.utf8).withUnsafeBufferPointer { FieldNumber($0, point: point.asciiValue ?? 0) }
  }

  @Test(arguments: [
    "0", "1", "-1", "+2", "007", "3.25", "-0.5", ".5", "5.", "1e3", "1E-3", "1.5e+2", "9007199254740993", "0.1", "1e22",
    "1e23", "123456789012345678901234567890", "2.2250738585072014e-308", "1.7976931348623157e308", "4.9e-324",
    "0.30000000000000004", "29.99", "8.5070591730234616e37", "0.000000000000000000000000012345",
  ])
  func agreesWithTheLibraryToTheLastBit(text: String) throws {
    // The library wants digits on both sides of the point.
    let plain = text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text
    let expected = try #require(Double(plain))
    #expect(read(text) == .value(expected))
  }

  @Test func manyDecimalsAgreeWithTheLibrary() throws {
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = String(state >> UInt64(state & 31))
      let place = Int(state >> 40) % (digits.count + 1)
      let text = digits.prefix(place) + "." + digits.dropFirst(place) + "0e\(Int(state >> 50) % 40 - 20)"
      let plain = text.hasPrefix(".") ? "0" + text : String(text)
      #expect(read(plain) == .value(try #require(Double(plain))))
    }
  }

  @Test(arguments: [
    ("TRUE", 1.0), ("true", 1), ("Yes", 1), ("FALSE", 0), ("no", 0), (" 4 ", 4), ("\t5", 5),
  ])
  func words(text: String, value: Double) { #expect(read(text) == .value(value)) }

  @Test(arguments: ["", "  ", "NA", "n/a", "null", "NULL", "None", "\\N"])
  func missing(text: String) { #expect(read(text) == .missing) }

  @Test(arguments: ["NaN", "nan", "inf", "-inf", "Infinity", "1e309", "-1e400"])
  func notFinite(text: String) { #expect(read(text) == .notFinite) }

  @Test(arguments: ["abc", "1,5", "1.2.3", "--1", "1e", "1e+", "0x10", "e5", ".", "-", "1 2", "12a", "$5", "5%"])
  func notANumber(text: String) { #expect(read(text) == .notANumber) }

  @Test func decimalComma() {
    #expect(read("1,5", point: ",") == .value(1.5))
    #expect(read("1.5", point: ",") == .notANumber)
    #expect(read("123456789012345678901,5", point: ",") == .value(123456789012345678901.5))
  }
}

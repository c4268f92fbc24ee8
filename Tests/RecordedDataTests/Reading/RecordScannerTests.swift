import Foundation
import RecordedData
import Testing

/// Records and fields, whatever the pieces in which bytes arrive.
@Suite struct RecordScannerTests {
  /// All records of a text, with the lines on which they begin.
  private func records(_ bytes: [UInt8], piece: Int, delimiter: UInt8? = nil) throws -> [(line: Int, fields: [String])]
  {
    var scanner = RecordScanner(MemoryBytes(bytes, piece: piece), bufferSize: min(max(16, piece), 1 << 16))
    try scanner.start(delimiter: delimiter)
    var records: [(Int, [String])] = []
    while try scanner.next() {
      records.append((scanner.line, (0..<scanner.fieldCount).map { scanner.field($0).text }))
    }
    return records
  }

  private func fields(_ text: String, piece: Int = .max) throws -> [[String]] {
    try records(Array(text.utf8), piece: piece).map(\.fields)
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n,\n", [["a", "b"], ["", ""]]),
    ("a,b\n\"1,5\",\"x\"\"y\"\n", [["a", "b"], ["1,5", "x\"y"]]),
    ("a,b\n\"two\nlines\",3\n", [["a", "b"], ["two\nlines", "3"]]),
    ("a,b\n\"\",\"\"\r\n", [["a", "b"], ["", ""]]),
    ("a,b\n5\" pipe,2\n", [["a", "b"], ["5\" pipe", "2"]]),
    ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("é,ü\n1,2\n", [["é", "ü"], ["1", "2"]]),
    ("a\n1\n", [["a"], ["1"]]),
  ])
  func readsRecords(text: String, expected: [[String]]) throws {
    for piece in [1, 2, 3, 7, .max] { #expect(try fields(text, piece: piece) == expected, "pieces of \(piece)") }
  }

  @Test func countsPhysicalLines() throws {
    let text = "a,b\n\"x\ny\",1\n\n2,3\n"
    #expect(try records(Array(text.utf8), piece: 3).map(\.line) == [1, 2, 4, 5])
  }

  @Test func sameRecordsForEveryPiece() throws {
    var text = "id,name,\"quoted\"\n"
    for i in 0..<300 {
      text += "\(i),\"n\(i)\"\"\(i % 7 == 0 ? "\r\n" : ",")\",\(String(repeating: "z", count: i % 90))\r\n"
    }
    let whole = try fields(text)
    #expect(whole.count == 301)
    for piece in [1, 5, 16, 64, 1000] { #expect(try fields(text, piece: piece) == whole) }
  }

  @Test func blankAndMalformedRecordsAreMarked() throws {
    var scanner = RecordScanner(MemoryBytes(Array("a,b\n\n\"x\"y,2\n3,4\n".utf8)))
    try scanner.start(delimiter: nil)
    var shapes: [String] = []
    while try scanner.next() { shapes.append("\(scanner.shape)") }
    #expect(shapes == ["whole", "blank", "malformedQuotes", "whole"])
  }

  @Test func invalidTextIsReportedWithItsLine() {
    let bytes = Array("a,b\n1,2\n".utf8) + [0x63, 0xE9, 0x2C, 0x31, 0x0A]
    let error = #expect(throws: DataError.self) { try records(bytes, piece: 4) }
    #expect(error?.line == 3)
    #expect(error?.message.contains("UTF-8") == true)
  }

  @Test func openQuoteIsReportedWithItsLine() {
    let error = #expect(throws: DataError.self) { try fields("a,b\n1,2\n3,\"4\n5,6\n") }
    #expect(error?.line == 3)
    #expect(error?.message.contains("never closed") == true)
  }

  @Test func hugeRecordIsRefused() {
    var bytes = Array("a,b\n1,\"".utf8)
    bytes += [UInt8](repeating: 0x78, count: RecordScanner.longestRecord + 10)
    let error = #expect(throws: DataError.self) { try records(bytes, piece: 1 << 20) }
    #expect(error?.line == 2)
    #expect(error?.message.contains("16 MB") == true)
  }

  @Test func longFieldBelowTheLimitIsRead() throws {
    let long = String(repeating: "y", count: 3_000_000)
    #expect(try fields("a,b\n\(long),2\n", piece: 4096)[1] == [long, "2"])
  }

  @Test func emptyInputAndOldLineEndsAreRefused() {
    #expect(throws: DataError.self) { try fields("") }
    let error = #expect(throws: DataError.self) { try fields("a,b\r1,2\r") }
    #expect(error?.message.contains("carriage returns") == true)
  }

  @Test func rewindingReadsTheSameAgain() throws {
    var scanner = RecordScanner(MemoryBytes(Array("a,b\n1,2\n".utf8), piece: 3))
    try scanner.start(delimiter: nil)
    while try scanner.next() {}
    try scanner.rewind()
    try scanner.start(delimiter: nil)
    #expect(try scanner.next())
    #expect(scanner.line == 1)
    #expect(scanner.field(0).text == "a")
  }
}

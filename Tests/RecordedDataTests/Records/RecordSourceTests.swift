import Foundation
import RecordedData
import Testing

/// Rows of text files and of JSON lines look the same to who reads them.
@Suite struct RecordSourceTests {
  @Test(arguments: [
    // Nothing between delimiters is a missing value, an empty text in quotes is a text.
    ("a,b\n1,2\n,\"\"\n\"x,y\",\"z\"\"\"\n", [["1", "2"], [nil, ""], ["x,y", "z\""]]),
    ("a\tb\n1\t2\n\n3\t\n", [["1", "2"], ["3", nil]]),
    ("a,b\n1\n1,2,3\n\"x\"y,2\n", [["other than 2 fields"], ["other than 2 fields"], ["text behind a closing quote"]]),
    ("{\"a\":1,\"b\":\"2\"}\n{\"b\":null,\"a\":\"\"}\n\n{\"a\":true}\n", [["1", "2"], ["", nil], ["true", nil]]),
    ("\u{FEFF}{\"a\" : -1.5e3 , \"b\" : \"\\u00e9\\n\\\"\\ud83d\\ude00\"}\r\n", [["-1.5e3", "é\n\"😀"]]),
    ("{\"a\":1}\n{\"a\":2,\"c\":3}\n", [["1"], ["2", "3"]]),
    ("{\"a\":\"first\",\"a\":\"last\"}\n", [["last"]]),
    ("{\"\\u0061\":\"escaped key\"}\n{\"a\":\"plain key\"}\n", [["escaped key"], ["plain key"]]),
    ("{}\n{\"a\":1}", [[], ["1"]]),
  ])
  func readsRows(text: String, expected: [[String?]]) throws {
    for piece in [1, 3, 16, .max] { #expect(try Rows.all(text, piece: piece) == expected, "pieces of \(piece)") }
  }

  @Test(arguments: [
    "{\"a\":1", "{\"a\":1}}", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{\"a\":01x}", "{\"a\":\"\\q\"}", "{\"a\":\"\\ud83d\"}",
    "\"text\"", "[1]",
    "{\"a\":nul}", "{\"a\":\"open}", "user,time", "{\"a\":NaN}", "{\"a\":1,}", "{\"a\":\"\\u12\"}",
    "{\"a\":\"tab\there\"}",
  ])
  func linesThatAreNoObjectAreMarked(line: String) throws {
    #expect(try Rows.all("{\"a\":0}\n\(line)\n{\"a\":2}\n") == [["0"], ["not an object of JSON"], ["2"]])
  }

  @Test(arguments: ["{\"a\":{\"b\":1}}", "{\"a\":[1]}"])
  func nestedValuesAreMarked(line: String) throws {
    #expect(try Rows.all("{\"a\":0}\n\(line)\n") == [["0"], ["a is not a single value"]])
  }

  @Test func aListOfJSONIsRefused() {
    let error = #expect(throws: DataError.self) { try Rows.of("[{\"a\":1}]") }
    #expect(error?.message.contains("one object a line") == true)
  }

  @Test func placesAreLines() throws {
    let source = try Rows.of("a,b\n\"x\ny\",1\n\n2,3\n")
    var places: [Int] = []
    while try source.next() { places.append(source.place) }
    #expect(places == [2, 5])
    #expect(source.blankLines == 1)
  }

  @Test func columnsAreFoundByName() throws {
    let text = try Rows.of("user,time\n1,2\n")
    #expect(try text.position(of: "time") == 1)
    let error = #expect(throws: DataError.self) { try text.position(of: "tine") }
    #expect(error?.message.contains("did you mean 'time'?") == true)
    // In lines of JSON a key may come later, so a missing one is only known at the end.
    let json = try Rows.of("{\"user\":1}\n{\"user\":2,\"time\":3}\n")
    let time = try json.position(of: "time")
    var found: [String?] = []
    while try json.next() { found.append(json.field(time)?.text) }
    #expect(found == [nil, "3"])
    #expect(json.absence == nil)
    let other = try Rows.of("{\"user\":1}\n")
    _ = try other.position(of: "usr")
    while try other.next() {}
    #expect(other.absence?.message == "no object has the key 'usr'; did you mean 'user'?")
  }

  @Test func endlessKeysAreRefused() throws {
    let source = try Rows.of((0..<2000).map { "{\"key\($0)\":1}\n" }.joined())
    let error = #expect(throws: DataError.self) { while try source.next() {} }
    #expect(error?.line == 1001)
  }

  @Test func filesWithoutHeaderGetNames() throws {
    let source = try DataFile.records(MemoryBytes(Array("1;2\n3;4\n".utf8)), columns: ["user", "time"])
    #expect(try source.next())
    #expect(source.field(try source.position(of: "time"))?.text == "2")
  }

  @Test func packedLinesAreUnpacked() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("log.gz")
    try Data(Gzip.packed("{\"a\":\"x\"}\n")).write(to: file)
    let source = try DataFile.records(file.path)
    #expect(try source.next())
    #expect(source.field(0)?.text == "x")
    try Data("SQLite format 3\0".utf8).write(to: file)
    let error = #expect(throws: DataError.self) { try DataFile.records(file.path) }
    #expect(error?.message.contains("SQLite") == true)
  }
}

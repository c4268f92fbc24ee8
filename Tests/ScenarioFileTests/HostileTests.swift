import Foundation
import ScenarioFile
import Simulation
import Testing

/// Files that were made to do harm end in an error with a position, whatever they are.
@Suite("Hostile files")
struct HostileTests {
  private func first(_ text: String) -> Problem? { ScenarioFile.check(text, name: "x").problems.first }

  /// Writes bytes to a file, loads it, and returns the first problem.
  private func load(_ bytes: [UInt8]) throws -> Problem? {
    let file = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).yaml")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      _ = try ScenarioFile.load(file.path)
      return nil
    } catch {
      return error.problems.first
    }
  }

  @Test("nesting of every kind, up to the size limit", arguments: [60, 1_000, 5_000, 200_000])
  func nesting(_ depth: Int) {
    let forms = [
      String(repeating: "[", count: depth), String(repeating: "{a: ", count: depth),
      String(repeating: "- ", count: depth),
      String(repeating: "? ", count: depth), "a: '" + String(repeating: "[", count: depth) + "\n",
      "a: [" + String(repeating: "'[', ", count: depth) + "]", String(repeating: "[? ", count: depth),
      "#\"\n" + String(repeating: "[", count: depth), "a: x\"\n" + String(repeating: "\"[\"[", count: depth),
    ]
    for form in forms {
      let problem = first(form)
      #expect(problem?.severity == .error)
      #expect(problem?.position != nil)
    }
  }

  @Test("blocks nested as deep as the size limit allows")
  func deepBlocks() {
    let text = (0..<1_500).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(first(text)?.code == "too-deep")
  }

  @Test("aliases that name more values than a machine can hold", arguments: [10, 30])
  func bomb(_ levels: Int) {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...levels {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(first(text)?.code == "too-large")
    #expect(first(text + "? *a\(levels)\n: 1\n")?.code == "bad-key")
    #expect(first(text + "b: {*a\(levels) : 1}\n")?.code == "too-large")
  }

  @Test("whole trees as keys, which a parser would hash again at every level")
  func treesAsKeys() {
    let list = "[" + String(repeating: "x,", count: 500_000) + "]\n"
    #expect(first(String(repeating: "? ", count: 900) + list)?.code == "bad-key")
    #expect(first("a: {? " + list + "}\n")?.severity == .error)
    #expect(first("[a, b]: 1\n")?.code == "bad-key")
  }

  @Test("a question mark in a text is no key")
  func questionMarks() throws {
    let text = Text.kpi("{count: session, title: Ready ? Go}") + "about: \"? really\"\n"
    let scenario = try ScenarioFile.parse(text).scenario
    #expect(scenario.kpis[0].title == "Ready ? Go")
    #expect(scenario.about == "? really")
  }

  @Test("keys given twice by the thousand")
  func manyDuplicates() {
    #expect(first(String(repeating: "k: 1\n", count: 100_000))?.what == "`k` is given again in the same map")
    #expect(first((0..<30).map { "k\($0): 1\nk\($0): 2\n" }.joined())?.code == "duplicate-key")
  }

  @Test("more values than a scenario has")
  func manyValues() {
    let problem = first("kpis: [" + String(repeating: "x, ", count: 150_000) + "]\n")
    #expect(problem?.code == "too-large")
  }

  @Test("thousands of mistakes are cut short")
  func manyMistakes() {
    let text = "scenario: s\n" + (0..<20_000).map { "kpi_\($0): 1\n" }.joined()
    let problems = ScenarioFile.check(text).problems
    #expect(problems.count <= 520)
    #expect(problems.first?.code == "unknown-key")
  }

  @Test("thousands of segments are refused before anyone compiles them")
  func manySegments() {
    let segments = (0..<20_000).map { "  s\($0): did(click)\n" }.joined()
    let problem = ScenarioFile.check(Text.kpi("{count: session}") + "segments:\n" + segments).problems.first
    #expect(problem?.what == "20000 entries, more than 1000")
  }

  @Test("a file that is too large")
  func large() throws {
    let problem = try load([UInt8](repeating: UInt8(ascii: "a"), count: 3_000_000))
    #expect(problem?.code == "too-large")
    #expect(first(String(repeating: "#", count: 2_000_001))?.code == "too-large")
  }

  @Test("bytes that are no text")
  func encodings() throws {
    let broken = try load(Array("scenario: s\ntitle: ".utf8) + [0xC3, 0x28])
    #expect(broken?.code == "bad-encoding")
    #expect(broken?.position == SourcePosition(line: 2, column: 8))
    let wide = try load([0xFF, 0xFE, 0x73, 0x00])
    #expect(wide?.what == "the file is written in UTF-16")
    let zero = try load(Array("a: b\nc: ".utf8) + [0])
    #expect(zero?.position == SourcePosition(line: 2, column: 4))
  }

  @Test("a byte order mark is no harm")
  func byteOrderMark() throws {
    let loaded = try ScenarioFile.parse("\u{FEFF}" + Text.kpi("{count: session}"))
    #expect(loaded.scenario.name == "small")
  }

  @Test("Windows line ends are no harm, and positions stay right")
  func lineEnds() throws {
    let text = Text.kpi("{count: sesion}").replacing("\n", with: "\r\n")
    let unix = ScenarioFile.check(Text.kpi("{count: sesion}")).problems
    #expect(ScenarioFile.check(text).problems == unix)
    #expect(unix.first?.code == "unknown-name")
  }

  @Test("private-use characters are kept")
  func privateUse() throws {
    let text = Text.kpi("{count: session, title: \"\u{E000}*\u{E001}\"}")
    #expect(try ScenarioFile.parse(text).scenario.kpis[0].title == "\u{E000}*\u{E001}")
  }

  @Test("a file that is not there, and a folder")
  func missing() {
    for path in ["no/such/file.yaml", FileManager.default.temporaryDirectory.path] {
      let error = #expect(throws: ScenarioFileError.self) { try ScenarioFile.load(path) }
      #expect(error?.problems.first?.code == "no-file")
    }
  }
}

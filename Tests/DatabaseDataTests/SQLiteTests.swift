import CSQLite
import DatabaseData
import Foundation
import RecordedData
import Testing

/// Reading from and writing to files of SQLite.
@Suite final class SQLiteTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var path: String { folder.appendingPathComponent("crm.db").path }

  /// Runs commands beside the code under test.
  private func run(_ commands: String, then body: () throws -> Void = {}) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, commands, nil, nil, nil) == SQLITE_OK)
    try body()
  }

  private func records(_ query: String) throws -> any RecordSource {
    try DatabaseLocation("sqlite:\(path)").records(query)
  }

  private func all(_ query: String) throws -> [[String?]] {
    let source = try records(query)
    var rows: [[String?]] = []
    while try source.next() { rows.append(source.columns.indices.map { source.field($0)?.text }) }
    return rows
  }

  private func failure(_ query: String) -> DatabaseError? {
    #expect(throws: DatabaseError.self) {
      let source = try records(query)
      while try source.next() {}
    }
  }

  @Test func fieldsAreTextAndNullIsMissing() throws {
    try run("CREATE TABLE t (a, b, c, d, e); INSERT INTO t VALUES (1, 'x', NULL, '', 0.1), (-5, 'é', 2.5, x'', 1e300)")
    #expect(try all("SELECT * FROM t") == [["1", "x", nil, "", "0.1"], ["-5", "é", "2.5", "", "1e+300"]])
    // 15 digits would not tell these apart.
    #expect(try all("SELECT 0.1 + 0.2, 0.3") == [["0.30000000000000004", "0.3"]])
  }

  @Test func aSummaryCanBeReadFromATable() throws {
    try run(
      """
      CREATE TABLE orders (customer TEXT, at INTEGER, value REAL);
      WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 39999)
        INSERT INTO orders SELECT 'c' || (i % 400), 1700000000 + (i / 400) * 86400, 2.5 FROM n;
      """)
    var plan = PurchasePlan(userColumn: "customer", timeColumn: "at", valueColumn: "value")
    plan.unit = .days
    let summary = try PurchaseReader(plan).read(records("SELECT * FROM orders ORDER BY random()"))
    #expect(summary.groups == [PurchaseGroup(repeats: 99, lastPurchase: 99, observed: 99, customers: 400)])
    #expect(summary.spend == [SpendGroup(repeats: 99, meanSpend: 2.5, customers: 400)])
    #expect(summary.timeFormat == .unixSeconds)
  }

  @Test(arguments: [
    ("SELECT * FROM no_such", DatabaseError.Kind.noTable, "no such table: no_such"),
    ("SELECT nme FROM t", .noColumn, "no such column: nme"),
    ("SELECT FROM WHERE", .badQuery, "syntax error"),
    ("SELECT 1; DELETE FROM t", .badQuery, "more than one query"),
    ("DELETE FROM t", .notASelect, "DELETE"),
    ("WITH x AS (SELECT 1) DELETE FROM t", .notASelect, "only read"),
    ("PRAGMA user_version = 7", .notASelect, "PRAGMA"),
  ])
  func queriesThatCannotBe(query: String, kind: DatabaseError.Kind, said: String) throws {
    try run("CREATE TABLE t (name)")
    let error = failure(query)
    #expect(error?.kind == kind, "\(error?.message ?? "")")
    #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
  }

  @Test func filesThatAreNoDatabase() throws {
    #expect(failure("SELECT 1")?.kind == .noDatabase)
    #expect(!FileManager.default.fileExists(atPath: path), "reading must not make a file")
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: path))
    #expect(failure("SELECT * FROM t")?.kind == .notADatabase)
    let inFolder = #expect(throws: DatabaseError.self) {
      try DatabaseLocation("sqlite:\(folder.path)").records("SELECT 1")
    }
    #expect(inFolder?.message.contains("folder") == true)
  }

  @Test func aDamagedFileIsSaid() throws {
    try run("CREATE TABLE t (a); INSERT INTO t SELECT value FROM json_each('[1,2,3]'); PRAGMA page_size")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes.replaceSubrange(4096..<4200, with: repeatElement(0xFF, count: 104))
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(failure("SELECT * FROM t")?.kind == .notADatabase)
  }

  @Test func aLockedFileIsSaid() throws {
    try run("CREATE TABLE t (a)")
    try run("BEGIN EXCLUSIVE") {
      let error = failure("SELECT * FROM t")
      #expect(error?.kind == .locked)
      #expect(error?.message.contains("another program holds the database") == true)
    }
  }

  @Test func aLongQueryCanBeEnded() throws {
    struct Enough: Error {}
    try run("CREATE TABLE t (a)")
    #expect(throws: Enough.self) {
      let endless = "WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
      let source = try DatabaseLocation(path).records(endless) { throw Enough() }
      while try source.next() {}
    }
  }

  // MARK: - Writing

  private static let columns = [
    AudienceColumn("user", .text), AudienceColumn("n", .integer), AudienceColumn("x", .real),
  ]

  private func write(_ rows: [[AudienceValue]], _ existing: ExistingTable = .refuse) throws -> Int {
    try AudienceWriter(
      database: DatabaseLocation("sqlite:\(path)"), table: "push \"audience\"", columns: Self.columns,
      existing: existing
    ).write(rows)
  }

  private var written: [[String?]] { get throws { try all("SELECT * FROM \"push \"\"audience\"\"\"") } }

  @Test func anAudienceIsWrittenAndReadBack() throws {
    #expect(try write([[.text("u1"), .integer(1), .real(0.5)], [.text("\"é\n"), .null, .null]]) == 2)
    #expect(try written == [["u1", "1", "0.5"], ["\"é\n", nil, nil]])
    let refused = #expect(throws: DatabaseError.self) { try write([[.text("u2")]]) }
    #expect(refused?.kind == .tableExists)
    #expect(try write([[.text("u2")]], .append) == 1)
    #expect(try written.count == 3)
    #expect(try write([[.text("u3"), .integer(3)]], .replace) == 1)
    #expect(try written == [["u3", "3", nil]])
  }

  @Test func nothingIsWrittenHalfWay() throws {
    struct Enough: Error {}
    let writer = AudienceWriter(
      database: try DatabaseLocation("sqlite:\(path)"), table: "half", columns: [AudienceColumn("n", .integer)])
    #expect(throws: Enough.self) {
      try writer.write((0..<20_000).lazy.map { [.integer($0)] }) { if $0 > 10_000 { throw Enough() } }
    }
    #expect(!FileManager.default.fileExists(atPath: path), "the file was made for this")
    try run("CREATE TABLE half (n CHECK (n < 9999))")
    let appending = AudienceWriter(
      database: try DatabaseLocation("sqlite:\(path)"), table: "half", columns: [AudienceColumn("n", .integer)],
      existing: .append)
    let error = #expect(throws: DatabaseError.self) { try appending.write((0..<20_000).lazy.map { [.integer($0)] }) }
    #expect(error?.message.contains("CHECK constraint") == true)
    #expect(try all("SELECT count(*) FROM half") == [["0"]])
  }
}

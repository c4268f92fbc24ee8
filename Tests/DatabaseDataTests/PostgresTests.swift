import DatabaseData
import Foundation
import PostgresForTests
import RecordedData
import Testing

/// Reading from and writing to a real PostgreSQL server that the tests start.
@Suite(
  .serialized,
  .enabled(
    if: PostgresServer.programs != nil || PostgresServer.isContinuousIntegration,
    Comment(rawValue: PostgresServer.advice)),
  WithPostgres())
struct PostgresTests {
  private let server: PostgresServer

  init() throws { server = try #require(WithPostgres.server) }

  private func records(_ query: String, _ address: String? = nil) throws -> any RecordSource {
    try DatabaseLocation(address ?? server.address()).records(query)
  }

  private func all(_ query: String) throws -> [[String?]] {
    let source = try records(query)
    var rows: [[String?]] = []
    while try source.next() { rows.append(source.columns.indices.map { source.field($0)?.text }) }
    #expect(source.place == rows.count)
    return rows
  }

  private func failure(_ query: String, _ address: String? = nil) -> DatabaseError? {
    let error = #expect(throws: DatabaseError.self) {
      let source = try records(query, address)
      while try source.next() {}
    }
    #expect(error.map { !"\($0)".contains("p@ss") && !"\($0)".contains("p%40ss") } == true, "a password is shown")
    return error
  }

  @Test func fieldsAreTextAndNullIsMissing() throws {
    let rows = try all(
      """
      SELECT 1 AS a, 'x,"y'::text AS b, NULL::int AS c, ''::text AS d, DATE '2016-04-27' AS e, 0.1::float8 AS f,
        TIMESTAMPTZ '2016-04-27 10:00:00+02' AS g, true AS h, 'é😀' AS i
      """)
    #expect(rows == [["1", "x,\"y", nil, "", "2016-04-27", "0.1", "2016-04-27 08:00:00+00", "t", "é😀"]])
  }

  @Test func namesOfColumnsAreTheQuerys() throws {
    let source = try records("SELECT 1 AS \"user\", 2 AS day -- a comment\n;")
    #expect(source.columns == ["user", "day"])
    #expect(try source.position(of: "day") == 1)
    let error = #expect(throws: DataError.self) { try source.position(of: "dya") }
    #expect(error?.message.contains("did you mean 'day'?") == true)
  }

  @Test(arguments: [0, 1, 4999, 5000, 5001, 20_000]) func answersOfAnySizeAreWhole(count: Int) throws {
    let source = try records("SELECT g FROM generate_series(1, \(count)) AS g")
    var sum = 0
    while try source.next() { sum += source.field(0).flatMap { Int($0.text) } ?? 0 }
    #expect(sum == count * (count + 1) / 2)
    #expect(source.progress == RecordProgress(unit: .rows, done: count, total: nil))
    #expect(try !source.next())
  }

  @Test func aSummaryCanBeReadFromATable() throws {
    try server.run(
      """
      DROP TABLE IF EXISTS events;
      CREATE TABLE events (user_id bigint, at timestamptz, what text);
      INSERT INTO events SELECT g % 1000, TIMESTAMPTZ '2024-03-01 12:00+00' + (g / 1000) * interval '1 day', 'open'
        FROM generate_series(0, 49999) AS g;
      """)
    let plan = ActivityPlan(userColumn: "user_id", timeColumn: "at", eventColumn: "what")
    var counts: [Int] = []
    let summary = try ActivityReader(plan).read(records("SELECT user_id, at, what FROM events")) {
      counts.append($0.done)
    }
    #expect(summary.groups == [ActivityGroup(activeDays: 49, lastActiveDay: 49, days: 49, users: 1000)])
    #expect(counts == [16_384, 32_768, 49_152, 50_000])
    #expect(summary.timeFormat == .timestamp)
    #expect(summary.account.source == "postgres://owner@127.0.0.1:\(server.port)/postgres")
  }

  @Test func nullsInNeededColumnsAreBadRows() throws {
    let query = "SELECT CASE WHEN g <> 17 THEN g END AS u, DATE '2024-03-01' AS d FROM generate_series(1, 50) AS g"
    let plan = ActivityPlan(userColumn: "u", timeColumn: "d")
    let error = #expect(throws: DataError.self) { try ActivityReader(plan).read(records(query)) }
    #expect(error?.message.contains("1 of 50 rows cannot be used") == true)
    #expect(error?.message.contains("row 17: u is empty") == true)
    var tolerant = plan
    tolerant.limits.maximumBadShare = 0.1
    #expect(try ActivityReader(tolerant).read(records(query)).users == 49)
  }

  @Test func aWrongPasswordIsSaid() {
    let error = failure("SELECT 1", server.address(password: "guess"))
    #expect(error?.kind == .refused)
    #expect(error?.message.contains("the password is wrong") == true)
    #expect(error.map { "\($0)".contains("guess") } == false)
    #expect(error?.database == "postgres://owner@127.0.0.1:\(server.port)/postgres")
  }

  @Test func aMissingPasswordIsSaid() {
    let error = failure("SELECT 1", "host=127.0.0.1 port=\(server.port) user=owner dbname=postgres passfile=/dev/null")
    #expect(error?.kind == .refused)
    #expect(error?.message.contains("asks for a password") == true, "\(error?.message ?? "")")
  }

  @Test func aMissingDatabaseIsSaid() {
    let error = failure("SELECT 1", server.address(database: "crm"))
    #expect(error?.kind == .noDatabase)
    #expect(error?.message.contains("\"crm\" does not exist") == true)
  }

  @Test func aServerThatIsNotThereIsSaid() throws {
    let error = failure("SELECT 1", "postgres://owner:secret-word@127.0.0.1:\(try PostgresServer.freePort())/postgres")
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains("cannot be reached") == true)
    #expect(error.map { "\($0)".contains("secret-word") } == false)
  }

  @Test(arguments: [
    ("SELECT * FROM no_such_table", DatabaseError.Kind.noTable, "\"no_such_table\" does not exist", 15),
    ("SELECT nme FROM (SELECT 1 AS name) AS t", .noColumn, "nme", 8),
    ("SELECT FROM WHERE", .badQuery, "syntax error", 13),
    ("SELECT 1; DROP TABLE x", .badQuery, "multiple commands", 0),
    ("WITH d AS (DELETE FROM pg_description RETURNING 1) SELECT * FROM d", .notASelect, "data-modifying", 0),
    ("SELECT nextval('pg_toast.x')", .noTable, "does not exist", 0),
    ("DELETE FROM t", .notASelect, "DELETE", 0),
    ("  /* a */ -- b\n drop table t", .notASelect, "DROP", 0),
    ("", .notASelect, "empty", 0),
  ])
  func queriesThatCannotBe(query: String, kind: DatabaseError.Kind, said: String, position: Int) {
    let error = failure(query)
    #expect(error?.kind == kind, "\(error?.message ?? "")")
    #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    if position > 0 { #expect(error?.position == position) }
  }

  @Test func aFunctionCannotWrite() throws {
    try server.run(
      """
      CREATE TABLE IF NOT EXISTS untouched (a int);
      CREATE OR REPLACE FUNCTION write_something() RETURNS int LANGUAGE sql AS
        'INSERT INTO untouched VALUES (1) RETURNING 1';
      """)
    #expect(failure("SELECT write_something()")?.kind == .notASelect)
    #expect(try server.query("SELECT count(*) FROM untouched") == [["0"]])
  }

  @Test func aLostConnectionIsSaidWithItsRows() throws {
    let source = try records("SELECT g, pg_backend_pid() FROM generate_series(1, 1000000) AS g")
    #expect(try source.next())
    let backend = try #require(source.field(1)?.text)
    try server.run("SELECT pg_terminate_backend(\(backend))")
    let error = #expect(throws: DatabaseError.self) { while try source.next() {} }
    #expect(error?.kind == .connectionLost)
    #expect(error?.message.contains("after 5000 rows") == true, "\(error?.message ?? "")")
  }

  @Test func waitingCanBeEnded() throws {
    struct Enough: Error {}
    final class Beats { var count = 0 }
    let beats = Beats()
    #expect(throws: Enough.self) {
      _ = try DatabaseLocation(server.address()).records("SELECT pg_sleep(600)") {
        beats.count += 1
        if beats.count == 3 { throw Enough() }
      }
    }
    #expect(beats.count == 3)
  }

  // MARK: - Writing

  private static let columns = [
    AudienceColumn("user", .text), AudienceColumn("Arm of test", .text), AudienceColumn("n", .integer),
    AudienceColumn("score", .real),
  ]
  private static let rows: [[AudienceValue]] = [
    [.text("u1\t\\N"), .text("a\nb"), .integer(-7), .real(0.1)], [.text(""), .null, .null, .real(.infinity)],
  ]

  private func write(
    _ table: String, _ rows: [[AudienceValue]] = PostgresTests.rows, _ existing: ExistingTable = .refuse,
    columns: [AudienceColumn] = PostgresTests.columns
  ) throws -> Int {
    let database = try DatabaseLocation(server.address())
    return try AudienceWriter(database: database, table: table, columns: columns, existing: existing).write(rows)
  }

  @Test func anAudienceIsWrittenAndReadBack() throws {
    #expect(try write("au\"dience") == 2)
    #expect(
      try all("SELECT * FROM \"au\"\"dience\"") == [["u1\t\\N", "a\nb", "-7", "0.1"], ["", nil, nil, "Infinity"]])
    let many = (0..<30_000).map { [AudienceValue.text("u\($0)"), .text("arm"), .integer($0), .null] }
    #expect(try write("au\"dience", many, .append) == 30_000)
    #expect(try all("SELECT count(*), sum(n) FROM \"au\"\"dience\"") == [["30002", "449984993"]])
    #expect(try write("au\"dience", Self.rows, .replace) == 2)
    #expect(try all("SELECT count(*) FROM \"au\"\"dience\"") == [["2"]])
  }

  @Test func aTableThatIsThereIsRefused() throws {
    try server.run("DROP SCHEMA IF EXISTS mine CASCADE; CREATE SCHEMA mine; CREATE TABLE mine.audience (a int)")
    let error = #expect(throws: DatabaseError.self) { try write("mine.audience") }
    #expect(error?.kind == .tableExists)
    let append = #expect(throws: DatabaseError.self) { try write("mine.audience", Self.rows, .append) }
    #expect(append?.kind == .noColumn)
    #expect(try all("SELECT count(*) FROM mine.audience") == [["0"]])
    #expect(throws: DatabaseError.self) { try write("no_schema.audience") }
  }

  @Test func nothingIsWrittenHalfWay() throws {
    struct Enough: Error {}
    let database = try DatabaseLocation(server.address())
    let writer = AudienceWriter(database: database, table: "half", columns: [AudienceColumn("n", .integer)])
    #expect(throws: Enough.self) {
      try writer.write((0..<100_000).lazy.map { [.integer($0)] }) { if $0 > 50_000 { throw Enough() } }
    }
    #expect(failure("SELECT * FROM half")?.kind == .noTable)
    // A value that the server does not take.
    try server.run("DROP TABLE IF EXISTS half; CREATE TABLE half (n int CHECK (n < 99999))")
    let appending = AudienceWriter(
      database: database, table: "half", columns: [AudienceColumn("n", .integer)], existing: .append)
    let error = #expect(throws: DatabaseError.self) { try appending.write((0..<100_000).lazy.map { [.integer($0)] }) }
    #expect(error?.message.contains("check constraint") == true)
    #expect(try all("SELECT count(*) FROM half") == [["0"]])
  }
}

import DatabaseData
import Testing

/// Names of databases, and that no password is ever shown.
@Suite struct DatabaseLocationTests {
  @Test(arguments: [
    ("postgres://anna:secret@db.example.org:5433/crm", "postgres://anna@db.example.org:5433/crm"),
    ("postgresql://db.example.org/crm?password=secret", "postgres://db.example.org/crm"),
    ("host=db.example.org dbname=crm user=anna password=secret", "postgres://anna@db.example.org/crm"),
    ("dbname=crm password='my secret'", "postgres:///crm"),
  ])
  func addressesAreShownWithoutPassword(text: String, shown: String) throws {
    guard case .postgres(let address) = try DatabaseLocation(text) else {
      Issue.record("not taken for PostgreSQL")
      return
    }
    #expect(address.description == shown)
  }

  @Test(arguments: [
    "postgres://anna:se@cret@db/crm", "postgres://anna:se/cret@db/crm", "postgres://anna:se#cret@db/crm",
    "postgres://anna:se?cret@db/crm", "postgres://anna:se%cret@db/crm", "host=db password=se cret",
    "postgres://anna:cret@db/crm?pasword=cret", "cret", "mysql://anna:cret@db/crm",
  ])
  func namesThatCannotBeUnderstoodAreNotRepeated(text: String) {
    let error = #expect(throws: DatabaseError.self) { try DatabaseLocation(text) }
    #expect(error?.kind == .badName)
    #expect(error.map { "\($0)".contains("cret") } == false)
  }

  @Test func filesAreTakenForSQLite() throws {
    #expect(try DatabaseLocation("crm.db") == .sqlite("crm.db"))
    #expect(try DatabaseLocation("sqlite:data/crm") == .sqlite("data/crm"))
    #expect(try DatabaseLocation("sqlite:///data/crm") == .sqlite("/data/crm"))
    #expect(throws: DatabaseError.self) { try DatabaseLocation("sqlite:") }
    #expect(!DatabaseLocation.canBe("events.csv"))
    #expect(DatabaseLocation.canBe("postgres://"))
  }

  @Test func rowsNeedColumnsWithDifferentNames() throws {
    let writer = AudienceWriter(
      database: try DatabaseLocation("nowhere.db"), table: "t",
      columns: [AudienceColumn("a", .text), AudienceColumn("a", .text)])
    let error = #expect(throws: DatabaseError.self) { try writer.write([[.text("x")]]) }
    #expect(error?.message.contains("different names") == true)
  }
}

import Experiments
import Foundation
import Reporting
import Simulation
import Testing

/// What results and reports say of people from a table, and of behaviors and policies of somebody's own.
struct OwnPiecesTests {
  private func table(_ columns: (String, PeopleTable.Values)...) throws -> PeopleTable {
    try PeopleTable(columns.map { PeopleTable.Column($0.0, $0.1) })
  }

  private func result() throws -> RunResult {
    var result = try Fixture.media()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    result.people = try decoder.decode(
      RunResult.PeopleSource.self, from: Data(#"{"rows": 2, "columns": ["dropout"], "sha256": ""}"#.utf8))
    result.own = try decoder.decode(
      [RunResult.OwnPiece].self, from: Data(#"[{"kind": "policy", "name": "<b>sparing", "version": "1.2"}]"#.utf8))
    return result
  }

  /// The hash is that of the documented bytes, worked out by hand with another program.
  @Test func theHashIsThatOfTheDocumentedBytes() throws {
    let table = try table(
      ("platform", .names(codes: [1, 0, 1], values: ["ios", "android", "web"])),
      ("dropout", .doubles([0.5, -0.0, 0.25])),
      ("accepts_push", .flags([true, false, true])))
    #expect(table.sha256 == "6132f112f959fd82a0c850797cc381aee5b40861fd61916a394d2447223b9e48")
  }

  @Test func theHashIsOfWhatIsMeant() throws {
    let table = try table(
      ("tolerance", .integers([1, 2, 3])), ("source", .names(codes: [0, 0, 1], values: ["ads", "friends"])))
    let same = try self.table(
      ("source", .names(codes: [2, 2, 0], values: ["friends", "none", "ads"])), ("tolerance", .doubles([1, 2, 3])))
    #expect(table.sha256 == same.sha256)
    for other in [
      try self.table(("tolerance", .integers([1, 2, 3]))),
      try self.table(
        ("tolerance", .integers([1, 2, 4])), ("source", .names(codes: [0, 0, 1], values: ["ads", "friends"]))),
      try self.table(
        ("tolerance", .integers([1, 2, 3])), ("source", .names(codes: [0, 1, 1], values: ["ads", "friends"]))),
      try self.table(
        ("tolerance", .integers([1, 2, 3])), ("carrier", .names(codes: [0, 0, 1], values: ["ads", "friends"]))),
    ] {
      #expect(other.sha256 != table.sha256)
    }
  }

  /// The digest covers the table, and a result without its hash cannot be sealed.
  @Test func theDigestCoversTheTable() throws {
    #expect(throws: ResultsError.missingPeople) { try ResultsJSON.sealed(result()) }
    let one = try ResultsJSON.sealed(result(), people: table(("dropout", .doubles([0.1, 0.2]))))
    let two = try ResultsJSON.sealed(result(), people: table(("dropout", .doubles([0.1, 0.3]))))
    #expect(one.people?.sha256.count == 64 && one.digest != two.digest)
    #expect(try ResultsJSON.sealed(one).digest == one.digest)
    var renamed = one
    renamed.own?[0].version = "1.3"
    #expect(try ResultsJSON.digest(of: renamed) != one.digest)
    let text = try ResultsJSON.text(of: one)
    #expect(text.contains("\"own\": [") && text.contains("\"people\": {"))
    #expect(try ResultsJSON.result(from: Data(text.utf8)) == one)
  }

  @Test func theReportSaysWhereThePeopleComeFrom() throws {
    let table = try table(("dropout", .doubles([0.1, 0.2])))
    let page = try HTMLReport(
      result: ResultsJSON.sealed(result(), people: table), assets: Fixture.assets()
    ).page()
    #expect(page.contains("2 users from a table with dropout; the rest was drawn"))
    #expect(page.contains(table.sha256))
    #expect(page.contains("Own policy") && page.contains("&lt;b&gt;sparing, version 1.2"))
    let plain = try HTMLReport(result: ResultsJSON.sealed(Fixture.media()), assets: Fixture.assets()).page()
    #expect(!plain.contains("Installed base") && !plain.contains("Own policy"))
  }
}

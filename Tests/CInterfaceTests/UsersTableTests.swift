import CArrow
import CEngagementLab
import CInterface
import Testing

/// The numbers of every user, which add up to those of the arms.
@Suite struct UsersTableTests {
  /// Scenarios with referrals, shared limits, places and experiments among them, and their users here.
  @Test(arguments: [
    ("media", 1500), ("first-steps", 2000), ("tell-a-friend", 2000), ("retail", 800), ("geofence", 1000),
    ("level-offer", 2000),
  ])
  func sumsAreTheEstimates(_ name: String, _ users: Int) async throws {
    let request: [String: Any] = ["scenario": Ask.scenario(name, users: users)]
    let plain = try await Ask.call("run", request)
    let kept = try await Ask.call("run", request.merging(["keep_users": true]) { $1 })
    #expect(kept.document("results.json").flatMap(VerbTests.digest) != nil)
    #expect(
      kept.document("results.json").flatMap(VerbTests.digest)
        == plain.document("results.json").flatMap(VerbTests.digest))
    #expect(plain.tables + ["users"] == kept.tables)

    let (table, arms, kpis) = (try kept.table("users"), try kept.table("arms"), try kept.table("kpis"))
    let armOfRow = table.texts("arm")
    let rowsOf = Dictionary(grouping: armOfRow.indices) { armOfRow[$0] }
    func sum(_ column: [Double?], _ rows: [Int]) -> Double { rows.reduce(0) { $0 + (column[$1] ?? 0) } }
    let days = table.numbers("days")
    var checked = 0
    for row in 0..<arms.rows {
      let (arm, kpi) = (arms.texts("arm")[row], try #require(arms.texts("kpi")[row]))
      let rows = try #require(rowsOf[arm])
      #expect(Double(rows.count) == arms.numbers("users")[row], "a row per user of the arm")
      guard let estimate = arms.numbers("estimate")[row] else { continue }
      let place = try #require(kpis.texts("kpi").firstIndex(of: kpi))
      let unit = try #require(kpis.texts("unit")[place])
      let own = table.numbers[kpi + "_of"]
      let divisor =
        own.map { sum($0, rows) } ?? (unit.hasSuffix(" per week") ? sum(days, rows) / 7 : Double(rows.count))
      let mean = sum(table.numbers(kpi), rows) / divisor
      #expect(abs(mean - estimate) <= 1e-9 * max(1, abs(estimate)), "\(arm ?? "") \(kpi): \(mean), not \(estimate)")
      checked += 1
    }
    #expect(checked >= kpis.rows)
    // The same people in every arm.
    let all = table.numbers("user")
    #expect(Set(rowsOf.values.map { $0.map { all[$0] } }).count == 1)
  }

  @Test func experimentsChangeNothing() async throws {
    let with = try await Ask.call("run", ["scenario": Ask.scenario("level-offer", users: 1000), "keep_users": true])
    let text = try #require(with.document("scenario.yaml"))
    #expect(text.contains("\nexperiments:"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "experiments:"))
    let end =
      lines[(start + 1)...].firstIndex { !$0.isEmpty && !$0.hasPrefix(" ") && !$0.hasPrefix("#") } ?? lines.endIndex
    let bare = (lines[..<start] + lines[end...]).joined(separator: "\n")
    let without = try await Ask.call("run", ["scenario": ["text": bare], "keep_users": true])
    #expect(without.errors == [])
    let (a, b) = (try with.table("users"), try without.table("users"))
    #expect(a.names == b.names && a.rows == b.rows)
    for name in a.names { #expect(a.numbers(name) == b.numbers(name) && a.texts(name) == b.texts(name), "\(name)") }
  }

  @Test func aStreamOutlivesItsJob() async throws {
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    defer { stream.deallocate() }
    var call: Call? = try await Ask.call("run", ["scenario": Ask.scenario(users: 500), "keep_users": true])
    #expect(try #require(call).isDone)
    #expect(engagelabTable(try #require(call).job, "users", stream) == 0)
    call = nil
    var (rows, columns) = (0, 0)
    var schema = ArrowSchema()
    #expect(stream.pointee.get_schema(stream, &schema) == 0)
    columns = Int(schema.n_children)
    schema.release(&schema)
    var array = ArrowArray()
    while stream.pointee.get_next(stream, &array) == 0, array.release != nil {
      rows += Int(array.length)
      array.release(&array)
    }
    stream.pointee.release(stream)
    #expect(rows > 1000 && columns > 10)
  }

  @Test func usersOfARunThatWasCancelled() async throws {
    let call = try Ask.start("run", ["scenario": Ask.scenario(users: 200_000), "keep_users": true])
    await call.wait { $0.progress.total > 0 }
    #expect(call.state == Int32(ENGAGELAB_RUNNING))
    call.cancel()
    #expect(await call.wait() == Int32(ENGAGELAB_CANCELLED))
    #expect(throws: Call.NoTable.self) { try call.table("users") }
  }
}

import Foundation
import LabStatistics
import RecordedData
import Testing

/// Sums of a file are those of its rows, in any order, packing and grouping.
@Suite struct ExperimentReaderTests {
  @Test func momentsAreThoseOfTheColumns() throws {
    let users = Sample.users(1001)
    let plan = try Sample.plan("y:mean:cuped=x", "flag:proportion", "clicks/views:ratio")
    let data = try Sample.read(plan, Sample.text(users), piece: 777)
    #expect(data.rows == 1001)
    #expect(data.users == 1001)
    #expect(data.badRows.total == 0)
    for arm in data.arms {
      let columns = [2, 3].map { Sample.column(users, $0, arm: arm.name) }
      let expected = try CoMoments(columns: columns)
      let got = arm.aggregate.moments[0]
      #expect(got.count == expected.count)
      for i in 0..<2 {
        #expect(abs(got.means[i] - expected.means[i]) <= 1e-12 * abs(expected.means[i]))
        for j in 0..<2 {
          #expect(abs(got.covariance(i, j) - expected.covariance(i, j)) <= 1e-11 * abs(expected.covariance(i, j)))
        }
      }
      #expect(arm.aggregate.sums[1] == Sample.column(users, 6, arm: arm.name).reduce(0, +))
      #expect(
        arm.aggregate.moments[2].means[1] == Sample.column(users, 5, arm: arm.name).reduce(0, +)
          / Double(arm.aggregate.users))
    }
  }

  @Test func largeOffsetsLoseNoDigits() throws {
    let rows = (0..<400).map { "\($0 % 2 == 0 ? "A" : "B"),\(1_000_000_000 + [4, 7, 13, 16][($0 / 2) % 4])\n" }
    let data = try Sample.read(try Sample.plan("y:mean"), "arm,y\n" + rows.joined())
    let moments = data.arms[0].aggregate.moments[0]
    #expect(moments.means[0] == 1_000_000_010)
    #expect(abs(moments.variance(0) - 22.5 * 200 / 199) < 1e-12)
  }

  @Test(arguments: [true, false])
  func rowsOfAUserAreAddedUp(isSorted: Bool) throws {
    var plan = try Sample.plan("y:mean", "flag:proportion", "x:mean:cuped=pre", segments: ["country"], unit: "id")
    let rows = [
      "u1,A,1,0,10,5,FR", "u1,A,2,1,10,5,FR", "u2,B,5,0,20,6,CA", "u3,A,1,0,30,7,CA", "u3,A,1,0,30,7,CA",
      "u4,B,2,1,40,8,FR", "u4,B,2,1,40,8,FR",
    ]
    let ordered = isSorted ? rows : [rows[5], rows[0], rows[2], rows[3], rows[6], rows[1], rows[4]]
    plan.maximumBadShare = 0
    let text = "id,arm,y,flag,x,pre,country\n" + ordered.map { $0 + "\n" }.joined()
    for canRewind in [true, false] {
      let data = try Sample.read(plan, text, canRewind: canRewind)
      #expect(data.grouping == (isSorted && canRewind ? .sorted : .scattered))
      #expect(data.rows == 7)
      #expect(data.users == 4)
      #expect(data.arms.map { $0.aggregate.moments[0].means[0] } == [2.5, 4.5])
      // A user with a one on any day has a one.
      #expect(data.arms.map { $0.aggregate.sums[1] } == [1, 1])
      // x is added up, its covariate is a fact about the user.
      #expect(data.arms.map { $0.aggregate.moments[2].means } == [[40, 6], [50, 7]])
      #expect(data.segments[0].levels.map(\.name) == ["CA", "FR"])
      #expect(data.segments[0].levels.map { $0.arms.map(\.users) } == [[1, 1], [1, 1]])
    }
  }

  @Test func numericOrderIsAnOrder() throws {
    let plan = try Sample.plan("y:mean", unit: "id")
    let text =
      "id,arm,y\n"
      + (1...200).map { "\($0),\($0 % 2 == 0 ? "A" : "B"),1\n\($0),\($0 % 2 == 0 ? "A" : "B"),2\n" }.joined()
    let data = try Sample.read(plan, text)
    #expect(data.grouping == .sorted)
    #expect(data.users == 200)
  }

  @Test func usersInSeveralArmsAreLeftOutAndCounted() throws {
    var plan = try Sample.plan("y:mean", unit: "id")
    plan.maximumBadShare = 0.5
    let sorted = "id,arm,y\n1,A,1\n2,B,2\n3,A,3\n3,B,3\n3,A,1\n4,B,4\n5,A,5\n"
    let scattered = "id,arm,y\n3,A,3\n1,A,1\n2,B,2\n3,B,3\n5,A,5\n4,B,4\n3,A,1\n"
    for (text, line) in [(sorted, 5), (scattered, 5)] {
      let data = try Sample.read(plan, text)
      #expect(data.users == 4)
      #expect(data.badUsers.total == 1)
      #expect(data.badUsers.examples.first?.reason == .severalArms)
      #expect(data.badUsers.examples.first?.line == line)
    }
    plan.maximumBadShare = 0.1
    let error = #expect(throws: DataError.self) { try Sample.read(plan, sorted) }
    #expect(error?.message.contains("1 of 5 users") == true)
  }

  @Test func changingFactsMakeAUserUnusable() throws {
    var plan = try Sample.plan("y:mean:cuped=pre", segments: ["country"], unit: "id")
    plan.maximumBadShare = 1
    let text = "id,arm,y,pre,country\n1,A,1,5,FR\n1,A,1,6,FR\n2,B,1,5,FR\n2,B,1,5,CA\n3,A,1,2,FR\n4,B,1,2,CA\n"
    let data = try Sample.read(plan, text)
    #expect(data.badUsers.counts == [.changingFact(column: "pre"): 1, .changingFact(column: "country"): 1])
    #expect(data.users == 2)
  }

  @Test func memoryForScatteredUsersIsBounded() throws {
    var plan = try Sample.plan("y:mean", unit: "id")
    plan.unitMemory = 200_000
    let rows = (0..<20_000).map { "user-\(($0 * 7919) % 20_000),\($0 % 2 == 0 ? "A" : "B"),1\n" }
    let error = #expect(throws: DataError.self) { try Sample.read(plan, "id,arm,y\n" + rows.joined()) }
    #expect(error?.message.contains("sort the rows by 'id'") == true)
  }

  @Test func badRowsAreCountedByReasonAndShown() throws {
    var plan = try Sample.plan("y:mean", "flag:proportion")
    plan.maximumBadShare = 0.6
    let text = """
      arm,y,flag
      A,1,0
      B,,1
      A,x,1
      B,2,3
      A,nan,1
      ,2,1
      A,2
      "A"b,1,1
      B,2,1
      A,3,1
      B,4,0
      A,5,1
      B,6,0

      """
    let data = try Sample.read(plan, text)
    #expect(data.rows == 13)
    #expect(data.badRows.total == 7)
    #expect(
      data.badRows.counts == [
        .missing(column: "y"): 1, .notANumber(column: "y"): 1, .notZeroOrOne(column: "flag"): 1,
        .notFinite(column: "y"): 1, .missing(column: "arm"): 1, .fieldCount(header: 3): 1, .malformedQuotes: 1,
      ])
    #expect(data.badRows.examples.map(\.line) == [3, 4, 5, 6, 7])
    #expect(data.badRows.examples.map(\.excerpt) == ["", "x", "3", "nan", ""])
    #expect(data.users == 6)
    plan.maximumBadShare = 0.5
    let error = #expect(throws: DataError.self) { try Sample.read(plan, text) }
    #expect(error?.message.contains("7 of 13 rows") == true)
    #expect(error?.message.contains("line 4: y is not a number: 'x'") == true)
  }

  @Test func gzipIsUnpackedAcrossMembers() throws {
    let text = "arm,y\nA,1\nB,2\nA,3\nB,5\n"
    let packed = Gzip.packed("arm,y\nA,1\nB,2\n") + Gzip.packed("A,3\nB,5\n")
    let plain = try Sample.read(try Sample.plan("y:mean"), text)
    let unpacked = try ExperimentReader(try Sample.plan("y:mean")).read(
      source: GzipBytes(MemoryBytes(packed, piece: 5)))
    #expect(unpacked.arms.map { $0.aggregate.moments } == plain.arms.map { $0.aggregate.moments })
    let cut = Array(packed.dropLast(6))
    #expect(throws: DataError.self) {
      try ExperimentReader(try Sample.plan("y:mean")).read(source: GzipBytes(MemoryBytes(cut)))
    }
    var damaged = packed
    damaged[12] ^= 0xFF
    #expect(throws: DataError.self) {
      try ExperimentReader(try Sample.plan("y:mean")).read(source: GzipBytes(MemoryBytes(damaged)))
    }
  }

  @Test func segmentsOfSeveralColumnsDivideByAll() throws {
    let users = Sample.users(300)
    let data = try Sample.read(try Sample.plan("y:mean", segments: ["country", "flag+country"]), Sample.text(users))
    #expect(data.segments[0].levels.map(\.name) == ["CA", "FR", "US"])
    #expect(data.segments[1].levels.count == 6)
    #expect(data.segments[1].levels[0].name == "flag=0, country=CA")
    for segment in data.segments {
      #expect(segment.levels.reduce(0) { $0 + $1.arms.reduce(0) { $0 + $1.users } } == 300)
    }
  }

  @Test func cancellingStops() async throws {
    let text = "arm,y\n" + String(repeating: "A,1\nB,2\n", count: 50_000)
    let plan = try Sample.plan("y:mean")
    let task = Task {
      // Cancelled before it starts, so that no clock decides.
      withUnsafeCurrentTask { $0?.cancel() }
      return try Sample.read(plan, text).rows
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

import Foundation
import Primitives
import RecordedData
import Testing

/// Transaction logs: CDNOW as it was published, and the rules one by one.
@Suite struct PurchaseReaderTests {
  private func cdnow() throws -> PurchaseSummary {
    var plan = PurchasePlan(userColumn: "customer", timeColumn: "date", valueColumn: "dollars")
    plan.calibrationEnd = try #require(CivilDate("1997-09-30")).dayNumber
    return try PurchaseReader(plan).read(Fixtures.path("cdnow-sample.csv.gz"))
  }

  /// x, t_x, T and mean spend of the published customers, in an order of their own.
  private func published() throws -> [[Double]] {
    let source = try DataFile.records(Fixtures.path("cdnow-summary.csv.gz"))
    var rows: [[Double]] = []
    while try source.next() { rows.append((1...4).compactMap { source.field($0).flatMap { Double($0.text) } }) }
    return rows
  }

  @Test func cdnowIsAsPublished() throws {
    let summary = try cdnow()
    let expected = try Fixtures.expected().cdnow
    #expect(summary.timeFormat == .compactDate)
    #expect(summary.account.rows == 6919)
    #expect(summary.account.duplicates == 21)
    #expect(summary.zeroValues == 8)
    #expect(summary.customers == expected.summary["n"])
    #expect(summary.groups.reduce(0) { $0 + $1.repeats * $1.customers } == expected.summary["sum_x_39w"])
    #expect(summary.spend.reduce(0) { $0 + $1.customers } == expected.summary["customers_with_repeat"])
    #expect(summary.repeatersWithoutSpend == 0)
    #expect(summary.weeklyCumulativeRepeats == expected.weeklyCumulativeRepeats)
    #expect(summary.holdout.reduce(0) { $0 + $1.purchases } == 1882)
    #expect(summary.holdout.first == HoldoutGroup(repeats: 0, customers: 1411, purchases: 334))
  }

  @Test func cdnowCustomersAreThePublishedOnes() throws {
    // The published times are rounded to a hundredth of a week and the spend to a cent, so that customers are matched in
    // the order of x, t_x and T: a day is 0.14 weeks, which no rounding bridges.
    let ours = try cdnow().groups.flatMap { group in
      Array(
        repeating: [Double(group.repeats), group.lastPurchase, group.observed], count: group.customers)
    }
    let theirs = try published().sorted { $0.lexicographicallyPrecedes($1) }
    #expect(ours.count == theirs.count)
    for (a, b) in zip(ours, theirs) {
      #expect(a[0] == b[0])
      #expect(abs(a[1] - b[1]) < 0.005)
      #expect(abs(a[2] - b[2]) < 0.005)
    }
  }

  @Test func cdnowSpendIsThePublishedOne() throws {
    let ours = try cdnow().spend.flatMap { Array(repeating: [Double($0.repeats), $0.meanSpend], count: $0.customers) }
    let theirs = try published().filter { $0[0] > 0 }.map { [$0[0], $0[3]] }
      .sorted { $0.lexicographicallyPrecedes($1) }
    #expect(ours.count == theirs.count)
    for (a, b) in zip(ours, theirs) {
      #expect(a[0] == b[0])
      // Half a cent is what rounding to cents can change.
      #expect(abs(a[1] - b[1]) < 0.005 + 1e-9)
    }
  }

  private static let small = [
    "a,2024-01-01,10", "a,2024-01-01,5", "a,2024-01-08,20", "a,2024-01-22,0", "b,2024-01-03,7", "b,2024-02-01,9",
    "c,2024-01-20,1", "c,2024-01-22,2",
  ]

  private func read(_ rows: [String], _ change: (inout PurchasePlan) -> Void = { _ in }) throws -> PurchaseSummary {
    var plan = PurchasePlan(userColumn: "user", timeColumn: "time", valueColumn: "value")
    change(&plan)
    return try PurchaseReader(plan).read(Rows.of("user,time,value\n" + rows.map { $0 + "\n" }.joined()))
  }

  @Test func daysAreMergedAndTheFirstIsTheStart() throws {
    let summary = try read(Self.small) {
      $0.unit = .days
      $0.calibrationEnd = CivilDate("2024-01-22")?.dayNumber
    }
    #expect(summary.mergedRows == 1)
    #expect(summary.zeroValues == 1)
    #expect(
      summary.groups == [
        PurchaseGroup(repeats: 0, lastPurchase: 0, observed: 19, customers: 1),
        PurchaseGroup(repeats: 1, lastPurchase: 2, observed: 2, customers: 1),
        PurchaseGroup(repeats: 2, lastPurchase: 21, observed: 21, customers: 1),
      ])
    #expect(
      summary.spend == [
        SpendGroup(repeats: 1, meanSpend: 2, customers: 1), SpendGroup(repeats: 2, meanSpend: 10, customers: 1),
      ])
    #expect(summary.holdout.map(\.purchases) == [1, 0, 0])
    #expect(summary.weeklyCumulativeRepeats == [0, 1, 1, 3])
  }

  @Test func zeroValuesCanBeLeftOut() throws {
    let summary = try read(Self.small) {
      $0.unit = .days
      $0.countsZeroValues = false
    }
    #expect(summary.zeroValues == 1)
    #expect(summary.groups.contains(PurchaseGroup(repeats: 1, lastPurchase: 7, observed: 31, customers: 1)))
  }

  @Test func customersOutsideTheCalibrationAreTold() throws {
    let summary = try read(Self.small) {
      $0.firstDay = CivilDate("2024-01-02")?.dayNumber
      $0.calibrationEnd = CivilDate("2024-01-10")?.dayNumber
    }
    #expect(summary.customersBefore == 1)
    #expect(summary.customers == 1)
    #expect(summary.customersAfter == 1)
    #expect(summary.repeats.reduce(0, +) == 1)
  }

  @Test func purchasesAmongOtherEvents() throws {
    let text = """
      user,time,event,value
      a,1,open,
      a,1,buy,3
      a,4,buy,5

      """
    var plan = PurchasePlan(userColumn: "user", timeColumn: "time", valueColumn: "value")
    (plan.eventColumn, plan.purchaseEvent, plan.unit) = ("event", "buy", .days)
    let summary = try PurchaseReader(plan).read(Rows.of(text))
    #expect(summary.groups == [PurchaseGroup(repeats: 1, lastPurchase: 3, observed: 3, customers: 1)])
    #expect(summary.account.otherRows == 1)
  }

  @Test(arguments: 1...4) func theOrderOfRowsChangesNothing(seed: Int) throws {
    var numbers = FixedNumbers(UInt64(seed))
    let rows = (0..<3000).map { _ in
      "c\(numbers.next(200)),\(CivilDate(dayNumber: 19_000 + numbers.next(120))),\(Double(numbers.next(10_000)) / 100)"
    }
    let plan: (inout PurchasePlan) -> Void = { $0.calibrationEnd = 19_070 }
    let first = try read(rows, plan)
    #expect(first.customers > 150)
    #expect(try read(rows.shuffled(using: &numbers), plan) == first)
  }

  @Test(arguments: [
    ("a,2024-01-01,-3", "value is not between 0 and"), ("a,2024-01-01,x", "value is not a number"),
    ("a,2024-01-01,", "value is empty"), ("a,2024-01-01,1e300", "value is not between"),
    ("a,2024-01-01,inf", "not a finite number"), (",2024-01-01,3", "user is empty"),
  ])
  func brokenRowsAreRefused(row: String, said: String) {
    let error = #expect(throws: DataError.self) { try read(Self.small + [row]) }
    #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("line 10") == true)
  }

  @Test func sumsThatNoNumberCanHoldAreRefused() {
    let rows = (0..<10).map { _ in "a,2024-01-01,999999999999" }
    let error = #expect(throws: DataError.self) { try read(rows) }
    #expect(error?.message.contains("small enough to be summed") == true)
  }
}

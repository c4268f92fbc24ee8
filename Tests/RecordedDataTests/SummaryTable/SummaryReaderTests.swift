import RecordedData
import Testing

/// Tables of users who were summed up by somebody else.
@Suite struct SummaryReaderTests {
  @Test func wholePeriodsWithCounts() throws {
    let plan = SummaryPlan(repeatsColumn: "x", lastColumn: "t", daysColumn: "n", countColumn: "users")
    let table = try SummaryReader(plan).read(Rows.of("x,t,n,users\n2,5,6,10\n0,0,6,100\n2,5,6,1\n"))
    #expect(
      table.activity == [
        ActivityGroup(activeDays: 0, lastActiveDay: 0, days: 6, users: 100),
        ActivityGroup(activeDays: 2, lastActiveDay: 5, days: 6, users: 11),
      ])
    #expect(table.users == 111)
    #expect(table.purchases.isEmpty)
  }

  @Test func continuousTimeWithSpend() throws {
    var plan = SummaryPlan(repeatsColumn: "frequency", lastColumn: "recency", timeColumn: "T")
    plan.spendColumn = "spend"
    let text = "frequency,recency,T,spend\n2,30.43,38.86,22.35\n0,0,38.86,\n1,1.71,38.86,0\n"
    let table = try SummaryReader(plan).read(Rows.of(text))
    #expect(table.purchases.map(\.repeats) == [0, 1, 2])
    #expect(table.spend == [SpendGroup(repeats: 2, meanSpend: 22.35, customers: 1)])
    #expect(table.repeatersWithoutSpend == 1)
  }

  @Test func cdnowCanBeReadAsPublished() throws {
    var plan = SummaryPlan(repeatsColumn: "x", lastColumn: "t_x", timeColumn: "T")
    plan.spendColumn = "zbar"
    let table = try SummaryReader(plan).read(Fixtures.path("cdnow-summary.csv.gz"))
    #expect(table.users == 2357)
    #expect(table.purchases.reduce(0) { $0 + $1.repeats * $1.customers } == 2457)
    #expect(table.spend.reduce(0) { $0 + $1.customers } == 946)
  }

  @Test(arguments: [
    ("1,7,6", "t is after n"), ("0,3,6", "x is zero exactly where"), ("2,0,6", "x is zero exactly where"),
    ("4,3,6", "x is more than one a day"), ("1.5,3,6", "x is not a whole number"), ("1,3,-6", "n is not"),
    ("1,,6", "t is empty"), ("x,3,6", "x is not a number"),
  ])
  func usersWhoCannotBeAreRefused(row: String, said: String) {
    let plan = SummaryPlan(repeatsColumn: "x", lastColumn: "t", daysColumn: "n")
    let error = #expect(throws: DataError.self) { try SummaryReader(plan).read(Rows.of("x,t,n\n1,3,6\n\(row)\n")) }
    #expect(error?.message.contains(said) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("line 3") == true)
  }
}

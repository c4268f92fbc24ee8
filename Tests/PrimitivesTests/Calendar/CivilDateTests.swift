import Foundation
import Primitives
import Testing

@Suite struct CivilDateTests {
  @Test func everyDayOfFourCenturiesComesBack() throws {
    for number in stride(from: -80_000, through: 70_000, by: 1) {
      let date = CivilDate(dayNumber: number)
      let (year, month, day) = date.components
      #expect(CivilDate(year: year, month: month, day: day) == date)
      #expect(CivilDate(date.description) == date)
    }
  }

  @Test func agreesWithFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for number in stride(from: -100_000, through: 100_000, by: 373) {
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
      let date = CivilDate(dayNumber: number)
      #expect(date.components == (parts.year, parts.month, parts.day) as (Int?, Int?, Int?))
      #expect(date.weekday.index == ((parts.weekday ?? 0) + 5) % 7)
    }
  }

  @Test(arguments: [
    ("2016-01-04", Weekday.monday), ("1970-01-01", .thursday), ("1969-12-31", .wednesday), ("2000-02-29", .tuesday),
    ("2026-08-02", .sunday),
  ])
  func knownWeekdays(text: String, expected: Weekday) throws {
    #expect(try #require(CivilDate(text)).weekday == expected)
  }

  @Test(arguments: [
    "2015-02-29", "2016-13-01", "2016-00-10", "2016-04-31", "16-01-04", "2016-1-4", "2016/01/04", "", "2016-01",
    "+016-01-04", "2016-+1-04", "2016-01--4", "0000-01-01", "٢٠١٦-01-04", "2016-01-04 ",
  ])
  func whatIsNoDateIsRefused(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func datesAreOrderedAndAddUp() throws {
    let newYear = try #require(CivilDate(year: 2015, month: 12, day: 31))
    #expect(newYear.adding(days: 1).description == "2016-01-01")
    #expect(newYear < newYear.adding(days: 1))
    #expect(Weekday.allCases.map(\.index) == Array(0..<7))
  }

  @Test(arguments: [
    (0, 0, 0), (86_399, 0, 86_399), (86_400, 1, 0), (-1, -1, 86_399), (-86_400, -1, 0), (-86_401, -2, 86_399),
  ])
  func localTimesFallOnTheirDay(time: Int, day: Int, second: Int) {
    #expect(LocalTime(time).day == Int32(day))
    #expect(LocalTime(time).secondOfDay == Int32(second))
  }
}

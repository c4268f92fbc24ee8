import Primitives
import RecordedData
import Testing

/// Times as the world writes them.
@Suite struct TimeFormatTests {
  private func detect(_ text: String) -> TimeFormat? {
    Array(text.utf8).withUnsafeBufferPointer { TimeFormat.detect($0) }
  }

  private func seconds(_ text: String, _ format: TimeFormat) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer { format.seconds($0) }
  }

  // 2016-04-27 is day 16,918; 10:30:15 are 37,815 seconds.
  @Test(arguments: [
    ("2016-04-27", TimeFormat.date, 16_918 * 86_400),
    ("20160427", .compactDate, 16_918 * 86_400),
    ("2016-04-27T10:30:15", .localTimestamp, 16_918 * 86_400 + 37_815),
    ("2016-04-27 10:30", .localTimestamp, 16_918 * 86_400 + 37_800),
    ("2016-04-27 10:30:15.987", .localTimestamp, 16_918 * 86_400 + 37_815),
    ("2016-04-27T10:30:15Z", .timestamp, 16_918 * 86_400 + 37_815),
    ("2016-04-27 10:30:15+00", .timestamp, 16_918 * 86_400 + 37_815),
    ("2016-04-27T10:30:15.5+02:00", .timestamp, 16_918 * 86_400 + 37_815 - 7200),
    ("2016-04-27T10:30:15-0530", .timestamp, 16_918 * 86_400 + 37_815 + 19_800),
    ("1461753015", .unixSeconds, 16_918 * 86_400 + 37_815),
    ("1461753015.25", .unixSeconds, 16_918 * 86_400 + 37_815),
    ("1461753015999", .unixMilliseconds, 16_918 * 86_400 + 37_815),
    ("12", .dayNumber, 12 * 86_400),
    ("-3", .dayNumber, -3 * 86_400),
    (" 2016-04-27 ", .date, 16_918 * 86_400),
  ])
  func readsTimes(text: String, format: TimeFormat, expected: Int) {
    #expect(detect(text) == format)
    #expect(seconds(text, format) == expected)
  }

  @Test(arguments: [
    "", "yesterday", "2016-13-01", "2016-02-30", "27.04.2016", "04/27/2016", "2016-04-27T25:00:00", "2016-04-27T10",
    "2016-04-27T10:61", "2016-04-27T10:30:15+", "2016-04-27T10:30:15+25:00", "2016-04-27T10:30:15.", "12.5", "1e9",
    "99999999999999999999", "2016-4-27", "--5", "12345678",
  ])
  func refusesWhatIsNoTime(text: String) { #expect(detect(text) == nil) }

  @Test func aFormatTakesNothingElse() {
    #expect(seconds("2016-04-27", .timestamp) == nil)
    #expect(seconds("2016-04-27T10:30:15", .timestamp) == nil)
    #expect(seconds("2016-04-27T10:30:15Z", .localTimestamp) == nil)
    #expect(seconds("1461753015", .dayNumber) == nil)
    // What was said to be seconds may be small.
    #expect(seconds("-1", .unixSeconds) == -1)
    #expect(seconds("-1.5", .unixSeconds) == -2)
    #expect(seconds("-1500", .unixMilliseconds) == -2)
  }
}

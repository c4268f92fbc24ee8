import Simulation
import Testing

@Suite("Values of a sweep")
struct ParameterValuesTests {
  @Test(
    "Levels of lists and of ranges with steps",
    arguments: [
      ("1,2,3,5", ["1", "2", "3", "5"]), (" a , b ", ["a", "b"]), ("1..4", ["1", "2", "3", "4"]),
      ("1..6 step 2", ["1", "3", "5"]), ("0.1..0.5 step 0.2", ["0.1", "0.3", "0.5"]), ("-1..1", ["-1", "0", "1"]),
      ("08:00..20:00 step 4h", ["08:00", "12:00", "16:00", "20:00"]),
      ("8:30..10:00 step 45 min", ["08:30", "09:15", "10:00"]), ("5%..20% step 5%", ["5%", "10%", "15%", "20%"]),
      ("1..3 days", ["1 days", "2 days", "3 days"]), ("7 days..21 days step 7", ["7 days", "14 days", "21 days"]),
      ("1..3,7", ["1", "2", "3", "7"]), ("[monday, friday],sunday", ["[monday, friday]", "sunday"]),
      ("\"a, b\",{c: 1, d: 2}", ["\"a, b\"", "{c: 1, d: 2}"]), ("1_000..3_000 step 1_000", ["1000", "2000", "3000"]),
    ])
  func levels(text: String, levels: [String]) throws {
    #expect(try ParameterValues(text).levels == levels)
  }

  @Test("Ranges without steps have no levels", arguments: ["0.1..0.5", "5%..20%", "08:00..20:00"])
  func noLevels(text: String) throws {
    #expect(try ParameterValues(text).levels == nil)
  }

  @Test(
    "Values at a share of the way",
    arguments: [
      ("1..5", 0.0, "1"), ("1..5", 0.5, "3"), ("1..5", 1, "5"), ("1..5", 0.999, "5"), ("a,b,c", 0.34, "b"),
      ("0.1..0.5", 0.25, "0.2"), ("0.1..0.5", 0.123456, "0.1494"), ("5%..20%", 0.5, "12.5%"), ("5%..20%", 0, "5%"),
      ("08:00..20:00", 0.5, "14:00"), ("08:00..20:00 step 4h", 0.99, "20:00"), ("7 days..28 days", 1, "28 days"),
    ])
  func shares(text: String, share: Double, value: String) throws {
    #expect(try ParameterValues(text).value(at: share) == value)
  }

  @Test(
    "What cannot be read says so, and how to mend it",
    arguments: [
      "", "1,,2", ",", "1..", "..5", "5..1", "1..1", "a..b", "1..5..9", "1..5 step", "1..5 step 0", "1..5 step -1",
      "1..5 step 9", "5%..20 days", "08:00..5", "08:00..20:00 step 2", "08:00..25:00 step 1h", "1,1", "1..3,2",
      "0.1..0.5,2", "1..9999999 step 0.001", "1 step 2..3",
    ])
  func errors(text: String) {
    let error = #expect(throws: SweepTextError.self) { try ParameterValues(text) }
    #expect(error.map { !$0.what.isEmpty && !$0.remedy.isEmpty } == true)
  }

  @Test("A parameter is a path and its values", arguments: ["=1,2", "a.b", ""])
  func parameters(text: String) throws {
    let parameter = try VaryingParameter("limits.push.at_most=1,2")
    #expect(parameter.path == "limits.push.at_most" && parameter.override("2") == "limits.push.at_most=2")
    #expect(throws: SweepTextError.self) { try VaryingParameter(text) }
  }

  @Test(
    "What is written in one way reads back as the same",
    arguments: ["1..5", "0.1..0.5", "08:00..20:00 step 4h", "a, b"])
  func readsBack(text: String) throws {
    let values = try ParameterValues(text)
    #expect(try ParameterValues(values.text) == values)
  }
}

import EngagementCore
import Primitives
import Simulation
import Testing

/// What a table of people may say, and what is told when it says something else.
@Suite struct PeopleTableTests {
  /// A fault: the columns, and how it is told.
  struct Fault: CustomTestStringConvertible {
    let name: String
    let code: PeopleError.Code
    var column: String?
    var row: Int?
    /// Words that the message must have.
    let words: String
    let columns: [PeopleTable.Column]
    var testDescription: String { name }

    init(
      _ name: String, _ code: PeopleError.Code, _ column: String? = nil, row: Int? = nil, _ words: String,
      _ columns: (String, PeopleTable.Values)...
    ) {
      self.name = name
      self.code = code
      self.column = column
      self.row = row
      self.words = words
      self.columns = columns.map { PeopleTable.Column($0.0, $0.1) }
    }
  }

  static let three = PeopleTable.Values.doubles([0.1, 0.2, 0.3])

  static let faults: [Fault] = [
    Fault("no column", .empty, nil, "there is no column"),
    Fault("no row", .empty, "dropout", "one row for each user", ("dropout", .doubles([]))),
    Fault(
      "rows differ", .rowCount, "tolerance", "it has 2 rows, and `dropout` has 3", ("dropout", three),
      ("tolerance", .doubles([1, 2]))),
    Fault("twice", .duplicateColumn, "dropout", "two columns", ("dropout", three), ("dropout", three)),
    Fault(
      "texts", .wrongType, "dropout", "it has texts, and numbers are needed",
      ("dropout", .names(codes: [0, 0, 0], values: ["0.1"]))),
    Fault("flags", .wrongType, "dropout", "true and false, and numbers", ("dropout", .flags([true, true, false]))),
    Fault("numbers", .wrongType, "platform", "it has numbers, and texts", ("platform", three)),
    Fault("no flags", .wrongType, "accepts_push", "true and false are needed", ("accepts_push", .integers([0, 1, 1]))),
    Fault("NaN", .notFinite, "dropout", row: 2, "nan is no number", ("dropout", .doubles([0, .nan, 0.1]))),
    Fault(
      "infinite", .notFinite, "order_value", row: 3, "inf is no number",
      ("order_value", .doubles([1, 2, .infinity]))),
    Fault(
      "missing text", .missingValue, "language", row: 2, "no value",
      ("language", .names(codes: [0, -1, 0], values: ["fr"]))),
    Fault(
      "bad code", .outOfRange, "language", row: 3, "the code 7", ("language", .names(codes: [0, 0, 7], values: ["fr"]))),
    Fault("dropout 1", .outOfRange, "dropout", row: 1, "at least 0 and below 1", ("dropout", .doubles([1, 0, 0]))),
    Fault("dropout −1", .outOfRange, "dropout", row: 3, "-1 is out of range", ("dropout", .integers([0, 0, -1]))),
    Fault(
      "no sessions", .outOfRange, "sessions_per_day", row: 2, "above 0", ("sessions_per_day", .doubles([1, 0, 1]))),
    Fault(
      "sessions", .outOfRange, "sessions_per_day", row: 1, "at most 100", ("sessions_per_day", .doubles([101, 1, 1]))),
    Fault(
      "open 0", .outOfRange, "open_chance", row: 1, "above 0 and below 1", ("open_chance", .doubles([0, 0.5, 0.5]))),
    Fault(
      "open 1", .outOfRange, "open_chance", row: 2, "above 0 and below 1", ("open_chance", .doubles([0.5, 1, 0.5]))),
    Fault("tolerance", .outOfRange, "tolerance", row: 1, "pushes a week", ("tolerance", .doubles([0, 1, 1]))),
    Fault("conversion", .outOfRange, "conversion", row: 1, "0 to 1", ("conversion", .doubles([1.001, 1, 1]))),
    Fault("order", .outOfRange, "order_value", row: 2, "currency units", ("order_value", .doubles([9, -9, 9]))),
    Fault("shift", .outOfRange, "chronotype", row: 3, "−23 to 23", ("chronotype", .integers([0, 0, 24]))),
    Fault("half an hour", .notWhole, "chronotype", row: 1, "0.5 is not whole", ("chronotype", .doubles([0.5, 0, 24]))),
    Fault("interest", .outOfRange, "interest.sport", row: 1, "a weight", ("interest.sport", .doubles([-1, 0, 0]))),
    Fault("day", .outOfRange, "installed_day", row: 1, "whole days", ("installed_day", .integers([1, -1, -1]))),
  ]

  @Test(arguments: faults) func everyFaultIsTold(fault: Fault) {
    let error = #expect(throws: PeopleError.self) { try PeopleTable(fault.columns) }
    expect(error, fault)
  }

  /// What only a scenario can say: three users, a warm-up of ten days, two platforms, the fact `source`, three topics.
  static let misfits: [Fault] = [
    Fault("rows", .rowCount, nil, "`population.size` is 3", ("dropout", .doubles([0.1, 0.2]))),
    Fault(
      "misspelt", .unknownColumn, "session_per_day", "did you mean `sessions_per_day`?", ("session_per_day", three)),
    Fault("a fact, misspelt", .unknownColumn, "sorce", "did you mean `source`?", ("sorce", three)),
    Fault("nothing near", .unknownColumn, "shoe size", "`interest.travel`", ("shoe size", three)),
    Fault("topic", .unknownColumn, "interest.sports", "did you mean `interest.sport`?", ("interest.sports", three)),
    Fault("fact of numbers", .wrongType, "source", "texts are needed", ("source", three)),
    Fault(
      "platform", .unknownName, "platform", row: 2, "did you mean `android`?",
      ("platform", .names(codes: [0, 1, 1], values: ["ios", "Andriod"]))),
    Fault(
      "value of a fact", .unknownName, "source", row: 3, "`ads`, `friends`",
      ("source", .names(codes: [0, 0, 1], values: ["ads", "television"]))),
    Fault("a topic is missing", .missingColumn, "interest.money", "for every topic", ("interest.sport", three)),
    Fault(
      "no interest", .outOfRange, "interest.sport", row: 2, "every interest of this user is 0",
      ("interest.sport", .integers([1, 0, 1])), ("interest.money", .integers([0, 0, 1])),
      ("interest.travel", .doubles([1, 0, 0]))),
    Fault(
      "before the warm-up", .outOfRange, "installed_day", row: 2, "−1 to −10",
      ("installed_day", .integers([-1, -11, -1]))),
    Fault("not yet", .outOfRange, "installed_day", row: 3, "−1 to −10", ("installed_day", .doubles([-1, -10, 0]))),
  ]

  @Test(arguments: misfits) func everyMisfitIsTold(fault: Fault) throws {
    let table = try PeopleTable(fault.columns)
    let error = #expect(throws: PeopleError.self) { try CompiledPeople(table, scenario()) }
    expect(error, fault)
    #expect(throws: PeopleError.self) { try World(scenario(), people: table) }
  }

  private func scenario() -> Scenario {
    var scenario = Lab.scenario(users: 3, days: 5)
    Lab.addApp(&scenario)
    scenario.warmUpDays = 10
    scenario.population.facts = [
      Population.Fact(name: "source", values: [Population.Share("ads", 0.5), Population.Share("friends", 0.5)])
    ]
    return scenario
  }

  private func expect(_ error: PeopleError?, _ fault: Fault) {
    #expect(error?.code == fault.code)
    #expect(error?.column == fault.column)
    #expect(error?.row == fault.row)
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(fault.words), "\(text)")
    #expect(fault.column.map { text.contains("column `\($0)`") } ?? true, "\(text)")
  }

  @Test func marksOfMissingValuesAreTold() throws {
    let error = #expect(throws: PeopleError.self) {
      try PeopleTable([PeopleTable.Column("dropout", Self.three, firstMissing: 1)])
    }
    #expect(error?.code == .missingValue && error?.row == 2)
  }

  @Test func withoutWarmUpAllInstallOnDayZero() throws {
    var scenario = scenario()
    scenario.warmUpDays = 0
    let zeros = try OwnLab.table(("installed_day", .integers([0, 0, 0])))
    _ = try CompiledPeople(zeros, scenario)
    let table = try OwnLab.table(("installed_day", .integers([0, -1, 0])))
    let error = #expect(throws: PeopleError.self) { try CompiledPeople(table, scenario) }
    #expect(error?.row == 2 && error?.remedy.contains("no warm-up") == true)
  }

  /// Columns may come in any order, whole numbers for numbers, and lists of texts may hold what no row has.
  @Test func whatDoesNotMatterIsTaken() throws {
    let table = try OwnLab.table(
      ("source", .names(codes: [2, 2, 0], values: ["ads", "television", "friends"])),
      ("tolerance", .integers([1, 2, 3])),
      ("chronotype", .doubles([-23, 0, 23])), ("platform", .names(codes: [1, 0, 1], values: ["android", "ios"])))
    #expect(table.columns.map(\.name) == ["platform", "tolerance", "chronotype", "source"])
    #expect(table.rows == 3)
    _ = try CompiledPeople(table, scenario())
  }
}

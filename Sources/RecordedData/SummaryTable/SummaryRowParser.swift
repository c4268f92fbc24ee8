/// Turns the fields of a row into a user who was summed up already, and checks that there can be such a user.
struct SummaryRowParser {
  /// A user, or several equal ones.
  struct Row {
    let repeats: Double
    let last: Double
    let observed: Double
    let count: Int
    let spend: Double?
  }

  private struct Column {
    let name: String
    let position: Int

    init(_ name: String, in source: any RecordSource) throws(DataError) {
      self.name = name
      position = try source.position(of: name)
    }
  }

  /// The greatest number that counts can have: whole numbers up to it are exact, and groups of users can be summed.
  private static let most = 1e9

  private let repeats: Column
  private let last: Column
  private let observed: Column
  private let count: Column?
  private let spend: Column?
  private let isDiscrete: Bool
  private let point: UInt8

  init(_ plan: SummaryPlan, in source: any RecordSource) throws(DataError) {
    repeats = try Column(plan.repeatsColumn, in: source)
    last = try Column(plan.lastColumn, in: source)
    observed = try Column(plan.observedColumn, in: source)
    count = try plan.countColumn.map { name throws(DataError) in try Column(name, in: source) }
    spend = try plan.spendColumn.map { name throws(DataError) in try Column(name, in: source) }
    isDiscrete = plan.isDiscrete
    point = UInt8(ascii: plan.hasDecimalComma ? "," : ".")
  }

  /// Reads the current row.
  ///
  /// - Throws: `RowPass.Fault`.
  func parse(_ source: any RecordSource) throws -> Row {
    let x = try number(repeats, source, isWhole: true)
    let t = try number(last, source, isWhole: isDiscrete)
    let end = try number(observed, source, isWhole: isDiscrete)
    let users = try count.map { try number($0, source, isWhole: true) } ?? 1
    guard t <= end else { throw RowPass.Fault(.contradiction("\(last.name) is after \(observed.name)")) }
    guard (x == 0) == (t == 0) else {
      throw RowPass.Fault(.contradiction("\(repeats.name) is zero exactly where \(last.name) is not"))
    }
    if isDiscrete, x > t {
      throw RowPass.Fault(.contradiction("\(repeats.name) is more than one a day until \(last.name)"))
    }
    var value: Double?
    if let spend, x > 0 { value = try number(spend, source, isWhole: false) }
    return Row(repeats: x, last: t, observed: end, count: Int(users), spend: value)
  }

  private func number(_ column: Column, _ source: any RecordSource, isWhole: Bool) throws -> Double {
    let number = try ValueColumn.number(source, column.position, column.name, point: point)
    guard number >= 0, number <= Self.most, !isWhole || number == number.rounded() else {
      throw RowPass.Fault(
        .outOfRange(column: column.name, allowed: isWhole ? "a whole number from 0 on" : "a number from 0 on"),
        at: column.position)
    }
    // There is a zero with a minus sign, which would be another group.
    return number + 0
  }
}

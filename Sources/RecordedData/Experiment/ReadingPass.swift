import Primitives

/// One pass over the rows of a file: what was seen so far.
struct ReadingPass {
  /// Rows below the header.
  private(set) var rows = 0
  /// Lines without data.
  var blankLines = 0

  private let plan: ExperimentPlan
  private let file: String
  private let placeName: String
  private let grouping: ExperimentData.Grouping
  private var parser: RowParser
  private var cells: CellTable
  private var badRows = BadRows()
  private var badUsers = BadRows()

  private let merge: UserMerge
  private var order = UserOrder()
  private var current: UserRow
  private var hasCurrent = false
  private let table: UserTable

  init(plan: ExperimentPlan, parser: RowParser, grouping: ExperimentData.Grouping, source: any ByteSource) {
    self.plan = plan
    self.parser = parser
    self.grouping = grouping
    file = source.name
    placeName = source.placeName
    cells = CellTable(parser.layout, kinds: plan.metrics.map(\.kind))
    merge = UserMerge(parser.layout, segments: plan.segments.map { $0.joined(separator: "+") })
    current = parser.emptyRow
    table = UserTable(
      merge, levelCount: parser.layout.segments.count, valueCount: parser.layout.numbers.count, limit: plan.unitMemory)
  }

  /// Takes the current record.
  ///
  /// - Returns: false when users turn out to be in no order.
  /// - Throws: ``DataError`` or ``PlanError``.
  mutating func take(_ scanner: borrowing RecordScanner, _ row: inout UserRow) throws -> Bool {
    rows += 1
    if let fault = try parser.parse(scanner, into: &row) {
      let excerpt = fault.field.map { Excerpt.of(scanner.field($0).text) } ?? "\(scanner.fieldCount) fields"
      badRows.add(fault.reason, line: scanner.place, excerpt: excerpt)
      return true
    }
    guard let unit = parser.layout.unit else {
      try cells.add(row)
      return true
    }
    let name = scanner.field(unit)
    if name.bytes.isEmpty {
      badRows.add(.missing(column: plan.unitColumn ?? ""), line: scanner.place, excerpt: "")
      return true
    }
    if grouping == .sorted { return try takeInOrder(name.bytes, scanner, row) }
    do {
      if let reason = try table.add(name.bytes, row) {
        badUsers.add(reason, line: scanner.place, excerpt: Excerpt.of(name.text))
      }
    } catch let full as UserTable.Full {
      throw DataError(
        "the rows of a user do not follow each other, and \(full.users) users fill the \(plan.unitMemory >> 20) MB "
          + "that are allowed for them; sort the rows by '\(plan.unitColumn ?? "")', or allow more with --memory",
        in: file, line: scanner.place)
    }
    return true
  }

  private mutating func takeInOrder(
    _ name: UnsafeBufferPointer<UInt8>, _ scanner: borrowing RecordScanner, _ row: borrowing UserRow
  ) throws -> Bool {
    switch order.step(name) {
    case .disorder: return false
    case .next:
      try endUser()
      current.arm = row.arm
      current.levels = row.levels
      current.values = row.values
      hasCurrent = true
    case .same:
      guard current.arm >= 0 else { return true }
      let reason = mergeIntoCurrent(row)
      if let reason {
        current.arm = -1
        badUsers.add(
          reason, line: scanner.place, excerpt: Excerpt.of(String(decoding: name, as: UTF8.self)))
      }
    }
    return true
  }

  private mutating func mergeIntoCurrent(_ row: borrowing UserRow) -> BadRows.Reason? {
    let arm = current.arm
    var none: Int32 = 0
    return current.levels.withUnsafeMutableBufferPointer { levels in
      current.values.withUnsafeMutableBufferPointer { values -> BadRows.Reason? in
        guard let value = values.baseAddress else { return nil }
        return withUnsafeMutablePointer(to: &none) { none in
          merge.add(row, arm: arm, levels: levels.baseAddress ?? none, values: value)
        }
      }
    }
  }

  private mutating func endUser() throws {
    if hasCurrent, current.arm >= 0 { try cells.add(current) }
    hasCurrent = false
  }

  /// Ends early what can only fail.
  ///
  /// - Throws: ``DataError``.
  func checkLimits() throws(DataError) {
    if badRows.total == rows { throw refusal(badRows, of: rows, "rows") }
    guard cells.distinctValues <= CellTable.mostDistinctValues else {
      throw DataError(
        "the values of quantile metrics differ in more than \(CellTable.mostDistinctValues) places; round them, or "
          + "leave the quantiles out", in: file)
    }
  }

  /// Ends the pass.
  ///
  /// - Throws: ``DataError`` when too much was unusable or the arms are not those of the plan.
  mutating func finish(delimiter: UInt8) throws -> ExperimentData {
    guard rows > 0 else { throw DataError("the file has a header and no rows", in: file) }
    try endUser()
    if grouping == .scattered {
      try table.forEach { arm, levels, values in try cells.add(arm: arm, levels: levels, values: values) }
    }
    if Double(badRows.total) > plan.maximumBadShare * Double(rows) { throw refusal(badRows, of: rows, "rows") }
    let arms = sortedArms()
    let data = ExperimentData(
      file: file, rows: rows, blankLines: blankLines, badRows: badRows, badUsers: badUsers, placeName: placeName,
      grouping: grouping, delimiter: delimiter,
      arms: arms.map { .init(name: $0.name, aggregate: cells.aggregate(arm: $0.number)) },
      segments: plan.segments.indices.map { segment($0, arms.map(\.number)) })
    let users = data.users + badUsers.total
    if Double(badUsers.total) > plan.maximumBadShare * Double(users) { throw refusal(badUsers, of: users, "users") }
    try check(data.arms.map(\.name))
    return data
  }

  private func sortedArms() -> [(name: String, number: Int)] {
    parser.arms.names.indices.map { (parser.arms.text($0), $0) }.sorted { $0.0 < $1.0 }
  }

  private func segment(_ index: Int, _ arms: [Int]) -> ExperimentData.Segment {
    let levels = parser.levels[index].names.indices.map { (name: parser.levelName(index, $0), number: $0) }
      .sorted { SegmentOrder.precedes($0.name, $1.name) }
    return ExperimentData.Segment(
      name: plan.segments[index].joined(separator: "+"),
      levels: levels.map { level in
        ExperimentData.Level(
          name: level.name, arms: arms.map { cells.aggregate(segment: index, level: level.number, arm: $0) })
      })
  }

  private func check(_ arms: [String]) throws(DataError) {
    guard arms.contains(plan.control) else {
      let known = arms.prefix(10).map { "'\(Excerpt.of($0))'" }.joined(separator: ", ")
      let hint = nearestName(to: plan.control, in: arms).map { "did you mean '\($0)'?" } ?? "its arms are \(known)"
      throw DataError(
        "no row of '\(plan.armColumn)' has the control '\(plan.control)'; \(hint)", in: file, kind: .usage)
    }
    guard arms.count > 1 else {
      throw DataError("all rows are in the arm '\(plan.control)'; there is nothing to set it against", in: file)
    }
    guard let split = plan.split else { return }
    if let stranger = arms.first(where: { split[$0] == nil }) {
      throw DataError("the split does not name the arm '\(Excerpt.of(stranger))'", in: file, kind: .usage)
    }
    if let absent = split.keys.sorted().first(where: { !arms.contains($0) }) {
      throw DataError("the split names the arm '\(absent)', which has no rows", in: file, kind: .usage)
    }
  }

  private func refusal(_ bad: BadRows, of all: Int, _ what: String) -> DataError {
    bad.refusal(of: all, what, allowed: plan.maximumBadShare, in: file, place: placeName)
  }
}

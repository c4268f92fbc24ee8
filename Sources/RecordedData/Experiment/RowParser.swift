/// Turns the fields of a record into arm, segment values and numbers.
struct RowParser {
  /// Most arms that an experiment can have; more is another column.
  static let mostArms = 100
  /// Most values of one segment.
  static let mostLevels = 200

  /// Where everything stands.
  let layout: ColumnLayout
  /// The arms, by number.
  private(set) var arms = NameTable(limit: Self.mostArms)
  /// The values of each segment, by number; those of several columns are joined by ``separator``.
  private(set) var levels: [NameTable]
  /// Between the values of a segment of several columns.
  static let separator: UInt8 = 0x1F

  private let plan: ExperimentPlan
  private let file: String
  private let fieldCount: Int
  private let point: UInt8
  private var key: [UInt8] = []

  init(_ plan: ExperimentPlan, header: Header, file: String) throws(DataError) {
    self.plan = plan
    self.file = file
    layout = try ColumnLayout(plan, header: header)
    fieldCount = header.names.count
    point = UInt8(ascii: plan.hasDecimalComma ? "," : ".")
    levels = plan.segments.map { _ in NameTable(limit: Self.mostLevels) }
  }

  /// A row to be filled.
  var emptyRow: UserRow {
    UserRow(
      arm: 0, levels: Array(repeating: 0, count: levels.count),
      values: Array(repeating: 0, count: layout.numbers.count))
  }

  /// What is wrong with a record, and in which field.
  typealias Fault = (reason: BadRows.Reason, field: Int?)

  /// Reads the current record into a row.
  ///
  /// - Returns: why it cannot be used, if so.
  /// - Throws: ``DataError`` for too many arms or segment values.
  mutating func parse(_ scanner: borrowing RecordScanner, into row: inout UserRow) throws(DataError) -> Fault? {
    if scanner.shape == .malformedQuotes { return (.malformedQuotes, nil) }
    guard scanner.fieldCount == fieldCount else { return (.fieldCount(header: fieldCount), nil) }
    for (index, column) in layout.numbers.enumerated() {
      switch FieldNumber(scanner.field(column.position).bytes, point: point) {
      case .value(let number):
        if column.isFlag, number != 0, number != 1 { return (.notZeroOrOne(column: column.name), column.position) }
        row.values[index] = number
      case .missing: return (.missing(column: column.name), column.position)
      case .notANumber: return (.notANumber(column: column.name), column.position)
      case .notFinite: return (.notFinite(column: column.name), column.position)
      }
    }
    let arm = scanner.field(layout.arm)
    if arm.bytes.isEmpty { return (.missing(column: plan.armColumn), layout.arm) }
    guard let number = Self.number(of: arm, in: &arms) else {
      throw DataError(
        "the column '\(plan.armColumn)' has more than \(Self.mostArms) different values; is it the arm column?",
        in: file, line: scanner.place)
    }
    row.arm = Int32(number)
    for (index, positions) in layout.segments.enumerated() {
      guard let level = level(index, positions, scanner) else {
        throw DataError(
          "the segment '\(plan.segments[index].joined(separator: "+"))' has more than \(Self.mostLevels) different "
            + "values; is it a name or a number?", in: file, line: scanner.place)
      }
      row.levels[index] = Int32(level)
    }
    return nil
  }

  private static func number(of field: Field, in table: inout NameTable) -> Int? {
    guard field.hasEscapes else { return table.number(of: field.bytes) }
    return field.unescaped.withUnsafeBufferPointer { table.number(of: $0) }
  }

  private mutating func level(_ index: Int, _ positions: [Int], _ scanner: borrowing RecordScanner) -> Int? {
    if positions.count == 1 { return Self.number(of: scanner.field(positions[0]), in: &levels[index]) }
    key.removeAll(keepingCapacity: true)
    for (place, position) in positions.enumerated() {
      if place > 0 { key.append(Self.separator) }
      let field = scanner.field(position)
      if field.hasEscapes { key.append(contentsOf: field.unescaped) } else { key.append(contentsOf: field.bytes) }
    }
    return key.withUnsafeBufferPointer { levels[index].number(of: $0) }
  }

  /// A segment value in words: `Rural`, or `mens=1, womens=0` for several columns.
  func levelName(_ segment: Int, _ level: Int) -> String {
    let columns = plan.segments[segment]
    let text = levels[segment].text(level)
    let parts = text.split(separator: Character(UnicodeScalar(Self.separator)), omittingEmptySubsequences: false)
    guard columns.count > 1 else { return text.isEmpty ? "(empty)" : text }
    return zip(columns, parts).map { "\($0)=\($1.isEmpty ? "(empty)" : String($1))" }.joined(separator: ", ")
  }
}

/// Reads the times of rows.
struct TimeColumn {
  /// The format, once it is known.
  var format: TimeFormat? { reader.format }

  private let name: String
  private let position: Int
  private let latestDay: Int?
  private var reader: DayReader

  init(
    _ name: String, format: TimeFormat?, clock: DayClock, latestDay: Int?, in source: any RecordSource
  ) throws(DataError) {
    self.name = name
    self.latestDay = latestDay
    position = try source.position(of: name)
    reader = DayReader(format: format, clock: clock)
  }

  /// The time of the current row.
  ///
  /// - Throws: `RowPass.Fault`.
  mutating func moment(_ source: any RecordSource) throws -> DayReader.Moment {
    guard let field = source.field(position) else { throw RowPass.Fault(.missing(column: name), at: position) }
    guard let moment = reader.read(field.bytes) else {
      throw RowPass.Fault(.notATime(column: name, format: reader.expected), at: position)
    }
    if let latestDay, moment.day > latestDay, reader.format?.hasDates == true {
      throw RowPass.Fault(.inTheFuture(column: name), at: position)
    }
    return moment
  }
}

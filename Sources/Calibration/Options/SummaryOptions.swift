import Primitives
import RecordedData

/// What a calibration from users who were summed up already is asked for, in the words of its options.
public struct SummaryOptions: Sendable {
  /// Columns: x and t_x, then n (whole periods) or T (time).
  public var repeats: String
  public var last: String
  public var days: String?
  public var length: String?
  /// Column that says how many users a row stands for.
  public var count: String?
  /// Column of the mean value of a repeat purchase.
  public var spend: String?
  public var money = MoneyOptions()
  public var rows = RowOptions()

  public init(repeats: String, last: String) {
    self.repeats = repeats
    self.last = last
  }

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    guard (days == nil) != (length == nil) else { throw OptionError("Give either --days or --length.") }
    if spend != nil, length == nil { throw OptionError("--spend needs --length.") }
    try money.check()
    try rows.check()
  }

  /// Reads and fits.
  ///
  /// - Throws: `DataError`, ``CalibrationError``, what the rows and the handler throw.
  package func result(
    _ records: any RecordSource, level: Double, progress: RecordProgress.Handler
  ) throws -> CalibrationResult {
    var plan =
      if let days {
        SummaryPlan(repeatsColumn: repeats, lastColumn: last, daysColumn: days, countColumn: count)
      } else {
        SummaryPlan(repeatsColumn: repeats, lastColumn: last, timeColumn: length ?? "", countColumn: count)
      }
    plan.limits.maximumBadShare = rows.limits.maximumBadShare
    plan.spendColumn = spend
    plan.hasDecimalComma = money.hasDecimalComma
    let table = try SummaryReader(plan).read(records, progress: progress)
    return plan.isDiscrete
      ? try ActivityCalibration(table, level: level).result()
      : try PurchaseCalibration(table, hasValues: spend != nil, currency: money.currency, level: level).result()
  }
}

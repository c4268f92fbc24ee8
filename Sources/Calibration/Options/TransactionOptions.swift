import Primitives
import RecordedData

/// What a calibration from a log of purchases is asked for, in the words of its options.
public struct TransactionOptions: Sendable {
  /// Columns: who, when and what was spent.
  public var user: String
  public var time: String
  public var value: String?
  /// Column that says what happened, in a log of other things too, and the event that is a purchase.
  public var event: String?
  public var purchase: String?
  public var unit = PurchasePlan.TimeUnit.weeks
  public var money = MoneyOptions()
  public var days = DayOptions()
  public var rows = RowOptions()

  public init(user: String, time: String) {
    self.user = user
    self.time = time
  }

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    guard (event == nil) == (purchase == nil) else {
      throw OptionError("--event names the column and --purchase the event in it: give both or none.")
    }
    try money.check()
    try days.check()
    try rows.check()
  }

  /// Reads and fits.
  ///
  /// - Throws: `DataError`, ``CalibrationError``, what the rows and the handler throw.
  package func result(
    _ records: any RecordSource, level: Double, progress: RecordProgress.Handler
  ) throws -> CalibrationResult {
    var plan = PurchasePlan(userColumn: user, timeColumn: time, valueColumn: value)
    (plan.eventColumn, plan.purchaseEvent, plan.unit) = (event, purchase, unit)
    (plan.firstDay, plan.lastDay, plan.calibrationEnd) = (days.first, days.last, days.calibrationEnd)
    plan.clock = days.clock
    plan.hasDecimalComma = money.hasDecimalComma
    plan.limits = rows.limits
    return try PurchaseCalibration(
      PurchaseReader(plan).read(records, progress: progress), hasValues: value != nil, currency: money.currency,
      level: level
    ).result()
  }
}

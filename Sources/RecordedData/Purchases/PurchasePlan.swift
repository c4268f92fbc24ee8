/// What the rows of a transaction log mean, and which of them are looked at.
///
/// ```swift
/// var plan = PurchasePlan(userColumn: "customer", timeColumn: "date", valueColumn: "dollars")
/// plan.calibrationEnd = CivilDate("1997-09-30")?.dayNumber
/// ```
public struct PurchasePlan: Sendable {
  /// The unit in which models count time.
  public enum TimeUnit: String, Sendable, CaseIterable {
    case days, weeks

    /// Days in a unit.
    public var days: Double { self == .days ? 1 : 7 }
  }

  /// The column that names the customer.
  public var userColumn: String
  /// The column that says when.
  public var timeColumn: String
  /// The column that says how much was spent; nil when that is of no interest.
  public var valueColumn: String?
  /// The column that says what happened, in a log of other things too.
  public var eventColumn: String?
  /// The event that is a purchase; with ``eventColumn``.
  public var purchaseEvent: String?
  /// Whether purchases of nothing (a value of zero) count as purchases, as in the published studies of CDNOW.
  public var countsZeroValues = true
  /// The unit of time of the models.
  public var unit = TimeUnit.weeks
  /// How times are written; nil to find out.
  public var timeFormat: TimeFormat?
  /// By which clock a day is a day.
  public var clock = DayClock()
  /// First day of the observation; customers who were there before are left out. Nil for the first day of the rows.
  public var firstDay: Int?
  /// Last day of the observation; nil for the last day of the rows.
  public var lastDay: Int?
  /// The last day that models are fitted on; the days after it are for checking forecasts. Nil to use all.
  public var calibrationEnd: Int?
  /// Whether numbers have a decimal comma.
  public var hasDecimalComma = false
  /// What the reading allows.
  public var limits = RowLimits()

  /// A plan with everything else at its default.
  public init(userColumn: String, timeColumn: String, valueColumn: String? = nil) {
    self.userColumn = userColumn
    self.timeColumn = timeColumn
    self.valueColumn = valueColumn
  }
}

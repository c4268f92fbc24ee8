/// What a transaction log says about repeat purchases: all that a model is fitted on and checked against.
///
/// Days are days since 1970-01-01, or numbers of days where the log has such; arrays by day begin with ``firstDay``.
public struct PurchaseSummary: Sendable, Equatable {
  /// What became of the rows.
  public internal(set) var account: RowAccount
  /// How times were written.
  public internal(set) var timeFormat: TimeFormat
  /// The unit of time.
  public internal(set) var unit: PurchasePlan.TimeUnit
  /// First day of the observation.
  public internal(set) var firstDay: Int
  /// Last day of the observation.
  public internal(set) var lastDay: Int
  /// Last day that is calibrated on.
  public internal(set) var calibrationEnd: Int

  /// Customers whose first purchase lies between ``firstDay`` and ``calibrationEnd``: those of all that follows.
  public internal(set) var customers = 0
  /// Customers whose first purchase lies before the observation.
  public internal(set) var customersBefore = 0
  /// Customers whose first purchase lies after the calibration.
  public internal(set) var customersAfter = 0
  /// Purchases of nothing, which count unless the plan says that they do not.
  public internal(set) var zeroValues = 0
  /// Purchases that are one with an earlier row of the same customer and day.
  public internal(set) var mergedRows = 0

  /// The customers as they were at the end of the calibration, sorted.
  public internal(set) var groups: [PurchaseGroup] = []
  /// The customers who came again and spent something, sorted; empty without a column of values.
  public internal(set) var spend: [SpendGroup] = []
  /// Customers who came again and spent nothing on it, whom the Gamma-Gamma model cannot describe.
  public internal(set) var repeatersWithoutSpend = 0
  /// What the customers did after the calibration, by repeat purchases within it; empty without days after it.
  public internal(set) var holdout: [HoldoutGroup] = []

  /// First purchases of each day.
  public internal(set) var newCustomers: [Int]
  /// Repeat purchases of each day.
  public internal(set) var repeats: [Int]

  /// Repeat purchases from ``firstDay`` to the end of each full week: the first value is that of the first week.
  public var weeklyCumulativeRepeats: [Int] {
    var sum = 0
    return (0..<repeats.count / 7).map { week in
      sum += repeats[week * 7..<week * 7 + 7].reduce(0, +)
      return sum
    }
  }

  init(account: RowAccount, timeFormat: TimeFormat, unit: PurchasePlan.TimeUnit, window: ObservationWindow) {
    self.account = account
    self.timeFormat = timeFormat
    self.unit = unit
    firstDay = window.first
    lastDay = window.last
    calibrationEnd = window.calibrationEnd
    newCustomers = Array(repeating: 0, count: window.last - window.first + 1)
    repeats = newCustomers
  }
}

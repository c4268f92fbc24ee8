/// What the columns of a table of users mean who were summed up already: one row per user, or per group of equal users.
///
/// ```swift
/// let donors = SummaryPlan(repeatsColumn: "frequency", lastColumn: "recency", daysColumn: "n", countColumn: "weights")
/// ```
public struct SummaryPlan: Sendable {
  /// The column of x: active days or repeat purchases.
  public var repeatsColumn: String
  /// The column of t_x: when the last of them was.
  public var lastColumn: String
  /// The column of n (whole periods) or T (time).
  public var observedColumn: String
  /// Whether time is counted in whole periods, as BG/BB has it, so that x cannot be more than t_x.
  public var isDiscrete: Bool
  /// The column that says how many users a row stands for; nil for one.
  public var countColumn: String?
  /// The column of the mean spend of a repeat purchase; nil when that is of no interest.
  public var spendColumn: String?
  /// Whether numbers have a decimal comma.
  public var hasDecimalComma = false
  /// What the reading allows.
  public var limits = RowLimits()

  /// A plan for the BG/BB model.
  public init(repeatsColumn: String, lastColumn: String, daysColumn: String, countColumn: String? = nil) {
    self.repeatsColumn = repeatsColumn
    self.lastColumn = lastColumn
    observedColumn = daysColumn
    isDiscrete = true
    self.countColumn = countColumn
    limits.duplicateMemory = 0
  }

  /// A plan for models of purchases.
  public init(repeatsColumn: String, lastColumn: String, timeColumn: String, countColumn: String? = nil) {
    self.init(
      repeatsColumn: repeatsColumn, lastColumn: lastColumn, daysColumn: timeColumn, countColumn: countColumn)
    isDiscrete = false
  }
}

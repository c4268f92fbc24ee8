/// A metric of an experiment, over columns of its data.
///
/// ```swift
/// try MetricSpecification("clicks/views:ratio")
/// try MetricSpecification("spend:mean:cuped=spend_before")
/// try MetricSpecification("rounds:quantile=90%")
/// ```
public struct MetricSpecification: Sendable, Equatable {
  /// What is compared between arms.
  public enum Kind: Sendable, Equatable {
    /// The mean per user.
    case mean
    /// The share of users with a one.
    case proportion
    /// The sum of one column over the sum of another, users being what is random.
    case ratio
    /// A quantile over users; the level is strictly between 0 and 1.
    case quantile(Double)

    /// The word shown to people.
    public var name: String {
      switch self {
      case .mean: "mean"
      case .proportion: "proportion"
      case .ratio: "ratio"
      case .quantile(let level): level == 0.5 ? "median" : "quantile \(Share.text(level))"
      }
    }
  }

  /// A column, or a ratio of two.
  public struct Columns: Sendable, Equatable {
    /// The column of a mean, or of the ratio's numerator.
    public var numerator: String
    /// The column of the ratio's denominator.
    public var denominator: String?

    /// The columns as they were written.
    public var text: String { denominator.map { "\(numerator)/\($0)" } ?? numerator }

    init(_ text: Substring) throws(PlanError) {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
        throw PlanError("'\(text)' is not a column, nor two columns as numerator/denominator")
      }
      numerator = parts[0]
      denominator = parts.count == 2 ? parts[1] : nil
    }
  }

  /// What it is called in results: its columns as they were written, and the level of a quantile.
  public var name: String
  /// What is compared.
  public var kind: Kind
  /// Over which columns.
  public var columns: Columns
  /// The covariate from before the experiment, when the metric is adjusted by one.
  public var covariate: Columns?
  /// Whether a higher value is an improvement.
  public var isHigherBetter = true

  /// Reads `column[:kind][:cuped=column][:better=lower]`.
  ///
  /// - Throws: ``PlanError``.
  public init(_ text: String) throws(PlanError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    columns = try Columns(parts[0])
    name = columns.text
    kind = columns.denominator == nil ? .mean : .ratio
    for option in parts.dropFirst() { try read(option, of: text) }
    if case .quantile = kind {
      name += " \(kind.name)"
      guard covariate == nil else { throw PlanError("'\(text)': a quantile cannot be adjusted by a covariate") }
    }
    guard (kind == .ratio) == (columns.denominator != nil) else {
      throw PlanError(
        kind == .ratio
          ? "'\(text)': a ratio needs two columns, such as clicks/views:ratio"
          : "'\(text)': two columns make a ratio; write \(columns.text):ratio")
    }
    if let covariate { try check(covariate) }
  }

  /// Whether a covariate fits: a ratio for a ratio, a column for all else.
  func check(_ covariate: Columns) throws(PlanError) {
    guard (covariate.denominator != nil) == (kind == .ratio) else {
      throw PlanError(
        kind == .ratio
          ? "'\(name)': a ratio is adjusted by a ratio, such as cuped=clicks_before/views_before"
          : "'\(name)': the covariate '\(covariate.text)' must be one column")
    }
  }

  private mutating func read(_ option: Substring, of text: String) throws(PlanError) {
    let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
    switch (parts.first ?? "", parts.count == 2 ? parts[1] : nil) {
    case ("mean", nil): kind = .mean
    case ("proportion", nil): kind = .proportion
    case ("ratio", nil): kind = .ratio
    case ("median", nil): kind = .quantile(0.5)
    case ("quantile", let level?):
      guard let share = Share.read(level), share > 0, share < 1 else {
        throw PlanError("'\(text)': the level of a quantile is between 0% and 100%, not '\(level)'")
      }
      kind = .quantile(share)
    case ("better", "higher"): isHigherBetter = true
    case ("better", "lower"): isHigherBetter = false
    case ("cuped", let column?): covariate = try Columns(column[...])
    default:
      throw PlanError(
        "'\(text)': '\(option)' is not one of mean, proportion, ratio, median, quantile=90%, cuped=COLUMN, "
          + "better=lower")
    }
  }
}

import LabStatistics

/// What is to be found out from the data of an experiment.
public struct ExperimentPlan: Sendable {
  /// The column that says in which arm a row's user is.
  public var armColumn: String
  /// The arm that the others are set against.
  public var control: String
  /// What is compared.
  public var metrics: [MetricSpecification]
  /// Columns whose values divide the users; several names make one division by all of them.
  public var segments: [[String]] = []
  /// The column that names the user, when a user has several rows; nil when every row is another user.
  public var unitColumn: String?
  /// The planned share of each arm; nil for equal shares.
  public var split: [String: Double]?
  /// How p-values are corrected for the number of tests.
  public var correction: MultipleTesting?
  /// Users at which always-valid intervals are to be narrowest; nil for intervals that are valid once.
  public var tunedFor: Int?
  /// One less the confidence of intervals.
  public var alpha = 0.05
  /// How intervals of lifts are made.
  public var liftMethod = LiftMethod.fieller
  /// The greatest share of rows (and of users) that may be unusable.
  public var maximumBadShare = 0.01
  /// The delimiter between fields; nil to find out.
  public var delimiter: UInt8?
  /// Whether numbers have a decimal comma.
  public var hasDecimalComma = false
  /// Most bytes for users whose rows do not follow each other.
  public var unitMemory = 1 << 30

  /// A plan with everything else at its default; metrics over the same columns get names that differ.
  public init(armColumn: String, control: String, metrics: [MetricSpecification]) {
    self.armColumn = armColumn
    self.control = control
    self.metrics = metrics.map { metric in
      guard metrics.filter({ $0.name == metric.name }).count > 1 else { return metric }
      var renamed = metric
      renamed.name += metric.covariate.map { " adjusted by \($0.text)" } ?? " \(metric.kind.name)"
      return renamed
    }
  }

  /// Gives a covariate to every metric that can have one and has none.
  ///
  /// - Throws: ``PlanError`` when no metric can have it.
  public mutating func adjustAll(by column: String) throws(PlanError) {
    let covariate = try MetricSpecification.Columns(column[...])
    var used = false
    for index in metrics.indices {
      let isRatio = metrics[index].kind == .ratio
      if case .quantile = metrics[index].kind { continue }
      guard isRatio == (covariate.denominator != nil) else { continue }
      used = true
      if metrics[index].covariate == nil { metrics[index].covariate = covariate }
    }
    guard used else { throw PlanError("no metric can be adjusted by '\(column)'") }
  }

  /// Whether the plan makes sense before any data are seen.
  ///
  /// - Throws: ``PlanError``.
  public func validate() throws(PlanError) {
    guard !metrics.isEmpty else { throw PlanError("name at least one metric, such as --metric spend:mean") }
    let names = metrics.map(\.name)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw PlanError("the metric '\(twice)' is asked for twice")
    }
    guard alpha > 0, alpha < 1 else { throw PlanError("the confidence must be between 0% and 100%") }
    guard maximumBadShare <= 1 else { throw PlanError("the share of bad rows must be between 0% and 100%") }
    if let split {
      guard split[control] != nil else { throw PlanError("the split does not name the control '\(control)'") }
      guard split.values.allSatisfy({ $0 > 0 && $0.isFinite }), split.count > 1 else {
        throw PlanError("the split needs a share above zero for each of two arms or more")
      }
      let total = split.values.reduce(0, +)
      guard abs(total - 1) < 1e-6 else { throw PlanError("the split must add up to 100%, not \(Share.text(total))") }
    }
    if let tunedFor, tunedFor < 2 { throw PlanError("always-valid intervals are tuned for two users or more") }
  }
}

/// How much of a winner's result was luck: its mean in the selection against its mean on fresh random numbers.
///
/// ```swift
/// let luck = try WinnersOptimism(selection: UnitSummary(...), validation: UnitSummary(...))
/// luck.corrected   // what to expect of the winner
/// luck.optimism    // what the selection promised too much
/// ```
/// The largest of several noisy means is on average too large, the more so the closer the race; replications that had no
/// part in the choice are not. Source: Smith and Winkler 2006 ("the optimizer's curse"), doi:10.1287/mnsc.1050.0451.
public struct WinnersOptimism: Sendable, Equatable {
  /// The winner's mean in the selection.
  public let selected: Double
  /// Its mean on fresh random numbers: the estimate to quote.
  public let corrected: Double
  /// Interval of `corrected`; nil when nothing varies or there are fewer than two replications.
  public let interval: Interval?
  /// `selected - corrected`: positive when the selection promised too much of something that should be large.
  public let optimism: Double
  /// Interval of the optimism by Welch's t.
  public let optimismInterval: Interval?
  /// Why there are no intervals, if so.
  public let status: Status?

  /// Compares the two estimates of the winner.
  ///
  /// - Parameters:
  ///   - selection: replications that took part in the choice.
  ///   - validation: replications that did not.
  ///   - alpha: intervals have confidence 1 - alpha.
  /// - Throws: ``StatisticsError`` when alpha is not in (0, 1) or a side has no replication.
  public init(selection: UnitSummary, validation: UnitSummary, alpha: Double = 0.05) throws {
    try Check.openFraction(alpha, "alpha")
    try Check.atLeast(selection.count, 1, "selection")
    try Check.atLeast(validation.count, 1, "validation")
    try Check.finite(selection.mean, "selection")
    try Check.finite(validation.mean, "validation")
    selected = selection.mean
    corrected = validation.mean
    optimism = selection.mean - validation.mean
    let comparison = try MeanTest.welch.compare(control: validation, treatment: selection, alpha: alpha)
    optimismInterval = comparison.interval
    status = comparison.status
    guard validation.count > 1, validation.variance > 0 else {
      interval = nil
      return
    }
    let critical = try StudentT(degreesOfFreedom: Double(validation.count - 1)).twoSidedCritical(alpha: alpha)
    interval = Interval(center: validation.mean, halfWidth: critical * validation.varianceOfMean.squareRoot())
  }
}

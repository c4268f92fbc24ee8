/// How far a forecast was from what then happened.
public struct ForecastError: Sendable, Equatable {
  /// What happened in all, and what was forecast.
  public let actual: Double
  public let forecast: Double
  /// Standard error of the forecast by the uncertainty of the parameters; nil when it was not computed.
  public var standardError: Double?
  /// Mean absolute error of a point, relative to what happened; nil when some point had nothing happen.
  public let meanAbsoluteError: Double?
  /// The point with the largest relative error.
  public let worst: (label: String, error: Double)?

  /// The error of the total, relative to what happened; nil when nothing did.
  public var relativeError: Double? { actual > 0 ? forecast / actual - 1 : nil }

  /// Measures the forecast of points; nil when there is none.
  ///
  /// - Parameter total: what happened and was forecast in all; nil for the sums of the points.
  public init?(_ points: [FitSeries.Point], total: (actual: Double, forecast: Double)? = nil) {
    let points = points.compactMap { point in point.actual.map { (point.label, $0, point.fitted) } }
    guard !points.isEmpty else { return nil }
    actual = total?.actual ?? points.reduce(0) { $0 + $1.1 }
    forecast = total?.forecast ?? points.reduce(0) { $0 + $1.2 }
    let errors = points.filter { $0.1 > 0 }.map { (label: $0.0, error: $0.2 / $0.1 - 1) }
    meanAbsoluteError =
      errors.count == points.count ? errors.reduce(0) { $0 + abs($1.error) } / Double(errors.count) : nil
    worst = errors.max { abs($0.error) < abs($1.error) }
  }

  public static func == (a: ForecastError, b: ForecastError) -> Bool {
    a.actual == b.actual && a.forecast == b.forecast && a.standardError == b.standardError
      && a.meanAbsoluteError == b.meanAbsoluteError && a.worst?.label == b.worst?.label
      && a.worst?.error == b.worst?.error
  }
}

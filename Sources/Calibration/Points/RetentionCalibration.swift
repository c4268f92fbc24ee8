import Behavior
import LabStatistics

/// From a few published retention points (D1, D7, D30, D90) to `activity` and `dropout`, without standard errors.
public struct RetentionCalibration {
  let points: [Int: Double]
  let activity: Double?
  let concentration: Double

  /// - Parameters:
  ///   - points: share of users active by day since the install.
  ///   - activity: the mean daily chance of a living user, when it is known from elsewhere.
  ///   - concentration: alpha + beta, which no curve of retention tells.
  public init(
    _ points: [Int: Double], activity: Double? = nil, concentration: Double = RetentionPointsFit.usualConcentration
  ) {
    (self.points, self.activity, self.concentration) = (points, activity, concentration)
  }

  /// Fits the curve.
  ///
  /// - Throws: ``CalibrationError``.
  public func result() throws(CalibrationError) -> CalibrationResult {
    let rising = points.sorted { $0.key < $1.key }
    for (earlier, later) in zip(rising, rising.dropFirst()) where later.value > earlier.value {
      throw CalibrationError(
        .data,
        "more users return on day \(later.key) (\(NumberText.percent(later.value))) than on day \(earlier.key) "
          + "(\(NumberText.percent(earlier.value))): give classic retention, the share active on exactly that day")
    }
    let fit: RetentionPointsFit
    do {
      fit = try RetentionPointsFit(points, activity: activity, concentration: concentration)
    } catch let error as StatisticsError {
      throw CalibrationError(.usage, "\(error)")
    } catch FitError.notIdentified {
      throw CalibrationError(
        .cannotTell, "one point says nothing of a curve; give two or more, such as D1=26% D7=13% D30=7%")
    } catch {
      throw CalibrationError(error, fitting: "the BG/BB curve through these points")
    }
    return try result(fit, rising.map(\.key)).checked()
  }

  private func result(_ fit: RetentionPointsFit, _ days: [Int]) -> CalibrationResult {
    var result = CalibrationResult(
      kind: "retention", title: "Activity and dropout from \(days.count) points of retention")
    let listed = fit.residuals.map { "D\($0.day) \(NumberText.percent($0.observed))" }.joined(separator: ", ")
    result.data = ["Retention points: \(listed)."]
    let source = "retention points \(listed); least squares on the logarithm of BG/BB's curve."
    let isHeld = fit.activity != .estimated
    let q = CalibratedParameter(
      "activity", "mean", .number(fit.model.activity), basis: isHeld ? .held : .fitted,
      source: isHeld ? "held: \(reason(fit.activity))." : source)
    let concentrationSource =
      concentration == RetentionPointsFit.usualConcentration
      ? "assumed: no curve of retention tells alpha + beta; fits to daily data of a mobile game give 1.64 to 1.70."
      : "given: no curve of retention tells alpha + beta."
    result.parameters = [
      q,
      CalibratedParameter(
        "activity", "concentration", .number(concentration), basis: .held, source: concentrationSource),
      CalibratedParameter("dropout", "gamma", .number(fit.model.gamma), basis: .fitted, source: source),
      CalibratedParameter("dropout", "delta", .number(fit.model.delta), basis: .fitted, source: source),
    ]
    if case .held(.tooFewPoints(let count)) = fit.activity {
      result.warnings.append(
        "\(count) points do not identify the mean activity: every value of it has a gamma and a delta that fit as well. It "
          + "is held at \(NumberText.percent(fit.model.activity)), that of the median app; four points or more would tell it, "
          + "and an event log tells it best.")
    }
    result.warnings.append("Points without numbers of users have no standard errors.")
    let last = max(90, days.last ?? 0)
    let shown = Set([1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, last] + days).sorted()
    result.series = [
      FitSeries(
        id: "retention", title: "Retention by days after the install",
        about: "The given points and the curve through them; beyond the last point it is an extrapolation.",
        xTitle: "Days after the install", unit: .share, fittedName: BGBB.name, plainName: nil,
        points: shown.map { day in
          FitSeries.Point(
            x: Double(day), label: "day \(day)", actual: points[day], fitted: fit.model.probabilityActive(at: day),
            plain: nil, residual: nil, isHoldout: day > (days.last ?? 0))
        })
    ]
    result.notes.append(
      "The curve misses the points by \(NumberText.percent(fit.rootMeanSquare, digits: 2)) (root mean square, relative)."
    )
    return result
  }

  private func reason(_ activity: RetentionPointsFit.Activity) -> String {
    switch activity {
    case .estimated: ""
    case .held(.asked): "as asked"
    case .held(.tooFewPoints(let count)):
      "\(count) points do not identify q; this is the median app's"
    }
  }
}

import Behavior
import LabStatistics
import Primitives
import RecordedData

/// From a transaction log, or customers summed up already, to the value of orders, with forecasts of repeat purchases.
///
/// ```swift
/// let result = try PurchaseCalibration(PurchaseReader(plan).read("purchases.csv"), currency: "EUR").result()
/// ```
/// Step D of the calibration. BG/NBD, MBG/NBD and Pareto/NBD are compared as descriptions of when customers come back: a
/// scenario makes purchases in sessions, so that these have no parameter there. The Gamma-Gamma model gives
/// `conversion.p`, `conversion.q` and `conversion.v`.
public struct PurchaseCalibration {
  let groups: [PurchaseGroup]
  let spend: [SpendGroup]
  let account: RowAccount
  let summary: PurchaseSummary?
  /// Whether values were asked for.
  let hasValues: Bool
  let currency: String
  let level: Double

  /// A calibration from a transaction log.
  ///
  /// - Parameter hasValues: whether the log has values of purchases.
  public init(_ summary: PurchaseSummary, hasValues: Bool, currency: String = "EUR", level: Double = 0.95) {
    (groups, spend, account, self.summary) = (summary.groups, summary.spend, summary.account, summary)
    (self.hasValues, self.currency, self.level) = (hasValues, currency, level)
  }

  /// A calibration from customers who were summed up already (x, t_x, T, mean spend).
  public init(_ table: SummaryTable, hasValues: Bool, currency: String = "EUR", level: Double = 0.95) {
    (groups, spend, account, summary) = (table.purchases, table.spend, table.account, nil)
    (self.hasValues, self.currency, self.level) = (hasValues, currency, level)
  }

  private var customers: Int { groups.reduce(0) { $0 + $1.customers } }
  private var file: String { NumberWords.file(account.source) }

  /// Fits the models and says how well they fit.
  ///
  /// - Throws: ``CalibrationError`` when no model of repeat purchases, or of values that were asked for, can be fitted.
  public func result() throws(CalibrationError) -> CalibrationResult {
    let repeats = groups.reduce(0) { $0 + $1.repeats * $1.customers }
    guard repeats > 0 else {
      throw CalibrationError(
        .cannotTell,
        "none of \(NumberWords.count(customers, "customer", "customers")) bought again within the calibration")
    }
    var result = CalibrationResult(
      kind: summary == nil ? "summary" : "transactions", title: "Purchases of \(file)")
    result.level = level
    result.currency = currency
    result.data = [
      "\(file): \(NumberWords.count(customers, "customer", "customers")), \(NumberWords.count(repeats)) repeat purchases\(window)."
    ]
    var fits = try repeatFits()
    fits.sort { ($0.model.summary?.aic ?? .infinity) < ($1.model.summary?.aic ?? .infinity) }
    guard let best = fits.first, best.model.summary != nil else {
      throw CalibrationError(
        .cannotTell,
        fits.compactMap { fit in
          if case .failed(let reason) = fit.model.outcome { "\(fit.model.name): \(reason)" } else { nil }
        }.joined(separator: "; "))
    }
    result.models = fits.map(\.model)
    result.models[0].isChosen = true
    result.series = best.series
    result.notes.append(
      "Of the models of repeat purchases the one with the lowest AIC is shown; none has parameters in a scenario, where "
        + "purchases happen in sessions (behavior.conversion.mean is a chance per session).")
    if hasValues { try addSpend(to: &result) }
    addWarnings(to: &result)
    return try result.checked()
  }

  private var window: String {
    guard let summary else { return "" }
    let day = { (day: Int) in summary.timeFormat.hasDates ? CivilDate(dayNumber: day).description : "day \(day)" }
    let end = " from \(day(summary.firstDay)) to \(day(summary.calibrationEnd))"
    return summary.calibrationEnd < summary.lastDay ? end + ", checked until \(day(summary.lastDay))" : end
  }

  private func addWarnings(to result: inout CalibrationResult) {
    if customers < ActivityCalibration.fewUsers {
      result.warnings.append("Only \(NumberWords.count(customers, "customer", "customers")): the intervals are wide.")
    }
    if account.badRows.total > 0 {
      result.warnings.append(
        "\(NumberWords.count(account.badRows.total)) of \(NumberWords.count(account.rows)) rows could not be used, most "
          + "often because \(account.badRows.reasons.first?.reason.text ?? "of their form").")
    }
    for model in result.models.dropFirst() {
      if case .failed(let reason) = model.outcome { result.warnings.append("\(model.name) was not fitted: \(reason).") }
    }
    result.leftAtDefault.append(
      ("conversion.mean", "purchases say nothing of sessions without a purchase; take it from the app's own figures"))
    if !hasValues { result.leftAtDefault.append(("conversion.p, q and v", "no column of values was named (--value)")) }
  }

  // MARK: When customers come back

  private typealias Fitted = (model: FittedModel, series: [FitSeries])

  private func repeatFits() throws(CalibrationError) -> [Fitted] {
    let data: [Weighted<RepeatHistory>]
    do {
      data = try groups.map {
        Weighted(
          try RepeatHistory(repeats: $0.repeats, last: $0.lastPurchase, length: $0.observed),
          weight: Double($0.customers))
      }
    } catch {
      throw CalibrationError(.data, "\(error)")
    }
    return [fit(BGNBD.self, data), fit(MBGNBD.self, data), fit(ParetoNBD.self, data)]
  }

  private func fit<Model: RepeatModel>(_ type: Model.Type, _ data: [Weighted<RepeatHistory>]) -> Fitted {
    do {
      let fit = try ModelFit.fit(type, to: data, level: level)
      var model = FittedModel(Model.name, .fitted(fit.summary))
      let weekly = try cumulative(fit.model)
      model.holdout = weekly.flatMap { ForecastError($0.series.holdout, total: $0.total) }
      return (model, [weekly?.series, try conditional(fit.model)].compactMap { $0 })
    } catch {
      return (FittedModel(Model.name, .failed("\(error)")), [])
    }
  }

  /// Repeat purchases of all customers until the end of each week, beside the forecast.
  private func cumulative(
    _ model: some RepeatModel
  ) throws -> (series: FitSeries, total: (actual: Double, forecast: Double)?)? {
    guard let summary else { return nil }
    let unit = summary.unit.days
    // At the end of the day, from which the histories count: a customer of the first day is observed for T - 1 day.
    let starts = summary.newCustomers.enumerated().filter { $0.element > 0 }.map {
      CohortStart(time: Double($0.offset + 1) / unit, users: $0.element)
    }
    let actual = summary.weeklyCumulativeRepeats
    let ends = actual.indices.map { Double(($0 + 1) * 7) / unit }
    let forecast = try model.cumulativeForecast(starts: starts, times: ends)
    let seen = summary.calibrationEnd - summary.firstDay + 1
    let points = actual.indices.map { week in
      FitSeries.Point(
        x: Double(week + 1), label: "week \(week + 1)", actual: Double(actual[week]), fitted: forecast[week],
        plain: nil,
        residual: nil, isHoldout: (week + 1) * 7 > seen)
    }
    let series = FitSeries(
      id: "cumulative", title: "Repeat purchases until the end of each week",
      about: "All repeat purchases since the first day, beside the forecast from the customers' first purchases.",
      xTitle: "Week", unit: .count, fittedName: type(of: model).name, plainName: nil, points: points)
    guard summary.calibrationEnd < summary.lastDay else { return (series, nil) }
    let days = summary.lastDay - summary.firstDay + 1
    let bounds = try model.cumulativeForecast(starts: starts, times: [Double(seen) / unit, Double(days) / unit])
    let after = summary.repeats.dropFirst(seen).reduce(0, +)
    return (series, (Double(after), bounds[1] - bounds[0]))
  }

  /// Mean purchases after the calibration by purchases within it.
  private func conditional(_ model: some RepeatModel) throws -> FitSeries? {
    guard let summary, !summary.holdout.isEmpty else { return nil }
    let length = Double(summary.lastDay - summary.calibrationEnd) / summary.unit.days
    let most = 7
    var expected = [Double](repeating: 0, count: most + 1)
    var happened = expected
    var count = expected
    for group in groups {
      let history = try RepeatHistory(repeats: group.repeats, last: group.lastPurchase, length: group.observed)
      expected[min(most, group.repeats)] +=
        Double(group.customers) * (try model.expectedRepeats(in: length, after: history))
    }
    for group in summary.holdout {
      happened[min(most, group.repeats)] += Double(group.purchases)
      count[min(most, group.repeats)] += Double(group.customers)
    }
    let points = (0...most).filter { count[$0] > 0 }.map { x in
      FitSeries.Point(
        x: Double(x), label: x == most ? "\(most) or more" : "\(x)", actual: happened[x] / count[x],
        fitted: expected[x] / count[x], plain: nil, residual: nil, isHoldout: true)
    }
    return FitSeries(
      id: "conditional", title: "Purchases after the calibration by purchases within it",
      about: "Mean purchases per customer in the days that the fit had not seen, by repeat purchases before.",
      xTitle: "Repeat purchases within the calibration", unit: .mean, fittedName: type(of: model).name, plainName: nil,
      points: points)
  }

  // MARK: What they spend

  private func addSpend(to result: inout CalibrationResult) throws(CalibrationError) {
    do {
      let data = try spend.map {
        Weighted(try SpendHistory(orders: $0.repeats, mean: $0.meanSpend), weight: Double($0.customers))
      }
      let fit = try ModelFit.fit(GammaGamma.self, to: data, level: level)
      let repeaters = spend.reduce(0) { $0 + $1.customers }
      let source =
        "\(file): mean repeat purchase of \(NumberWords.count(repeaters, "customer", "customers")); Gamma-Gamma by maximum "
        + "likelihood, lnL \(NumberWords.logLikelihood(fit.logLikelihood))."
      result.parameters += fit.estimates.map { CalibratedParameter("conversion", $0.name, $0, source: source) }
      for (i, first) in fit.estimates.enumerated() {
        for (j, second) in fit.estimates.enumerated() where i < j {
          result.correlations.append(
            CalibrationResult.Correlation(
              first: "conversion.\(first.name)", second: "conversion.\(second.name)", value: fit.correlation[i][j]))
        }
      }
      var model = FittedModel(GammaGamma.name, .fitted(fit.summary))
      model.isChosen = true
      if let mean = try? fit.model.populationMean {
        model.note = "mean order \(NumberText.significant(mean)) \(currency)"
      }
      result.models.append(model)
      let correlation = spendCorrelation
      result.notes.append(
        "Gamma-Gamma supposes that how often customers buy says nothing of how much: their correlation is "
          + "\(NumberText.significant(correlation, digits: 2)).")
      if abs(correlation) > 0.2 {
        result.warnings.append(
          "How often customers buy and how much they spend are correlated (\(NumberText.significant(correlation, digits: 2))), "
            + "which Gamma-Gamma rules out.")
      }
    } catch {
      throw CalibrationError(error, fitting: "the Gamma-Gamma model of spend")
    }
  }

  /// Pearson's correlation between repeat purchases and their mean value, over customers.
  private var spendCorrelation: Double {
    var (n, x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    let centre = spend.first?.meanSpend ?? 0
    for group in spend {
      let (weight, a, b) = (Double(group.customers), Double(group.repeats), group.meanSpend - centre)
      n += weight
      x += weight * a
      y += weight * b
      xx += weight * a * a
      yy += weight * b * b
      xy += weight * a * b
    }
    let spread = ((xx - x * x / n) * (yy - y * y / n)).squareRoot()
    return spread > 0 ? (xy - x * y / n) / spread : 0
  }
}

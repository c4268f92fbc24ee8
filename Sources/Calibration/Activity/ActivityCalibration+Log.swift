import Behavior
import Foundation
import LabStatistics
import Primitives
import RecordedData

extension ActivityCalibration {
  /// What a log tells beyond users who were summed up: novelty, rhythm, curves and forecasts.
  func add(_ summary: ActivitySummary, _ fit: Fit<BGBB>, to result: inout CalibrationResult) throws {
    let model = fit.model
    let novelty = addNovelty(model, summary, to: &result)
    let forecast = ActivityForecast(summary)
    let plain = forecast.returning { model.probabilityActive(at: $0) }
    let steady = forecast.returning { model.probabilityActive(at: $0, novelty: novelty) }
    let weekday = addRhythm(model, summary, expected: steady, to: &result)
    let fitted =
      weekday == nil
      ? steady : forecast.returning({ model.probabilityActive(at: $0, novelty: novelty) }, weekday: weekday)

    let daily = dailySeries(summary, fitted: fitted, plain: plain, isPlain: novelty.boost == 0 && weekday == nil)
    result.series.append(retentionSeries(model, novelty, summary))
    result.series.append(daily)
    if let weekly = weeklySeries(daily) { result.series.append(weekly) }
    if let counts = activeDays(model) { result.series.append(counts) }
    try addModels(fit, novelty, summary, daily: daily, plain: plain, to: &result)
    addSessions(model, summary, to: &result)
  }

  private func addNovelty(
    _ model: BGBB, _ summary: ActivitySummary, to result: inout CalibrationResult
  ) -> BehaviorParameters.Novelty {
    let counts = retentionCounts(summary.retention)
    switch NoveltyFit(model, retention: counts, level: level).outcome {
    case .none(let reason):
      result.leftAtDefault.append(("novelty.boost", reason))
      return BehaviorParameters.Novelty(boost: 0)
    case .found(let novelty, let summary, let held):
      let source =
        "\(file): retention of days 1 to \(min(NoveltyFit.lastDay, counts.last?.day ?? 0)) beyond BG/BB held at its "
        + "estimates; binomial likelihood, lnL \(NumberWords.logLikelihood(summary.logLikelihood))."
      if let boost = summary["boost"] {
        result.parameters.append(CalibratedParameter("novelty", "boost", boost, source: source))
      }
      if let days = summary["days"] {
        result.parameters.append(CalibratedParameter("novelty", "fades_in", days, source: source))
      } else {
        result.parameters.append(
          CalibratedParameter("novelty", "fades_in", .number(novelty.days), basis: .held, source: source))
      }
      if let held { result.warnings.append("novelty.fades_in is \(held).") }
      result.notes.append(
        "The intervals of novelty take BG/BB for known and users' days for independent: they are too narrow.")
      return novelty
    }
  }

  /// Adds the profiles; returns what each weekday's share of active users is relative to the curve.
  private func addRhythm(
    _ model: BGBB, _ summary: ActivitySummary, expected: [Double], to result: inout CalibrationResult
  ) -> [Double]? {
    let rhythm = RhythmFit(model: model, summary: summary)
    var factors: [Double]?
    switch rhythm.weekdays(expected: expected) {
    case .failure(let reason): result.leftAtDefault.append(("rhythm.weekday", reason.text))
    case .success(let week):
      let source =
        "\(file): returning users by weekday beside what the curve expects of the same days; the largest standard error of "
        + "a weekday is \(NumberText.percent(week.standardError, digits: 2))."
      result.parameters.append(
        CalibratedParameter("rhythm", "weekday", .list(week.profile), basis: .fitted, source: source))
      factors = week.profile.map { model.activity(atRate: $0) / model.activity }
    }
    if let hours = rhythm.hours {
      let source =
        "\(file): \(NumberWords.count(summary.profile.rowsByHour?.reduce(0, +) ?? 0)) rows by hour of the clock."
      result.parameters.append(CalibratedParameter("rhythm", "hour", .list(hours), basis: .fitted, source: source))
      result.notes.append(
        "The profile of hours is that of all users together; personal shifts (rhythm.chronotype) widen it a little more."
      )
    } else {
      result.leftAtDefault.append(
        (
          "rhythm.hour",
          summary.profile.rowsByHour == nil
            ? "the times of the log have no hours" : "fewer than 1,000 rows have an hour"
        ))
    }
    return factors
  }

  private func retentionCounts(_ table: RetentionTable) -> [RetentionCount] {
    table.active.indices.dropFirst().filter { table.atRisk[$0] > 0 }.map {
      RetentionCount(day: $0, returned: Double(table.active[$0]), atRisk: Double(table.atRisk[$0]))
    }
  }

  private func retentionSeries(
    _ model: BGBB, _ novelty: BehaviorParameters.Novelty, _ summary: ActivitySummary
  ) -> FitSeries {
    let seen = summary.retention
    let all = summary.overallRetention
    let points = all.active.indices.dropFirst().map { age -> FitSeries.Point in
      let isHoldout = age >= seen.active.count
      let (active, users) = isHoldout ? (all.active[age], all.atRisk[age]) : (seen.active[age], seen.atRisk[age])
      let fitted = model.probabilityActive(at: age, novelty: novelty)
      let share = users > 0 ? Double(active) / Double(users) : nil
      let error = (fitted * (1 - fitted) / Double(max(1, users))).squareRoot()
      return FitSeries.Point(
        x: Double(age), label: "day \(age)", actual: share, fitted: fitted,
        plain: novelty.boost > 0 ? model.probabilityActive(at: age) : nil,
        residual: share.map { ($0 - fitted) / error }, isHoldout: isHoldout)
    }
    return FitSeries(
      id: "retention", title: "Retention by days after the install",
      about: "The share of users active exactly so many days after the install, beside the fitted curve.",
      xTitle: "Days after the install", unit: .share, fittedName: novelty.boost > 0 ? "BG/BB with novelty" : BGBB.name,
      plainName: novelty.boost > 0 ? BGBB.name : nil, points: Array(points))
  }

  private func dailySeries(_ summary: ActivitySummary, fitted: [Double], plain: [Double], isPlain: Bool) -> FitSeries {
    let points = summary.returningCalibrationUsers.indices.dropFirst().map { day -> FitSeries.Point in
      let actual = Double(summary.returningCalibrationUsers[day])
      return FitSeries.Point(
        x: Double(day), label: Self.day(summary.firstDay + day, summary), actual: actual, fitted: fitted[day],
        plain: isPlain ? nil : plain[day],
        residual: fitted[day] > 0 ? (actual - fitted[day]) / fitted[day].squareRoot() : nil,
        isHoldout: summary.firstDay + day > summary.calibrationEnd)
    }
    return FitSeries(
      id: "daily", title: "Returning users by day",
      about: "Active users of each day who were installed on an earlier one within the days that were fitted.",
      xTitle: "Days since the first", unit: .count, fittedName: isPlain ? BGBB.name : "fitted",
      plainName: isPlain ? nil : "BG/BB alone", points: Array(points))
  }

  private func weeklySeries(_ daily: FitSeries) -> FitSeries? {
    guard daily.points.count >= 14 else { return nil }
    let points = (0..<daily.points.count / 7).map { week -> FitSeries.Point in
      let days = daily.points[week * 7..<week * 7 + 7]
      let actual = days.reduce(0) { $0 + ($1.actual ?? 0) }
      let fitted = days.reduce(0) { $0 + $1.fitted }
      return FitSeries.Point(
        x: Double(week + 1), label: "\(days.first?.label ?? "") to \(days.last?.label ?? "")", actual: actual,
        fitted: fitted, plain: daily.plainName == nil ? nil : days.reduce(0) { $0 + ($1.plain ?? 0) },
        residual: fitted > 0 ? (actual - fitted) / fitted.squareRoot() : nil,
        isHoldout: days.contains { $0.isHoldout })
    }
    return FitSeries(
      id: "weekly", title: "Returning users by week", about: "Sums of the days, seven by seven.", xTitle: "Week",
      unit: .count, fittedName: daily.fittedName, plainName: daily.plainName, points: points)
  }

  private func addModels(
    _ fit: Fit<BGBB>, _ novelty: BehaviorParameters.Novelty, _ summary: ActivitySummary, daily: FitSeries,
    plain: [Double], to result: inout CalibrationResult
  ) throws {
    let forecast = ActivityForecast(summary)
    let end = summary.calibrationEnd - summary.firstDay
    func total(_ model: BGBB, _ novelty: BehaviorParameters.Novelty?) -> Double {
      forecast.returning { age in
        novelty.map { model.probabilityActive(at: age, novelty: $0) } ?? model.probabilityActive(at: age)
      }.dropFirst(end + 1).reduce(0, +)
    }
    var chosen = FittedModel(
      novelty.boost > 0 ? "BG/BB with novelty" : BGBB.name, .fitted(fit.summary), holdout: ForecastError(daily.holdout))
    if !daily.holdout.isEmpty {
      chosen.holdout?.standardError = try fit.derived(.positive) { total($0, novelty) }.standardError
    }
    chosen.isChosen = true
    result.models = [chosen]
    if daily.plainName != nil {
      let points = daily.holdout.map { point in
        FitSeries.Point(
          x: point.x, label: point.label, actual: point.actual, fitted: point.plain ?? point.fitted, plain: nil,
          residual: nil, isHoldout: true)
      }
      var alone = FittedModel("BG/BB alone", .fitted(fit.summary), holdout: ForecastError(points))
      if alone.holdout != nil {
        alone.holdout?.standardError = try fit.derived(.positive) { total($0, nil) }.standardError
      }
      result.models.append(alone)
      result.notes.append(
        "Novelty and weekdays are added to a BG/BB that is held, so both lines show the same log-likelihood.")
    }
    addCurves(summary, to: &result)
  }

  /// The retention curves of the trade, for comparison; another likelihood than BG/BB's, with AICs of its own.
  private func addCurves(_ summary: ActivitySummary, to result: inout CalibrationResult) {
    guard let comparison = try? RetentionCurveComparison(retentionCounts(summary.retention)) else { return }
    for row in comparison.rows {
      var model = FittedModel("curve: \(row.fit.name)", .fitted(row.fit.summary))
      model.note = "\(row.fit.formula); day 90: \(NumberText.percent(row.fit.retention(on: 90)))"
      result.models.append(model)
    }
    result.models += comparison.failures.map { FittedModel("curve: \($0.name)", .failed("\($0.error)")) }
    result.notes.append(
      "The curves are fitted to the counts of returns by age alone; compare their AICs with each other, not with BG/BB's."
    )
  }

  /// Sessions are no parameter of their own: the model's follow from its chance to be active.
  private func addSessions(_ model: BGBB, _ summary: ActivitySummary, to result: inout CalibrationResult) {
    guard let measured = summary.sessions?.perActiveDay else { return }
    // E[lambda] / E[p] over users: sessions of a day over active days.
    let mean = RisingFactorial.slope(model.beta, model.alpha)
    let implied = mean / model.activity
    result.notes.append(
      "Sessions per active day: \(NumberText.significant(measured, digits: 3)) in the log, "
        + "\(NumberText.significant(implied, digits: 3)) by the model.")
    if abs(measured / implied - 1) > 0.25 {
      result.warnings.append(
        "The model makes \(NumberText.significant(implied, digits: 3)) sessions per active day, the log has "
          + "\(NumberText.significant(measured, digits: 3)): active days are right, counts of sessions are not.")
    }
  }
}

import Behavior
import Calibration
import LabStatistics

/// What the outputs of a calibration have in common: parameters, models and fits in words and tables.
struct CalibrationFacts: Sendable {
  let result: CalibrationResult
  let numbers: ReportNumbers

  /// Points of a series that the text outputs show at most.
  static let mostRows = 40

  /// A number in the unit of its parameter.
  func text(_ value: Double?, _ parameter: CalibratedParameter) -> String {
    guard let value else { return "–" }
    switch parameter.setting?.unit {
    case .percent?: return numbers.number(value * 100, digits: 4) + "%"
    case .days?: return numbers.number(value, digits: 4) + (value == 1 ? " day" : " days")
    case .hours?: return numbers.number(value, digits: 4) + " h"
    case .minutes?: return numbers.number(value, digits: 4) + " min"
    case .money?: return numbers.number(value, digits: 4) + " " + result.currency
    case .number?, nil: return numbers.number(value, digits: 4)
    }
  }

  func value(_ parameter: CalibratedParameter) -> String {
    switch parameter.value {
    case .number(let number): text(number, parameter)
    case .list(let list): list.map { numbers.number($0, digits: 3) }.joined(separator: ", ")
    }
  }

  func interval(_ parameter: CalibratedParameter) -> String {
    guard let low = parameter.interval?.low, let high = parameter.interval?.high else {
      return parameter.basis == .held ? "held" : "–"
    }
    return "\(text(low, parameter)) to \(text(high, parameter))"
  }

  var confidence: String { numbers.number(result.level * 100, digits: 3).replacing(".0", with: "") + "%" }

  /// Parameters that are numbers, in the order of the block.
  var parameters: SummaryTable {
    SummaryTable(
      title: "Parameters",
      columns: [("parameter", false), ("value", true), ("standard error", true), ("\(confidence) interval", true)],
      rows: result.parameters.map { parameter in
        [
          parameter.name, isProfile(parameter) ? "profile" : value(parameter), text(parameter.standardError, parameter),
          interval(parameter),
        ]
      })
  }

  func isProfile(_ parameter: CalibratedParameter) -> Bool { parameter.number == nil }

  /// Models by what they explain and forecast; nil without any.
  var models: SummaryTable? {
    guard !result.models.isEmpty else { return nil }
    let forecasts = result.models.contains { $0.holdout != nil }
    var columns: [SummaryTable.Column] = [("model", false), ("lnL", true), ("AIC", true)]
    if forecasts { columns += [("holdout error", true), ("MAPE", true), ("worst", true)] }
    columns.append(("", false))
    return SummaryTable(
      title: "Models", columns: columns,
      rows: result.models.map { model in
        var row = [model.isChosen ? "\(model.name) *" : model.name]
        row += [logarithm(model.summary?.logLikelihood), logarithm(model.summary?.aic)]
        if forecasts {
          row += [
            percent(model.holdout?.relativeError, signed: true), percent(model.holdout?.meanAbsoluteError),
            percent(model.holdout?.worst?.error, signed: true),
          ]
        }
        return row + [remark(model)]
      })
  }

  private func remark(_ model: FittedModel) -> String {
    switch model.outcome {
    case .failed(let reason): "not fitted: \(reason)"
    case .fitted: model.note ?? ""
    }
  }

  private func logarithm(_ value: Double?) -> String { value.map { fixed($0, decimals: 2) } ?? "–" }

  private func fixed(_ value: Double, decimals: Int) -> String {
    let digits = max(1, (value.magnitude < 1 ? 0 : Int(String(Int(value.magnitude)).count)) + decimals)
    return numbers.number(value, digits: digits).replacing(",", with: "")
  }

  /// A share with three significant digits.
  func percent(_ value: Double?, signed: Bool = false) -> String {
    value.map { numbers.number($0 * 100, digits: 3, signed: signed) + "%" } ?? "–"
  }

  /// A total with as many digits as it deserves.
  private func total(_ value: Double) -> String {
    value.magnitude >= 1000 ? numbers.count(Int(value.rounded())) : numbers.number(value, digits: 4)
  }

  /// A point's value in the unit of its series.
  func text(_ value: Double?, _ unit: FitSeries.Unit) -> String {
    guard let value else { return "–" }
    switch unit {
    case .share: return numbers.percent(value)
    case .count: return numbers.number(value, digits: value.magnitude >= 100 ? 4 : 3)
    case .mean: return numbers.number(value, digits: 3)
    }
  }

  /// The forecast in sentences, where there was something to forecast.
  var forecasts: [String] {
    result.models.filter { $0.holdout != nil }.compactMap { model in
      guard let holdout = model.holdout, let error = holdout.relativeError else { return nil }
      var text =
        "\(model.name): forecast \(total(holdout.forecast)), happened \(total(holdout.actual)) "
        + "(\(percent(error, signed: true)))"
      if let standardError = holdout.standardError {
        text += ", standard error \(percent(standardError / holdout.forecast)) by the parameters alone"
      }
      if let mean = holdout.meanAbsoluteError { text += "; mean absolute error of a point \(percent(mean))" }
      if let worst = holdout.worst {
        text += ", worst \(percent(worst.error, signed: true)) (\(worst.label))"
      }
      return text + "."
    }
  }

  /// A series as a table: all rows, or as many as text can bear, evenly chosen.
  func table(_ series: FitSeries, all: Bool) -> SummaryTable {
    var points = series.points
    if !all, points.count > Self.mostRows {
      let step = (points.count + Self.mostRows - 1) / Self.mostRows
      points = points.enumerated().filter { $0.offset % step == 0 || $0.offset == points.count - 1 }.map(\.element)
    }
    let hasPlain = series.plainName != nil
    let hasResiduals = series.points.contains { $0.residual != nil }
    var columns: [SummaryTable.Column] = [(series.xTitle, false), ("actual", true), (series.fittedName, true)]
    if let plain = series.plainName { columns.append((plain, true)) }
    if hasResiduals { columns.append(("residual", true)) }
    columns.append(("", false))
    let rows = points.map { point in
      [point.label, text(point.actual, series.unit), text(point.fitted, series.unit)]
        + (hasPlain ? [text(point.plain, series.unit)] : [])
        + (hasResiduals ? [point.residual.map { numbers.number($0, digits: 2, signed: true) } ?? "–"] : [])
        + [point.isHoldout ? "not seen" : ""]
    }
    return SummaryTable(title: series.title, columns: columns, rows: rows)
  }

  /// Correlations of the chosen model's estimates; nil for fewer than two.
  var correlation: SummaryTable? {
    guard let summary = result.models.first(where: { $0.isChosen && $0.summary != nil })?.summary,
      summary.estimates.count >= 2
    else { return nil }
    let names = summary.estimates.map(\.name)
    return SummaryTable(
      title: "Correlation of the estimates",
      columns: [("", false)] + names.map { ($0, true) },
      rows: summary.correlation.enumerated().map { index, row in
        [names[index]] + row.map { numbers.number($0, digits: 3) }
      })
  }
}

import Calibration
import LabStatistics

extension CalibrationReport {
  /// The calibration for programs: every number with all its digits (`engagelab.calibration/1`).
  public var json: String {
    let value: JSONValue = [
      "schema": "engagelab.calibration/1", "version": .string(version), "kind": .string(result.kind),
      "title": .string(result.title), "data": strings(result.data), "level": .number(result.level),
      "currency": .string(result.currency), "parameters": .array(result.parameters.map(Self.value)),
      "effects": .array(
        result.effects.map { effect in
          [
            "name": .string(effect.name), "value": .number(effect.value),
            "standard_error": .number(effect.standardError), "low": .optional(effect.interval.low),
            "high": .optional(effect.interval.high),
          ]
        }),
      "left_at_default": .array(
        result.leftAtDefault.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
      "models": .array(result.models.map(Self.value)), "series": .array(result.series.map(Self.value)),
      "warnings": strings(result.warnings), "notes": strings(result.notes),
      "block": .string(block.text),
    ]
    return value.prettyText
  }

  private func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  private static func value(_ parameter: CalibratedParameter) -> JSONValue {
    let value: JSONValue =
      switch parameter.value {
      case .number(let number): .number(number)
      case .list(let list): .array(list.map(JSONValue.number))
      }
    return [
      "name": .string(parameter.name), "value": value, "standard_error": .optional(parameter.standardError),
      "low": .optional(parameter.interval?.low), "high": .optional(parameter.interval?.high),
      "basis": .string(parameter.basis.rawValue), "source": .string(parameter.source),
    ]
  }

  private static func value(_ model: FittedModel) -> JSONValue {
    var value: JSONValue = ["name": .string(model.name), "chosen": .bool(model.isChosen)]
    switch model.outcome {
    case .failed(let reason): value = value.with("failure", .string(reason))
    case .fitted(let fit): value = value.with("fit", self.value(fit))
    }
    if let note = model.note { value = value.with("note", .string(note)) }
    guard let holdout = model.holdout else { return value }
    return value.with(
      "holdout",
      [
        "actual": .number(holdout.actual), "forecast": .number(holdout.forecast),
        "standard_error": .optional(holdout.standardError), "relative_error": .optional(holdout.relativeError),
        "mean_absolute_error": .optional(holdout.meanAbsoluteError),
        "worst": holdout.worst.map { ["point": .string($0.label), "error": .number($0.error)] } ?? .null,
      ])
  }

  private static func value(_ fit: FitSummary) -> JSONValue {
    let estimates: [JSONValue] = fit.estimates.map { estimate in
      [
        "name": .string(estimate.name), "value": .number(estimate.value),
        "standard_error": .number(estimate.standardError), "low": .optional(estimate.interval.low),
        "high": .optional(estimate.interval.high),
      ]
    }
    return [
      "log_likelihood": .number(fit.logLikelihood), "aic": .number(fit.aic), "bic": .number(fit.bic),
      "observations": .number(fit.observationCount), "estimates": .array(estimates),
      "correlation": .array(fit.correlation.map { .array($0.map(JSONValue.number)) }),
      "starts": .integer(Int64(fit.starts)), "starts_agreeing": .integer(Int64(fit.startsAgreeing)),
    ]
  }

  private static func value(_ series: FitSeries) -> JSONValue {
    let points: [JSONValue] = series.points.map { point in
      [
        "x": .number(point.x), "label": .string(point.label), "actual": .optional(point.actual),
        "fitted": .number(point.fitted), "plain": .optional(point.plain), "residual": .optional(point.residual),
        "holdout": .bool(point.isHoldout),
      ]
    }
    return [
      "id": .string(series.id), "title": .string(series.title), "x": .string(series.xTitle), "points": .array(points),
    ]
  }
}

import ArrowData
import Calibration
import LabStatistics

/// The tables of a calibration.
struct CalibrationTables {
  private let result: CalibrationResult

  init(_ result: CalibrationResult) { self.result = result }

  var all: [(name: String, table: ColumnTable)] {
    [
      ("parameters", parameters), ("effects", effects), ("left_at_default", leftAtDefault), ("models", models),
      ("estimates", estimates), ("series", series),
    ]
  }

  /// A row per number; a profile has a row per place in it.
  private var parameters: ColumnTable {
    typealias Row = (parameter: CalibratedParameter, index: Int?, value: Double)
    let rows = result.parameters.flatMap { parameter -> [Row] in
      switch parameter.value {
      case .number(let number): [(parameter, nil, number)]
      case .list(let list): list.enumerated().map { (parameter, $0.offset, $0.element) }
      }
    }
    return Rows(rows).table { rows in
      [
        ("parameter", rows.names(\.parameter.name)), ("index", rows.integers(\.index)),
        ("value", rows.numbers(\.value)), ("standard_error", rows.numbers(\.parameter.standardError)),
        ("low", rows.numbers(\.parameter.interval?.low)), ("high", rows.numbers(\.parameter.interval?.high)),
        ("basis", rows.names(\.parameter.basis.rawValue)), ("source", rows.names(\.parameter.source)),
      ]
    }
  }

  /// Numbers for other places of a scenario than `behavior:`.
  private var effects: ColumnTable {
    Rows(result.effects).table { rows in
      [
        ("effect", rows.names(\.name)), ("value", rows.numbers(\.value)),
        ("standard_error", rows.numbers(\.standardError)), ("low", rows.numbers(\.interval.low)),
        ("high", rows.numbers(\.interval.high)),
      ]
    }
  }

  private var leftAtDefault: ColumnTable {
    Rows(result.leftAtDefault).table { rows in
      [("parameter", rows.texts(\.name)), ("reason", rows.texts(\.reason))]
    }
  }

  private var models: ColumnTable {
    Rows(result.models).table { rows in
      [
        ("model", rows.names(\.name)), ("chosen", rows.flags(\.isChosen)), ("failure", rows.texts(\.failure)),
        ("log_likelihood", rows.numbers(\.summary?.logLikelihood)), ("aic", rows.numbers(\.summary?.aic)),
        ("bic", rows.numbers(\.summary?.bic)), ("observations", rows.numbers(\.summary?.observationCount)),
        ("holdout_actual", rows.numbers(\.holdout?.actual)), ("holdout_forecast", rows.numbers(\.holdout?.forecast)),
        ("holdout_standard_error", rows.numbers(\.holdout?.standardError)),
        ("holdout_relative_error", rows.numbers(\.holdout?.relativeError)),
        ("holdout_mean_absolute_error", rows.numbers(\.holdout?.meanAbsoluteError)), ("note", rows.texts(\.note)),
      ]
    }
  }

  /// The parameters of every model that was fitted, in its own words.
  private var estimates: ColumnTable {
    let rows = result.models.flatMap { model in
      (model.summary?.estimates ?? []).map { (model: model.name, estimate: $0) }
    }
    return Rows(rows).table { rows in
      [
        ("model", rows.names(\.model)), ("parameter", rows.names(\.estimate.name)),
        ("value", rows.numbers(\.estimate.value)), ("standard_error", rows.numbers(\.estimate.standardError)),
        ("low", rows.numbers(\.estimate.interval.low)), ("high", rows.numbers(\.estimate.interval.high)),
      ]
    }
  }

  /// What happened beside what the model says, point by point.
  private var series: ColumnTable {
    let rows = result.series.flatMap { series in series.points.map { (series: series, point: $0) } }
    return Rows(rows).table { rows in
      [
        ("series", rows.names(\.series.id)), ("x", rows.numbers(\.point.x)), ("label", rows.names(\.point.label)),
        ("actual", rows.numbers(\.point.actual)), ("fitted", rows.numbers(\.point.fitted)),
        ("plain", rows.numbers(\.point.plain)), ("residual", rows.numbers(\.point.residual)),
        ("holdout", rows.flags(\.point.isHoldout)),
      ]
    }
  }
}

extension FittedModel {
  /// Why it was not fitted; nil when it was.
  fileprivate var failure: String? {
    if case .failed(let reason) = outcome { reason } else { nil }
  }
}

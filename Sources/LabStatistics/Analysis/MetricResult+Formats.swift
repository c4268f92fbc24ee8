import Foundation

extension MetricResult {
  /// The result as named values: the fields of every machine-readable output.
  public var value: Value {
    [
      "metric": .string(metric), "baseline": .string(baseline), "arm": .string(arm), "control": .optional(control),
      "treatment": .optional(treatment),
      "difference": [
        "estimate": .optional(difference.estimate), "standard_error": .optional(difference.standardError),
        "low": .optional(difference.low), "high": .optional(difference.high),
      ],
      "lift": [
        "estimate": .optional(lift.estimate), "low": .optional(lift.low), "high": .optional(lift.high),
        "status": lift.status.map { .string($0.rawValue) } ?? .null,
      ],
      "p_value": .optional(pValue), "adjusted_p_value": .optional(adjustedPValue), "statistic": .optional(statistic),
      "degrees_of_freedom": .optional(degreesOfFreedom), "method": .string(method), "alpha": .number(alpha),
      "units": ["control": .integer(units.control), "treatment": .integer(units.treatment)],
      "statuses": .array(statuses.map { .string($0.rawValue) }),
      "adjustment": adjustment.map {
        [
          "source": .string($0.source.rawValue), "theta": .optional($0.theta),
          "variance_ratio": .optional($0.varianceRatio),
        ]
      } ?? .null,
    ]
  }

  /// The columns of tables and CSV files.
  static let csvHeader = [
    "metric", "baseline", "arm", "control", "treatment", "difference", "difference_low", "difference_high", "lift",
    "lift_low", "lift_high", "p_value", "adjusted_p_value", "statistic", "n_control", "n_treatment", "theta",
    "variance_ratio", "method", "statuses",
  ]

  /// The fields in the order of `csvHeader`, numbers with all their digits and nothing where there is none.
  var csvFields: [String] {
    let numbers = [
      control, treatment, difference.estimate, difference.low, difference.high, lift.estimate, lift.low, lift.high,
      pValue, adjustedPValue, statistic,
    ].map { $0.map { "\($0)" } ?? "" }
    let covariate = [adjustment?.theta, adjustment?.varianceRatio].map { $0.map { "\($0)" } ?? "" }
    return [metric, baseline, arm] + numbers + ["\(units.control)", "\(units.treatment)"] + covariate
      + [method, statuses.map(\.rawValue).joined(separator: " ")]
  }

  /// The columns of a table for people.
  static let tableHeader = ["metric", "arm", "control", "treatment", "difference", "lift", "p", "notes"]

  /// The cells of a table for people.
  var tableCells: [String] {
    let show = { (number: Double?) in number.map { NumberText.significant($0) } ?? NumberText.missing }
    var effect = difference.estimate.map { NumberText.signed($0) } ?? NumberText.missing
    if difference.low != nil || difference.high != nil {
      effect += " [\(show(difference.low)), \(show(difference.high))]"
    }
    var relative = lift.estimate.map { NumberText.signedPercent($0) } ?? NumberText.missing
    if let low = lift.low, let high = lift.high {
      relative += " [\(NumberText.percent(low)), \(NumberText.percent(high))]"
    }
    let p = (adjustedPValue ?? pValue).map { NumberText.pValue($0) } ?? NumberText.missing
    var notes = statuses.map(\.text)
    if let adjustment {
      let ratio = adjustment.varianceRatio.map { NumberText.significant($0, digits: 3) } ?? NumberText.missing
      notes.insert("\(adjustment.source.rawValue): variance x \(ratio)", at: 0)
    }
    return [metric, arm, show(control), show(treatment), effect, relative, p, notes.joined(separator: "; ")]
  }
}

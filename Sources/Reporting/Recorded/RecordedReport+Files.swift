import Foundation
import LabStatistics
import Primitives
import RecordedData

extension RecordedReport {
  /// The report for programs: every number with all its digits.
  public var json: String { value.prettyJSONText }

  private var value: Value {
    let analysis = facts.analysis
    return [
      "schema": "engagelab.analysis/1", "version": .string(version), "data": account, "settings": settings,
      "health": .array(facts.health.map { ["level": .string($0.level), "message": .string($0.message)] }),
      "analysis": analysis.overall.value, "tests": .integer(analysis.tests),
      "segments": .array(analysis.segments.map(Self.value)), "notes": .array(facts.notes.map(Value.string)),
    ]
  }

  private var account: Value {
    let data = facts.data
    return [
      "file": .string(data.file), "rows": .integer(data.rows), "blank_lines": .integer(data.blankLines),
      "users": .integer(data.users), "grouping": .string(data.grouping.rawValue),
      "bad_rows": Self.value(data.badRows), "bad_users": Self.value(data.badUsers),
    ]
  }

  private var settings: Value {
    let plan = facts.plan
    return [
      "arm": .string(plan.armColumn), "control": .string(plan.control), "confidence": .number(1 - plan.alpha),
      "unit": plan.unitColumn.map(Value.string) ?? .null,
      "correction": plan.correction.map { .string($0.rawValue) } ?? .null,
      "tuned_for": plan.tunedFor.map(Value.integer) ?? .null, "lift": .string(plan.liftMethod.rawValue),
      "split": plan.split.map { .object($0.mapValues(Value.number)) } ?? .null,
      "metrics": .array(
        plan.metrics.map { metric in
          [
            "name": .string(metric.name), "kind": .string(metric.kind.name), "columns": .string(metric.columns.text),
            "covariate": metric.covariate.map { .string($0.text) } ?? .null,
            "better": metric.isHigherBetter ? "higher" : "lower",
          ]
        }),
    ]
  }

  private static func value(_ bad: BadRows) -> Value {
    [
      "total": .integer(bad.total),
      "reasons": .array(bad.reasons.map { ["reason": .string($0.reason.text), "count": .integer($0.count)] }),
      "examples": .array(
        bad.examples.map {
          ["line": .integer($0.line), "reason": .string($0.reason.text), "excerpt": .string($0.excerpt)]
        }),
    ]
  }

  private static func value(_ segment: SegmentAnalysis) -> Value {
    [
      "segment": .string(segment.name),
      "levels": .array(
        segment.levels.map {
          ["level": .string($0.name), "users": .integer($0.users), "results": .array($0.results.map(\.value))]
        }),
      "differences": .array(
        segment.differences.map {
          [
            "metric": .string($0.metric), "arm": .string($0.arm), "q": .optional($0.q),
            "degrees_of_freedom": .integer($0.degreesOfFreedom), "p_value": .optional($0.pValue),
            "adjusted_p_value": .optional($0.adjustedPValue), "i_squared": .optional($0.iSquared),
            "shrunken_differences": .array($0.shrunken.map(Value.optional)),
          ]
        }),
    ]
  }

  /// Comma-separated values with all digits (RFC 4180), one row per comparison; segments follow all users.
  public var csv: String {
    var rows = [Self.csvHeader]
    rows += facts.analysis.overall.results.map { Self.csvFields($0, segment: "", level: "") }
    for segment in facts.analysis.segments {
      for level in segment.levels {
        rows += level.results.map { Self.csvFields($0, segment: segment.name, level: level.name) }
      }
    }
    return rows.map { $0.map(csvQuoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static let csvHeader = [
    "segment", "level", "metric", "baseline", "arm", "n_control", "n_treatment", "control", "treatment", "difference",
    "standard_error", "difference_low", "difference_high", "lift", "lift_low", "lift_high", "p_value",
    "adjusted_p_value", "statistic", "degrees_of_freedom", "theta", "variance_ratio", "method", "statuses",
  ]

  private static func csvFields(_ result: MetricResult, segment: String, level: String) -> [String] {
    let numbers = [
      result.control, result.treatment, result.difference.estimate, result.difference.standardError,
      result.difference.low, result.difference.high, result.lift.estimate, result.lift.low, result.lift.high,
      result.pValue, result.adjustedPValue, result.statistic, result.degreesOfFreedom, result.adjustment?.theta,
      result.adjustment?.varianceRatio,
    ]
    return [
      segment, level, result.metric, result.baseline, result.arm, "\(result.units.control)",
      "\(result.units.treatment)",
    ] + numbers.map { $0.map { Value.number($0).jsonText } ?? "" }
      + [result.method, result.statuses.map(\.rawValue).joined(separator: " ")]
  }
}

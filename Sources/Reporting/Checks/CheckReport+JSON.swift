import Experiments
import Simulation

extension CheckReport {
  /// The report as JSON, ending with a line break.
  public var json: String {
    JSONValue.object([
      .init("schema", 1), .init("version", .string(version)), .init("ending", .string(ending.words)),
      .init("exit_code", .integer(Int64(ending.exitCode))), .init("scenarios", .array(scenarios.map(\.document))),
    ]).prettyText
  }
}

extension ScenarioCheck {
  fileprivate var document: JSONValue {
    var value: JSONValue = [
      "name": .string(name), "file": .string(file), "ending": .string(ending.words),
      "exit_code": .integer(Int64(ending.exitCode)), "command": .string(command),
      "failure": failure.map { .string($0.message) } ?? .null,
      "problems": .array(
        findings.map { finding in
          [
            "level": finding.isError ? "error" : "warning", "code": .string(finding.code),
            "line": .whole(finding.line), "column": .whole(finding.column), "message": .string(finding.message),
          ]
        }),
    ]
    if let run {
      value = value.with("users", .integer(Int64(run.population))).with("seed", .unsigned(run.result.seed))
        .with("digest", .string(run.result.digest))
        .with(
          "warnings",
          .array(
            run.result.warnings.map {
              ["code": .string($0.code), "level": .string($0.level), "message": .string($0.message)]
            }))
    }
    return value.with("checks", .array(checks.map(\.document))).with("baseline", baseline?.document ?? .null)
  }
}

extension ScenarioCheck.Placed {
  fileprivate var document: JSONValue {
    let check = result.check
    return [
      "name": .string(check.name), "measure": .string(check.measureText), "arm": .string(result.arm),
      "verdict": .string(result.verdict.rawValue),
      "measured": [
        "estimate": .optional(result.measured.estimate), "low": .optional(result.measured.low),
        "high": .optional(result.measured.high), "status": result.measured.status.map { .string($0) } ?? .null,
      ],
      "confidence": .optional(result.confidence), "fail": check.fail.map { .string($0.text) } ?? .null,
      "warn": check.warn.map { .string($0.text) } ?? .null, "line": .whole(line), "column": .whole(column),
    ]
  }
}

extension BaselineOutcome {
  fileprivate var document: JSONValue {
    var value: JSONValue = [
      "path": .string(path), "state": .string(state.rawValue), "new_file": newFile.map { .string($0) } ?? .null,
    ]
    guard let comparison else { return value }
    value = value.with("figures", .integer(Int64(comparison.figures)))
    value = value.with(
      "setup",
      .array(
        comparison.setup.map { ["what": .string($0.what), "before": .string($0.before), "after": .string($0.after)] }))
    value = value.with(
      "moved",
      .array(
        comparison.moved.map { change in
          [
            "arm": .string(change.figure.arm), "kind": .string(change.figure.kind.rawValue),
            "name": .string(change.figure.name), "before": .optional(change.before), "after": .optional(change.after),
          ]
        }))
    return value.with(
      "equivalence",
      [
        "verdict": comparison.isSame ? "equivalent" : .string(comparison.verdict.rawValue),
        "value_margin": .number(comparison.margins.value), "lift_margin": .number(comparison.margins.lift),
        "tests": .array(comparison.equivalence.map(\.document)),
      ])
  }
}

extension Equivalence {
  fileprivate var document: JSONValue {
    [
      "arm": .string(arm), "kpi": .string(kpi), "of": isLift ? "lift" : "value", "before": .number(before),
      "after": .number(after), "low": .number(low), "high": .number(high), "margin": .number(margin),
      "p_value": .optional(pValue), "verdict": .string(verdict.rawValue),
    ]
  }
}

extension JSONValue {
  /// A whole number, or `null`.
  static func whole(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
}

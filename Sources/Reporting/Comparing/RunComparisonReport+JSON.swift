import Experiments

extension RunComparisonReport {
  /// The report as JSON, ending with a line break.
  public var json: String {
    let people: JSONValue =
      switch comparison.people {
      case .same: "same"
      case .perhapsSame: "perhaps the same"
      case .different: "different"
      }
    return JSONValue.object([
      .init("schema", 1), .init("before", run(names.before, comparison.before)),
      .init("after", run(names.after, comparison.after)), .init("same", .bool(comparison.isSame)),
      .init("people", people), .init("confidence", .number(comparison.confidence)),
      .init("remarks", .array(remarks.map { .string($0) })),
      .init(
        "scenario",
        .array(
          scenario.map { change in
            ["path": .string(change.path), "before": .text(change.before), "after": .text(change.after)]
          })),
      .init("only_before", only(comparison.armsOnlyBefore, comparison.kpisOnlyBefore)),
      .init("only_after", only(comparison.armsOnlyAfter, comparison.kpisOnlyAfter)),
      .init("kpis", .array(values.map { document($0, "kpi") })),
      .init("lifts", .array(lifts.map { document($0, "kpi") })),
      .init("verdicts", .array(comparison.verdicts.map(document))),
      .init("totals", .array(comparison.totals.map { document($0, "total") })),
      .init("counts", .array(comparison.counts.map(document))),
      .init("warnings_gone", .array(comparison.warningsGone.map(document))),
      .init("warnings_new", .array(comparison.warningsNew.map(document))),
    ]).prettyText
  }

  private func run(_ name: String, _ result: RunResult) -> JSONValue {
    [
      "name": .string(name), "scenario": .string(result.scenario.name), "hash": .string(result.scenario.hash),
      "version": .string(result.version), "seed": .unsigned(result.seed), "users": .integer(Int64(result.users)),
      "digest": .string(result.digest),
    ]
  }

  private func only(_ arms: [String], _ kpis: [String]) -> JSONValue {
    ["arms": .array(arms.map { .string($0) }), "kpis": .array(kpis.map { .string($0) })]
  }

  private func document(_ change: RunComparison.Change, _ name: String) -> JSONValue {
    let difference = change.difference
    return .object([
      .init("arm", .string(change.arm)), .init(name, .string(change.name)), .init("before", .optional(change.before)),
      .init("after", .optional(change.after)),
      .init(
        "difference",
        [
          "estimate": .optional(difference.estimate), "low": .optional(difference.low),
          "high": .optional(difference.high), "status": .text(difference.status),
        ]),
    ])
  }

  private func document(_ change: RunComparison.VerdictChange) -> JSONValue {
    [
      "arm": .string(change.arm), "program": .text(change.program), "kpi": .string(change.kpi),
      "before": .string(change.before), "after": .string(change.after),
    ]
  }

  private func document(_ change: RunComparison.CountChange) -> JSONValue {
    [
      "arm": .string(change.arm), "campaign": .string(change.campaign), "outcome": .string(change.outcome),
      "before": .integer(Int64(change.before)), "after": .integer(Int64(change.after)),
    ]
  }

  private func document(_ warning: RunResult.Warning) -> JSONValue {
    ["code": .string(warning.code), "level": .string(warning.level), "message": .string(warning.message)]
  }
}

extension JSONValue {
  /// A text, or `null`.
  static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}

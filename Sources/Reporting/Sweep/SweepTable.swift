import Experiments
import Foundation
import Primitives
import Simulation

/// The results of a sweep as a tidy table: a row per point, replication, arm and KPI, with a column for every value
/// that varies and for nothing else that is constant.
public struct SweepTable: Sendable {
  let plan: SweepPlan
  let outcomes: [SweepOutcome]
  private let replicates: Bool

  /// A table.
  ///
  /// - Parameters:
  ///   - outcomes: In the order of the rows.
  ///   - replicates: Whether points were played more than once, which gives a column.
  public init(_ plan: SweepPlan, outcomes: [SweepOutcome], replicates: Bool) {
    self.plan = plan
    self.outcomes = outcomes
    self.replicates = replicates
  }

  /// The numbers of a cell, by the names of their columns.
  package static let numbers: [(name: String, value: @Sendable (SweepCell) -> Double?)] = [
    ("estimate", \.estimate), ("standard_error", \.standardError), ("estimate_low", \.low), ("estimate_high", \.high),
    ("difference", \.difference), ("difference_low", \.differenceLow), ("difference_high", \.differenceHigh),
    ("lift", \.lift), ("lift_low", \.liftLow), ("lift_high", \.liftHigh), ("p_value", \.pValue),
  ]

  /// Comma-separated values (RFC 4180).
  public var csv: String {
    let columns =
      ["point"] + plan.parameters.map(\.path) + (replicates ? ["replication"] : []) + ["arm", "kpi"]
      + Self.numbers.map(\.name) + ["status", "reason"]
    return Self.line(columns)
      + outcomes.map { outcome in
        let head = head(of: outcome)
        if let failure = outcome.failure {
          return Self.line(head + ["", ""] + Self.numbers.map { _ in "" } + ["failed", failure])
        }
        return outcome.cells.map { cell in
          Self.line(
            head + [cell.arm, cell.kpi]
              + Self.numbers.map { number in number.value(cell).flatMap(JSONNumber.text) ?? "" }
              + [cell.status ?? "", ""])
        }.joined()
      }.joined()
  }

  /// The same rows as JSON, one object per line; a value that varies is a number where it is written as a plain number.
  public var jsonLines: String {
    outcomes.map { outcome in
      var head: [JSONValue.Member] = [.init("point", .integer(Int64(outcome.job.point)))]
      for (parameter, value) in zip(plan.parameters, values(of: outcome)) {
        head.append(.init(parameter.path, value.map(Self.json) ?? .null))
      }
      if replicates { head.append(.init("replication", .integer(Int64(outcome.job.replication)))) }
      if let failure = outcome.failure {
        return JSONValue.object(head + [.init("status", "failed"), .init("reason", .string(failure))]).compactText
          + "\n"
      }
      return outcome.cells.map { cell in
        let names: [JSONValue.Member] = [.init("arm", .string(cell.arm)), .init("kpi", .string(cell.kpi))]
        let numbers = Self.numbers.map { JSONValue.Member($0.name, .optional($0.value(cell))) }
        let status = JSONValue.Member("status", cell.status.map(JSONValue.string) ?? .null)
        return JSONValue.object(head + names + numbers + [status]).compactText + "\n"
      }.joined()
    }.joined()
  }

  private func head(of outcome: SweepOutcome) -> [String] {
    ["\(outcome.job.point)"] + values(of: outcome).map { $0 ?? "" }
      + (replicates ? ["\(outcome.job.replication)"] : [])
  }

  private func values(of outcome: SweepOutcome) -> [String?] {
    plan.points.indices.contains(outcome.job.point)
      ? plan.points[outcome.job.point].values : plan.asWritten.values
  }

  private static func json(_ text: String) -> JSONValue {
    guard let number = ParameterNumber(text), number.unit.isEmpty, !number.isTime else { return .string(text) }
    return .number(number.value)
  }

  static func line(_ fields: [String]) -> String { fields.map(csvQuoted).joined(separator: ",") + "\r\n" }
}

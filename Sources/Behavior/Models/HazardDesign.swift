import Foundation
import LabStatistics

/// The columns of a discrete hazard: which coefficients act on a user in a period, and how strongly.
struct HazardDesign: Sendable {
  /// A coefficient's place and what multiplies it.
  typealias Column = (index: Int, value: Double)

  let baseline: DiscreteHazard.Baseline
  let covariates: [String]
  let lastPeriod: Int
  /// What estimates of the search, whose covariates have size 1, are multiplied by.
  let factors: [Double]
  private let baselineCount: Int

  init(_ rows: [Weighted<PersonPeriod>], covariates: [String], baseline: DiscreteHazard.Baseline) throws {
    self.baseline = baseline
    self.covariates = covariates
    let observed = rows.filter { $0.weight > 0 }.map(\.observation)
    for row in observed {
      guard row.period >= 1, row.covariates.count == covariates.count, row.covariates.allSatisfy(\.isFinite) else {
        throw StatisticsError.invalidArgument(
          name: "rows", reason: "need a period from 1 and \(covariates.count) finite covariates, not \(row)")
      }
    }
    lastPeriod = observed.map(\.period).max() ?? 0
    switch baseline {
    case .everyPeriod: baselineCount = lastPeriod
    case .logTime: baselineCount = 2
    case .steps(let starts):
      guard starts.first == 1, zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw StatisticsError.invalidArgument(name: "steps", reason: "must begin with 1 and rise")
      }
      baselineCount = starts.count
    }
    let sizes = covariates.indices.map { index in observed.reduce(0) { max($0, abs($1.covariates[index])) } }
    factors = [Double](repeating: 1, count: baselineCount) + sizes.map { $0 > 0 ? 1 / $0 : 1 }
  }

  var parameters: [ModelParameter] {
    let names: [String] =
      switch baseline {
      case .everyPeriod: (0..<baselineCount).map { "baseline[\($0 + 1)]" }
      case .steps(let starts): starts.map { "baseline[\($0)]" }
      case .logTime: ["baseline", "log time"]
      }
    return (names + covariates).map { ModelParameter($0, .real) }
  }

  /// The columns of a user in a period; nil where the baseline does not reach or covariates are missing.
  func columns(period: Int, covariates values: [Double]) -> [Column]? {
    guard period >= 1, values.count == covariates.count else { return nil }
    let others = values.enumerated().map { (index: baselineCount + $0, value: $1) }
    switch baseline {
    case .everyPeriod:
      return period <= lastPeriod ? [(period - 1, 1)] + others : nil
    case .steps(let starts):
      return [((starts.lastIndex { $0 <= period } ?? 0), 1)] + others
    case .logTime:
      return [(0, 1), (1, log(Double(period)))] + others
    }
  }

  static func predictor(_ columns: [Column], _ values: [Double]) -> Double {
    columns.reduce(0) { $0 + $1.value * values[$1.index] }
  }

  /// The likelihood of the rows, with covariates brought to size 1.
  func problem(_ rows: [Weighted<PersonPeriod>]) throws -> LikelihoodProblem {
    for (index, row) in rows.enumerated() where !(row.weight >= 0 && row.weight.isFinite) {
      throw FitError.invalidWeight(index: index, weight: row.weight)
    }
    let used = rows.filter { $0.weight > 0 }
    guard !used.isEmpty else { throw FitError.noData }
    let design: [(columns: [Column], event: Bool, weight: Double)] = used.map { row in
      let columns = columns(period: row.observation.period, covariates: row.observation.covariates) ?? []
      let scaled = columns.map { (index: $0.index, value: $0.value * factors[$0.index]) }
      return (scaled, row.observation.event, row.weight)
    }
    let total = used.reduce(0) { $0 + $1.weight }
    let events = used.reduce(0) { $0 + ($1.observation.event ? $1.weight : 0) }
    let level = log(-log1p(-min(max(events / total, 0.5 / total), 1 - 0.5 / total)))
    let count = parameters.count
    let start = (0..<count).map { $0 < baselineCount && !(baseline == .logTime && $0 == 1) ? level : 0 }
    return LikelihoodProblem(
      name: "discrete hazard", parameters: parameters, observationCount: total, start: start,
      logLikelihood: { values in
        design.reduce(0) { sum, row in
          let rate = exp(Self.predictor(row.columns, values))
          return sum + row.weight * (row.event ? Logarithms.logOneMinusExp(-rate) : -rate)
        }
      },
      gradient: { values in
        var slopes = [Double](repeating: 0, count: count)
        for row in design {
          let rate = exp(Self.predictor(row.columns, values))
          // rate / (e^rate - 1) is 1 at 0.
          let slope = row.event ? (rate > 0 ? rate / expm1(rate) : 1) : -rate
          for column in row.columns { slopes[column.index] += row.weight * slope * column.value }
        }
        return slopes
      }, meaning: meaning)
  }

  private func meaning(_ limits: [ParameterLimit]) -> String? {
    if let covariate = limits.first(where: { covariates.contains($0.name) }) {
      return "\(covariate.name) separates users with the event from those without"
    }
    return switch limits.first?.end {
    case .minusInfinity: "no event in that period"
    case .infinity: "every user at risk has the event in that period"
    default: nil
    }
  }
}

import Experiments
import Foundation
import Reporting

/// Results to report on; made up, but complete and plausible.
enum Fixture {
  /// A media app with seven arms.
  static func media() throws -> RunResult {
    try ResultsJSON.result(from: data("results.json"))
  }

  /// The media app with numbers that are not known exactly.
  static func uncertain() throws -> RunResult {
    var result = try media()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    result.uncertainty = try decoder.decode(RunResult.Uncertainty.self, from: data("uncertainty.json"))
    return result
  }

  /// Two arms that are the same: every difference is exactly zero, nobody gets a message, nothing is spent or earned.
  static func null() throws -> RunResult {
    var result = try media()
    var twin = result.arms[0]
    twin.name = "same"
    result.arms[0].revenue = 0
    twin.revenue = 0
    result.attribution = nil
    result.arms = [result.arms[0], twin]
    result.programs = []
    result.campaigns = []
    result.experiments = []
    result.warnings = []
    result.objectives.removeAll { $0.arm != "all" || $0.program != nil }
    result.objectives[0].arm = "same"
    result.lifts = result.kpis.compactMap { kpi in
      guard var lift = result.lifts.first(where: { $0.kpi == kpi.name }) else { return nil }
      lift.arm = "same"
      lift.difference.set(to: 0)
      if lift.lift.estimate != nil { lift.lift.set(to: 0) }
      return lift
    }
    result.liftSeries = result.liftSeries.prefix(1).map { series in
      var series = series
      series.arm = "same"
      for index in series.lift.indices { series.lift[index].set(to: 0) }
      return series
    }
    result.objectives[0].measured.set(to: 0)
    return result
  }

  /// The assets as built, with or without the chart library.
  static func assets() throws -> ReportAssets { try ReportAssets.load(environment: [:]) }

  static func data(_ name: String) throws -> Data {
    let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }
}

extension RunResult.IntervalEstimate {
  /// Makes it exact.
  fileprivate mutating func set(to value: Double) {
    estimate = value
    low = value
    high = value
  }
}

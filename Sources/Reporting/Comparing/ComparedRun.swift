import Experiments

/// A run of a comparison.
public struct ComparedRun: Sendable {
  /// What it is called, usually its path.
  public var name: String
  public var result: RunResult
  /// What must be said about its scenario.
  public var remarks: [String]

  public init(name: String, result: RunResult, remarks: [String] = []) {
    self.name = name
    self.result = result
    self.remarks = remarks
  }
}

extension RunComparisonReport {
  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - changes: What differs in the scenarios; nil: they are not both known.
  ///   - confidence: Of all intervals, 0.5 to 0.9999.
  /// - Throws: `StatisticsError` when a quantile cannot be computed.
  public init(before: ComparedRun, after: ComparedRun, changes: [ScenarioChange]?, confidence: Double) throws {
    // These say who is there; the seed and the number are compared in the results.
    let people = [
      "population.size", "population.new_per_day", "population.traits", "population.clock_error", "warm_up",
    ]
    let isSame = changes.map { changes in
      !changes.contains { change in people.contains { change.path == $0 || change.path.hasPrefix($0 + ".") } }
    }
    let comparison = RunComparison(
      before: before.result, after: after.result, samePopulation: isSame, confidence: confidence)
    try self.init(
      names: (before.name, after.name), comparison: comparison, scenario: changes,
      remarks: before.remarks + after.remarks)
  }
}

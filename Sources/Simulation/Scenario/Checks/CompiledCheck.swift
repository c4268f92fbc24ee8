/// A check whose names and units were found to be right.
public struct CompiledCheck: Sendable, Equatable {
  /// Its place among the checks of the scenario, from 0.
  public var index: Int
  /// For reports.
  public var name: String
  public var measure: CheckMeasure
  /// What is measured, as it is written: `lift(retention_7)`.
  public var measureText: String
  /// Names of the arms that are looked at, one after the other.
  public var arms: [String]
  /// The bound that must hold; nil: there is only a warning.
  public var fail: CheckBound?
  /// The bound that should hold.
  public var warn: CheckBound?

  /// Makes a check; its names are not looked up.
  public init(
    index: Int = 0, name: String = "", measure: CheckMeasure, measureText: String, arms: [String], fail: CheckBound?,
    warn: CheckBound? = nil
  ) {
    self.index = index
    self.name = name.isEmpty ? [measureText, (fail ?? warn)?.text ?? ""].joined(separator: " ") : name
    self.measure = measure
    self.measureText = measureText
    self.arms = arms
    self.fail = fail
    self.warn = warn
  }
}

extension Scenario {
  /// The checks that are right; all of them in a scenario that was validated.
  public var compiledChecks: [CompiledCheck] {
    checks.enumerated().compactMap { index, check in
      var compiler = CheckCompiler(self)
      return compiler.compile(check, index: index)
    }
  }
}

import Simulation

/// What a check says of one arm.
public struct CheckResult: Sendable, Equatable {
  /// The four answers.
  public enum Verdict: String, Sendable, CaseIterable {
    case passes = "pass"
    /// What must hold holds, what should hold does not.
    case warns = "warn"
    case fails = "fail"
    /// The interval allows both, or there is no number.
    case unclear = "cannot tell"
  }

  public var check: CompiledCheck
  /// Name of the arm.
  public var arm: String
  public var verdict: Verdict
  /// What was measured, with the interval that decided; bounds are missing for measures without one.
  public var measured: RunResult.IntervalEstimate
  /// Confidence of that interval; nil: there is none.
  public var confidence: Double?

  /// The bound that was not kept, or could not be decided; nil for a check that passes.
  public var brokenBound: CheckBound? {
    switch verdict {
    case .passes: nil
    case .warns: check.warn
    case .fails, .unclear: check.fail ?? check.warn
    }
  }
}

import Primitives

/// One run of a job: how long it takes, and whether it is completed.
public struct JobRun: Sendable, Equatable {
  /// Seconds until it ends, exponential, at most 30 days.
  public let seconds: Int32
  /// Whether it ends completed, and so is noted; else it ends without trace.
  public let isCompleted: Bool

  /// Draws a run.
  ///
  /// - Parameters:
  ///   - mean: Mean seconds.
  ///   - completes: Share that is completed, 0 to 1.
  ///   - u: Decides how long.
  ///   - v: Decides whether it is completed.
  public init(mean: Double, completes: Double, _ u: Double, _ v: Double) {
    seconds = Samplers.seconds(u, mean: mean, atMost: 30 * 86_400)
    isCompleted = v < completes
  }
}

import Foundation
import LabStatistics

/// What test is asked for.
public struct DesignSettings: Sendable, Equatable {
  /// The KPI that decides; nil: the one with an objective, else the first.
  public var kpi: String?
  /// The arm that is tested; nil: the last of the comparison that is not the control.
  public var arm: String?
  /// The arm that it is compared with; nil: the baseline.
  public var control: String?
  /// What must hold when a user comes into the population.
  public var audience = "everyone"
  /// Shares of control and arm; scaled to sum to 1.
  public var weights = [0.5, 0.5]
  /// Days at whose end the test is read, ascending; empty: each week, eight looks at most.
  public var looks: [Int] = []
  /// Tests that are drawn.
  public var tests = 10_000
  /// Tests that are simulated one by one where users share limits.
  public var splitTests = 200
  /// Users of the tests, ascending; empty: from few to all.
  public var usersGrid: [Int] = []
  /// Level, two-sided.
  public var alpha = 0.05
  /// Power that is wanted.
  public var power = 0.8
  /// What is believed of the lift before the test.
  public var prior = NormalPrior.usual
  /// Days over which a decision counts, the test's own included.
  public var valueDays = 365
  /// Threads, at least 1; do not change the result.
  public var threads = ProcessInfo.processInfo.activeProcessorCount
  /// Seed of the assignments.
  public var seed: UInt64 = 1

  /// The usual design, with a prior of no lift give or take 5 %.
  public init() {}

  /// Fewest and most tests.
  public static let testRange = 100...1_000_000
  /// Fewest and most tests that are simulated one by one.
  public static let splitTestRange = 20...100_000
}

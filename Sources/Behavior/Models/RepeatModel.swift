import LabStatistics
import Primitives

/// A model of when users come back, in continuous time, until they silently leave for good.
///
/// Time is counted from a user's first event, in one unit throughout (the unit in which the data were fitted).
public protocol RepeatModel: LikelihoodModel where Observation == RepeatHistory {
  /// Repeat events that a new user is expected to have within `time` after the first one.
  ///
  /// - Parameter time: 0 or more.
  /// - Throws: `StatisticsError` for an impossible time or parameters, or when no digits can be had.
  func expectedRepeats(by time: Double) throws -> Double

  /// The chance that a user with this history has not left.
  ///
  /// - Returns: Not a number when a parameter is not positive and finite.
  func probabilityAlive(_ history: RepeatHistory) -> Double

  /// Repeat events expected of a user with this history in the next `time` after it.
  ///
  /// - Throws: As `expectedRepeats(by:)`.
  func expectedRepeats(in time: Double, after history: RepeatHistory) throws -> Double

  /// The chance that a new user has exactly `count` repeat events within `time`.
  ///
  /// - Throws: As `expectedRepeats(by:)`.
  func probability(of count: Int, by time: Double) throws -> Double

  /// One user's life: the times of the repeat events up to `horizon`, ascending.
  ///
  /// Draws are addressed by the purposes `activityTraits`, `churn` and `conversion`, so that the same user under the same
  /// key lives the same life.
  ///
  /// - Returns: At most a million times, so that extreme parameters cannot run away.
  func simulatedRepeats(until horizon: Double, draws: Draws) -> [Double]
}

extension RepeatModel {
  /// Refuses a time or parameters that no formula allows.
  func validate(time: Double) throws {
    guard time.isFinite, time >= 0 else {
      throw StatisticsError.invalidArgument(name: "time", reason: "must be finite and not negative, but is \(time)")
    }
    try requirePositiveParameters()
  }

  func validate(count: Int) throws {
    guard count >= 0 else {
      throw StatisticsError.invalidArgument(name: "count", reason: "must not be negative, but is \(count)")
    }
  }
}

/// The most events that a simulated life may have.
let mostRepeats = 1_000_000

import LabStatistics
import Primitives

extension RepeatModel {
  /// Repeat events that a cohort is expected to have had by each time, its users having started at different times.
  ///
  /// ```swift
  /// let weeks = (1...78).map(Double.init)
  /// let curve = try model.cumulativeForecast(starts: [CohortStart(time: 1 / 7, users: 18)], times: weeks)
  /// ```
  ///
  /// The sum of `expectedRepeats(by: t - start)` over users; who has not started yet counts nothing.
  ///
  /// - Parameters:
  ///   - starts: when users had their first events; put equal times together, the work is one evaluation per start.
  ///   - times: on the same clock as `starts`, in any order.
  /// - Throws: `StatisticsError` for parameters or times that no formula allows.
  public func cumulativeForecast(starts: [CohortStart], times: [Double]) throws -> [Double] {
    try times.map { time in
      // Times before any start are allowed, such as the first week of a late cohort.
      try validate(time: time < 0 ? 0 : time)
      return try starts.reduce(0) { sum, start in
        guard start.time < time, start.users > 0 else { return sum }
        return sum + Double(start.users) * (try expectedRepeats(by: time - start.time))
      }
    }
  }

  /// Repeat events of a simulated cohort by each time: one possible curve around `cumulativeForecast`.
  ///
  /// - Parameters:
  ///   - starts: as for the forecast.
  ///   - times: on the same clock as `starts`, ascending.
  ///   - run: seed and replication; users are numbered in the order of `starts`.
  public func simulatedCumulative(starts: [CohortStart], times: [Double], run: RunKey) -> [Int] {
    guard let horizon = times.last else { return [] }
    var counts = [Int](repeating: 0, count: times.count)
    var user: UInt32 = 0
    for start in starts {
      for _ in 0..<max(0, start.users) {
        var place = 0
        for repeated in simulatedRepeats(until: horizon - start.time, draws: Draws(run: run, user: user)) {
          while place < times.count, times[place] < start.time + repeated { place += 1 }
          if place < times.count { counts[place] += 1 }
        }
        user += 1
      }
    }
    for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
    return counts
  }

  /// One simulated user's history when observed for `length`.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when `length` is negative or not finite.
  public func simulatedHistory(length: Double, draws: Draws) throws -> RepeatHistory {
    let times = simulatedRepeats(until: length, draws: draws)
    return try RepeatHistory(repeats: times.count, last: times.last ?? 0, length: length)
  }
}

/// Times until an event (churn, uninstall, first purchase), some of them censored.
///
/// ```swift
/// let arm = try SurvivalSample(times: [6, 6, 7, 10], events: [true, false, true, true])
/// ```
///
/// A time is when the event came, or until when the user was seen without it. At equal times events come before
/// censorings. Users enter at time 0; delayed entry is not covered.
public struct SurvivalSample: Sendable {
  /// A moment at which something happened: how many were at risk just before, how many had the event.
  public struct Step: Sendable, Equatable {
    /// When, in the unit of the input.
    public let time: Double
    /// Users with a time at least this long.
    public let atRisk: Int
    /// Events at exactly this time.
    public let events: Int
    /// Censorings at exactly this time.
    public let censored: Int
  }

  /// All distinct times in ascending order.
  public let steps: [Step]

  /// Number of users.
  public let count: Int

  /// Number of events.
  public var eventCount: Int { steps.reduce(0) { $0 + $1.events } }

  /// Sorts and groups the observations.
  ///
  /// - Parameters:
  ///   - times: durations, finite and not negative.
  ///   - events: whether the event was seen at that time; the same length.
  /// - Throws: ``StatisticsError`` when there is no observation, a time is negative or not finite, or lengths differ.
  public init(times: [Double], events: [Bool]) throws {
    try Check.sample(times, "time", atLeast: 1)
    try Check.that(times.allSatisfy { $0 >= 0 }, "time", "must not be negative")
    try Check.that(times.count == events.count, "event", "needs one value per time (\(times.count))")
    let order = times.indices.sorted { times[$0] < times[$1] }
    var steps: [Step] = []
    var start = 0
    while start < order.count {
      var end = start
      var deaths = 0
      let time = times[order[start]]
      while end < order.count, times[order[end]] == time {
        if events[order[end]] { deaths += 1 }
        end += 1
      }
      steps.append(
        Step(time: time, atRisk: order.count - start, events: deaths, censored: end - start - deaths))
      start = end
    }
    self.steps = steps
    count = times.count
  }
}

/// A queue in front of the sending side, which sends at most so many messages a minute.
///
/// Every attempt takes a place, also one that fails; a retry is a new attempt at the back of the queue. Minutes are those
/// of the clock of the times that are given (UTC seconds).
///
/// ```swift
/// var throttle = Throttle(ThrottleDefinition(perMinute: 1))
/// throttle.take(at: 30)  // 30: the minute has a place
/// throttle.take(at: 40)  // 60: it waits for the next minute
/// ```
public struct Throttle: Sendable, Equatable {
  public let definition: ThrottleDefinition
  /// Places taken in each minute.
  private var taken: [Int: Int] = [:]
  /// For each full minute a later one that is not known to be full: a path that is shortened as it is walked.
  private var next: [Int: Int] = [:]

  public init(_ definition: ThrottleDefinition) { self.definition = definition }

  /// Takes a place for a message that is ready at `time`.
  ///
  /// - Returns: When it goes out: at once, or at the beginning of the first minute with a free place; nil, and no place is
  ///   taken, when that is `giveUpAfter` seconds late or more.
  public mutating func take(at time: Int) -> Int? {
    let own = Self.minute(of: time)
    let minute = firstFree(from: own)
    let release = minute == own ? time : minute * 60
    if minute != own && release - time >= definition.giveUpAfter { return nil }
    let count = taken[minute, default: 0] + 1
    if count >= definition.perMinute {
      taken[minute] = nil
      next[minute] = minute + 1
    } else {
      taken[minute] = count
    }
    return release
  }

  /// Forgets minutes that are over; nothing may be taken before `time` any more.
  public mutating func forget(before time: Int) {
    let first = Self.minute(of: time)
    taken = taken.filter { $0.key >= first }
    next = next.filter { $0.key >= first }
  }

  private static func minute(of time: Int) -> Int { (time - (time % 60 + 60) % 60) / 60 }

  private mutating func firstFree(from minute: Int) -> Int {
    var free = minute
    while let later = next[free] { free = later }
    var walked = minute
    while let later = next[walked] {
      next[walked] = free
      walked = later
    }
    return free
  }
}

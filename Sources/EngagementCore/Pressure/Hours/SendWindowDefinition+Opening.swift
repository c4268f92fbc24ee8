import Primitives

extension SendWindowDefinition {
  /// Whether a second of the day lies in the window; one that ends where it begins is open all day.
  public func contains(secondOfDay second: Int) -> Bool {
    from < to ? second >= from && second < to : from == to || second >= from || second < to
  }

  /// When the window next opens for a message that is due outside at `time`; nothing when it is open.
  public func opening(for time: LocalTime) -> LocalTime? {
    let second = Int(time.secondOfDay)
    if contains(secondOfDay: second) { return nil }
    let wait = second < from ? from - second : secondsPerDay + from - second
    return time &+ LocalTime(wait)
  }
}

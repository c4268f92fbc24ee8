import Primitives

extension QuietHoursDefinition {
  /// The end of the quiet hours that `time` falls into, or nothing when it may be sent.
  public func release(of time: LocalTime) -> LocalTime? {
    let second = Int(time.secondOfDay)
    let midnight = time &- Int32(second)
    if from == to { return nil }
    if from < to { return second >= from && second < to ? midnight &+ Int32(to) : nil }
    if second < to { return midnight &+ Int32(to) }
    return second >= from ? midnight &+ Int32(secondsPerDay + to) : nil
  }
}

/// One instruction of a predicate: is a measure within `low ... high`, and where to go then.
@frozen
@usableFromInline
struct RangeTest: Sendable, Equatable {
  /// Target that ends the evaluation with yes.
  @usableFromInline static var accept: Int32 { -1 }
  /// Target that ends the evaluation with no.
  @usableFromInline static var reject: Int32 { -2 }

  /// Id of the measure.
  @usableFromInline var measure: Int32
  /// Smallest value that passes. `undefinedMeasure` is the smallest Int32, below every bound but its own.
  @usableFromInline var low: Int32
  /// Greatest value that passes, at least `low`.
  @usableFromInline var high: Int32
  /// All ones when the value is a day that is compared relative to today, else 0.
  @usableFromInline var todayMask: Int32
  /// Index of the next test when this one passes, or an answer.
  @usableFromInline var onTrue: Int32
  /// Index of the next test when this one fails, or an answer.
  @usableFromInline var onFalse: Int32

  @usableFromInline
  init(measure: Int32, low: Int32, high: Int32, todayMask: Int32, onTrue: Int32, onFalse: Int32) {
    self.measure = measure
    self.low = low
    self.high = high
    self.todayMask = todayMask
    self.onTrue = onTrue
    self.onFalse = onFalse
  }

  /// Returns whether a value lies in the range. An undefined value stays undefined, whatever today is.
  @inlinable @inline(__always)
  func passes(_ value: Int32, today: Int32) -> Bool {
    let compared = value == undefinedMeasure ? value : value &- (today & todayMask)
    // One comparison for both bounds: below `low` the difference wraps around to a large number.
    return UInt32(bitPattern: compared &- low) <= UInt32(bitPattern: high &- low)
  }
}

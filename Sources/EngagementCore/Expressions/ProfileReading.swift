/// A profile that predicates can be evaluated on.
public protocol ProfileReading: ~Copyable {
  /// Returns the measure with an id of the `MeasureTable`, or `undefinedMeasure`.
  ///
  /// - Parameters:
  ///   - id: Index in `MeasureTable.measures`.
  ///   - today: The user's local day, relative to the scenario's first day; windows end with it.
  func measure(_ id: Int, today: Int32) -> Int32
}

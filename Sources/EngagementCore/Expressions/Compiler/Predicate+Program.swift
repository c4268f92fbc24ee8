extension Predicate {
  /// Lays a condition out as tests that jump forward only.
  init(_ condition: Condition, measures: inout MeasureTable) {
    // Built from the last test to the first, so that the targets of a test exist before it; then turned round.
    var reversed: [RangeTest] = []
    let entry = Predicate.emit(
      condition, RangeTest.accept, RangeTest.reject, into: &reversed, measures: &measures)
    let last = Int32(reversed.count) - 1
    func turned(_ target: Int32) -> Int32 { target < 0 ? target : last - target }
    tests = reversed.reversed().map { test in
      var test = test
      test.onTrue = turned(test.onTrue)
      test.onFalse = turned(test.onFalse)
      return test
    }
    self.entry = turned(entry)
  }

  /// Appends the tests of a condition in reverse and returns the target that starts it.
  private static func emit(
    _ condition: Condition, _ onTrue: Int32, _ onFalse: Int32, into tests: inout [RangeTest],
    measures: inout MeasureTable
  ) -> Int32 {
    switch condition.node {
    case .constant(let value): return value ? onTrue : onFalse
    case .not(let inner): return emit(inner, onFalse, onTrue, into: &tests, measures: &measures)
    case .all(let parts):
      return parts.reversed().reduce(onTrue) { next, part in
        emit(part, next, onFalse, into: &tests, measures: &measures)
      }
    case .any(let parts):
      return parts.reversed().reduce(onFalse) { next, part in
        emit(part, onTrue, next, into: &tests, measures: &measures)
      }
    case .test(let test):
      var range = test.range
      if let text = test.text, case .appInfo(let name) = test.measure {
        let code = measures.code(of: text, for: name)
        range = code...code
      }
      tests.append(
        RangeTest(
          measure: Int32(measures.intern(test.measure)), low: range.lowerBound, high: range.upperBound,
          todayMask: test.isRelative ? -1 : 0, onTrue: onTrue, onFalse: onFalse))
      return Int32(tests.count) - 1
    }
  }
}

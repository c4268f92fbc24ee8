/// A compiled expression: decides whether a user belongs to a segment or an audience.
///
/// ```swift
/// var measures = MeasureTable()
/// let lapsed = try Predicate.compile("days_since(session) >= 14", in: context, measures: &measures)
/// lapsed.holds(profile, today: 20)
/// ```
///
/// It is a flat program of range tests. Each test asks the profile for one measure and jumps forward to the next test
/// that is still needed, or to the answer; evaluation allocates nothing and takes no lock.
public struct Predicate: Sendable, Equatable {
  @usableFromInline let tests: [RangeTest]
  /// Index of the first test, or an answer.
  @usableFromInline let entry: Int32

  /// Whether it holds for every user whatever the profile says.
  public var isAlwaysTrue: Bool { entry == RangeTest.accept }

  /// Whether it holds for no user whatever the profile says.
  public var isAlwaysFalse: Bool { entry == RangeTest.reject }

  /// Returns whether the user belongs to it on a day.
  ///
  /// - Parameters:
  ///   - profile: What the platform knows about the user.
  ///   - today: The user's local day, relative to the scenario's first day.
  @inlinable
  public func holds<P: ProfileReading & ~Copyable>(_ profile: borrowing P, today: Int32) -> Bool {
    var next = entry
    while next >= 0 {
      let test = tests[Int(next)]
      let value = profile.measure(Int(test.measure), today: today)
      next = test.passes(value, today: today) ? test.onTrue : test.onFalse
    }
    return next == RangeTest.accept
  }
}

extension Predicate {
  /// Compiles the text of an expression.
  ///
  /// - Parameters:
  ///   - text: An expression; the language is described in Documentation/expressions.md.
  ///   - context: The names that it may use. Segments are inlined.
  ///   - measures: Receives the measures and texts that the predicate asks for.
  /// - Throws: `ExpressionError` for the first problem in the text. An error in the text of a segment that it refers to
  ///   is reported as a consequence (`ExpressionError.isConsequence`) at the reference.
  public static func compile(
    _ text: String, in context: ExpressionContext, measures: inout MeasureTable
  ) throws(ExpressionError) -> Predicate {
    throw ExpressionError(range: SourceRange(offset: 0, length: text.utf8.count))
  }

  /// Compiles the expression of a segment.
  ///
  /// - Throws: as `compile(_:in:measures:)`, save that a cycle of references which does not contain the segment itself
  ///   is a consequence.
  public static func compile(
    segment: SegmentDefinition, in context: ExpressionContext, measures: inout MeasureTable
  ) throws(ExpressionError) -> Predicate {
    try compile(segment.expression, in: context, measures: &measures)
  }
}

import Primitives

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
  @inlinable public var isAlwaysTrue: Bool { entry == RangeTest.accept }

  /// Whether it holds for no user whatever the profile says.
  public var isAlwaysFalse: Bool { entry == RangeTest.reject }

  /// How many tests it makes at most.
  public var testCount: Int { tests.count }

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
  ///   - measures: Receives the measures and texts that the predicate asks for; unchanged when the text is wrong.
  /// - Throws: `ExpressionError` for the first problem in the text. When the fault lies in a segment that the text
  ///   refers to, the error stands at the reference and `ExpressionError.isConsequence` is true, so that whoever checks
  ///   all segments and audiences can tell it once.
  public static func compile(
    _ text: String, in context: ExpressionContext, measures: inout MeasureTable
  ) throws(ExpressionError) -> Predicate {
    let expression = try Expression.parse(text)
    var resolver = Resolver(context)
    do {
      return Predicate(try resolver.resolve(expression), measures: &measures)
    } catch {
      throw error.toldOnce(for: text, in: context)
    }
  }
}

extension Predicate {
  /// Compiles the definition of a segment, for whoever keeps track of its members.
  ///
  /// Where a reference to a segment that is refreshed daily asks for ``Measure/segment(_:)``, this is the condition that
  /// decides it. References inside it to other such segments ask for their stored bits;
  /// ``ExpressionContext/dailySegments`` is the order in which these are best refreshed.
  ///
  /// - Throws: `ExpressionError` for the first problem in the definition, or for a name that no segment has.
  public static func compile(
    membersOf segment: String, in context: ExpressionContext, measures: inout MeasureTable
  ) throws(ExpressionError) -> Predicate {
    guard let definition = context.segments.first(where: { $0.name == segment }) else {
      let nearest = nearestName(to: segment, in: context.segments.map(\.name))
      throw ExpressionError(
        .meaning(.unknownName(segment, nearest: nearest)), at: SourceRange(offset: 0, length: 0))
    }
    return try compile(definition.expression, in: context, measures: &measures)
  }
}

extension ExpressionError {
  /// Marks a circle of segments as a consequence, unless the text is that of one of them.
  fileprivate func toldOnce(for text: String, in context: ExpressionContext) -> ExpressionError {
    guard case .meaning(.cyclicSegments(let names)) = problem else { return self }
    var error = self
    error.isConsequence = !context.segments.contains { $0.expression == text && names.contains($0.name) }
    return error
  }
}

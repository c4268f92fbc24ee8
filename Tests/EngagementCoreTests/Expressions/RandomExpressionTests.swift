import EngagementCore
import Testing

/// Properties of many random expressions; the seed is fixed, so a failure repeats.
@Suite struct RandomExpressionTests {
  @Test func printedTextParsesToTheSameTree() throws {
    var random = RandomExpressions(generator: SplitMix64(state: 1))
    for _ in 0..<2_000 {
      let expression = random.expression(depth: 4)
      #expect(try Expression.parse(expression.description) == expression)
    }
  }

  @Test func compiledProgramsAgreeWithTheTree() throws {
    var random = RandomExpressions(generator: SplitMix64(state: 2))
    var held = 0
    var checked = 0
    for _ in 0..<2_000 {
      let expression = random.expression(depth: random.number(0...4))
      var measures = MeasureTable()
      let predicate = try Predicate.compile(expression.description, in: Sample.context, measures: &measures)
      for _ in 0..<6 {
        let history = random.history()
        let today = random.number(-10...12)
        let expected = try NaiveEvaluator(history: history, today: today).holds(expression)
        let profile = HistoryProfile(history: history, measures: measures)
        let found = predicate.holds(profile, today: Int32(today))
        #expect(found == expected, "\(expression) on day \(today) of \(history)")
        checked += 1
        held += expected ? 1 : 0
      }
    }
    // The comparison says little if nearly all answers are the same.
    #expect(held > checked / 4 && held < checked * 3 / 4)
  }

  /// The words of a profile, fed with the same life as it goes on, against the tree and the full history.
  @Test func profilesAgreeWithTheTree() throws {
    var random = RandomExpressions(generator: SplitMix64(state: 5))
    var held = 0
    var checked = 0
    for _ in 0..<1_500 {
      let expressions = (0..<4).map { _ in random.expression(depth: 1) }
      var measures = MeasureTable()
      let predicates = try expressions.map {
        try Predicate.compile($0.description, in: Sample.context, measures: &measures)
      }
      var history = random.history()
      history.received = [:]
      history.opened = [:]
      let profile = LivedProfile(history, measures)
      var today = -30
      while today <= 12 {
        profile.live(until: today)
        for (expression, predicate) in zip(expressions, predicates) {
          let expected = try NaiveEvaluator(history: history, today: today).holds(expression)
          #expect(profile.satisfies(predicate, today: today) == expected, "\(expression) on day \(today) of \(history)")
          checked += 1
          held += expected ? 1 : 0
        }
        today += random.number(1...15)
      }
    }
    #expect(held > checked / 4 && held < checked * 3 / 4)
  }

  /// Without short circuits each test would be asked once; with them at most once, and those after the answer never.
  @Test func programsAskEachTestAtMostOnce() throws {
    var random = RandomExpressions(generator: SplitMix64(state: 3))
    for _ in 0..<500 {
      let expression = random.expression(depth: 3)
      var measures = MeasureTable()
      let predicate = try Predicate.compile(expression.description, in: Sample.context, measures: &measures)
      let profile = HistoryProfile(history: random.history(), measures: measures)
      _ = predicate.holds(profile, today: 0)
      #expect(profile.reads.ids.count <= predicate.testCount)
    }
  }
}

import EngagementCore
import Testing

@Suite struct SegmentRefreshTests {
  private func context(_ segments: [(String, String, SegmentRefresh)]) -> ExpressionContext {
    var context = Sample.context
    context.segments = segments.map { SegmentDefinition(name: $0.0, expression: $0.1, refresh: $0.2) }
    return context
  }

  @Test func membersAreDecidedByTheDefinition() throws {
    var measures = MeasureTable()
    let members = try Predicate.compile(membersOf: "regulars", in: Sample.context, measures: &measures)
    var history = History()
    history.occurrences = [-27, -14, -7, 0].map { .init("session", nil, $0) }
    let profile = HistoryProfile(history: history, measures: measures)
    #expect(members.holds(profile, today: 0))
    #expect(!members.holds(profile, today: 1))
    #expect(measures.id(of: .segment("regulars")) == nil)
  }

  @Test func segmentsOfTheDayStayStoredInOneAnother() throws {
    let chain = context([
      ("outer", "inner and account", .daily), ("inner", "live or account", .daily), ("live", "did(home)", .realTime),
    ])
    var measures = MeasureTable()
    _ = try Predicate.compile(membersOf: "outer", in: chain, measures: &measures)
    #expect(Set(measures.measures) == [.segment("inner"), .appInfo("account")])
    measures = MeasureTable()
    _ = try Predicate.compile(membersOf: "inner", in: chain, measures: &measures)
    #expect(Set(measures.measures) == [.count(tag: "home", topic: nil, days: nil), .appInfo("account")])
  }

  @Test func partsAreRefreshedBeforeTheWhole() {
    let definitions = context([
      ("d", "c and b", .daily), ("b", "live", .daily), ("live", "a or everyone", .realTime), ("a", "account", .daily),
      ("c", "everyone", .daily), ("free", "did(home)", .realTime), ("broken", "did(", .daily),
    ])
    #expect(definitions.dailySegments == ["c", "a", "b", "d", "broken"])
    #expect(context([("x", "y", .daily), ("y", "x", .daily)]).dailySegments == ["y", "x"])
    #expect(Sample.context.dailySegments == ["regulars"])
  }

  @Test func errorsInADefinitionAreStillTold() {
    let broken = context([("typo", "did(artcile)", .daily), ("self", "not self", .daily)])
    func problem(_ text: String) -> ExpressionError.Problem? {
      var measures = MeasureTable()
      do {
        _ = try Predicate.compile(text, in: broken, measures: &measures)
        return nil
      } catch {
        return error.problem
      }
    }
    #expect(problem("typo and account") == .meaning(.brokenSegment("typo")))
    #expect(problem("self") == .meaning(.cyclicSegments(["self", "self"])))
    var measures = MeasureTable()
    let error = #expect(throws: ExpressionError.self) {
      try Predicate.compile(membersOf: "tipo", in: broken, measures: &measures)
    }
    #expect(error?.problem == .meaning(.unknownName("tipo", nearest: "typo")))
  }

  @Test func profilesKeepABitForEachSegmentThatSomethingAsksFor() {
    let layout = ProfileLayout(
      measures: [.segment("regulars"), .segment("inactive")], tags: Sample.tags, topics: [], campaigns: [], appInfo: [],
      countsTopics: false, countsHours: false)
    #expect(layout.wordCount == 4)
    #expect(layout.offset(ofSegment: "regulars") == 2)
    #expect(layout.offset(ofSegment: "inactive") == 3)
    #expect(layout.offset(ofSegment: "sport_fans") == nil)
  }
}

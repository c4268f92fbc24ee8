import Experiments
import Reporting
import Testing

struct HeadlineTests {
  @Test func namesTheOnlyOneThatReaches() throws {
    #expect(
      try headline()
        == "One of the six alternatives reaches the objective of +25% on ad revenue per user: All (+27.4%).")
  }

  @Test func namesTheClosestWhenNobodyReaches() throws {
    let text = try headline { $0.verdict = Verdict.fails.rawValue }
    #expect(
      text
        == "None of the six alternatives reaches the objective of +25% on ad revenue per user. The closest is All (+27.4%)."
    )
  }

  @Test func namesTheCheapestOfSeveral() throws {
    let text = try headline { if $0.arm == "welcome" { $0.verdict = Verdict.reaches.rawValue } }
    #expect(text.hasPrefix("Two of the six alternatives reach the objective of +25%"))
    #expect(text.hasSuffix("The cheapest of them is Welcome, at 0.0031 EUR per user."))
  }

  @Test func admitsWhatItCannotTell() throws {
    #expect(
      try headline { $0.verdict = Verdict.unclear.rawValue }
        == "This run is too small to tell who reaches the objective of +25% on ad revenue per user.")
    let one = try headline { if $0.arm == "weekly" { $0.verdict = Verdict.unclear.rawValue } }
    #expect(one.hasSuffix("For Weekly rendez-vous this run is too small to tell."))
    let none = try headline { $0.verdict = ($0.arm == "all" ? Verdict.unclear : .fails).rawValue }
    #expect(
      none
        == "None of the six alternatives clearly reaches the objective of +25% on ad revenue per user. For All (+27.4%) this run is too small to tell."
    )
  }

  @Test func countsProgramsWhenNoObjectiveIsShared() throws {
    var result = try Fixture.media()
    result.objectives.removeAll { $0.program == nil }
    #expect(
      Headline(ReportFacts(result), numbers: .plain).text
        == "Two of the four programs reach their own objective: Welcome and Wake inactive users.")
  }

  @Test func saysWhenThereIsNoObjective() throws {
    var result = try Fixture.media()
    result.objectives = []
    #expect(Headline(ReportFacts(result), numbers: .plain).text.hasPrefix("This scenario declares no objective"))
  }

  private func headline(_ change: (inout RunResult.ObjectiveResult) -> Void = { _ in }) throws -> String {
    var result = try Fixture.media()
    for index in result.objectives.indices where result.objectives[index].program == nil {
      change(&result.objectives[index])
    }
    return Headline(ReportFacts(result), numbers: .plain).text
  }
}

import Experiments
import Foundation
import Reporting
import Testing

struct SummaryTests {
  @Test func terminalSummaryIsAsAgreed() throws {
    let text = TerminalSummary(result: try sealed(), style: .plain).text
    try expectGolden(text, "summary.txt")
  }

  @Test func markdownSummaryIsAsAgreed() throws {
    try expectGolden(MarkdownSummary(result: try sealed()).text, "summary.md")
  }

  @Test func plainTextHasNoEscapeSequences() throws {
    #expect(!TerminalSummary(result: try sealed(), style: .plain).text.contains("\u{1B}"))
    #expect(TerminalSummary(result: try sealed(), style: TerminalStyle(usesColor: true)).text.contains("\u{1B}["))
  }

  @Test func colourChangesNoWord() throws {
    let colored = TerminalSummary(result: try sealed(), style: TerminalStyle(usesColor: true)).text
    let stripped = colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(stripped == TerminalSummary(result: try sealed(), style: .plain).text)
  }

  @Test(
    arguments: [
      (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
      (true, ["TERM": "dumb"], false),
    ] as [(Bool, [String: String], Bool)])
  func respectsTheTerminal(isTerminal: Bool, environment: [String: String], color: Bool) {
    #expect(TerminalStyle(isTerminal: isTerminal, environment: environment).usesColor == color)
  }

  private func sealed() throws -> RunResult { try ResultsJSON.sealed(Fixture.media()) }
}

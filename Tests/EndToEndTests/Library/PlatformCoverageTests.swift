import Foundation
import Testing

/// The page on what the platform can do speaks only of what is there.
@Suite struct PlatformCoverageTests {
  private static let page = Command.package.appendingPathComponent("Documentation/platform-coverage.md")

  /// A link of the page: its words and the file that it leads to.
  private struct Link {
    var words: String
    var file: URL
  }

  private func links() throws -> [Link] {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    return text.matches(of: /\[([^\]]+)\]\(([^)#]+)(?:#[^)]*)?\)/).compactMap { match in
      if match.2.hasPrefix("http") { return nil }
      let file = Self.page.deletingLastPathComponent().appendingPathComponent(String(match.2)).standardizedFileURL
      return Link(words: String(match.1), file: file)
    }
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let links = try links()
    #expect(links.count > 100)
    for link in links {
      #expect(FileManager.default.fileExists(atPath: link.file.path), "\(link.words): \(link.file.path)")
    }
  }

  @Test func everyTestThatIsNamedIsInItsFile() throws {
    for link in try links() where link.file.pathExtension == "swift" {
      let text = try String(contentsOf: link.file, encoding: .utf8)
      let isThere = text.contains("func \(link.words)(") || text.contains("struct \(link.words) ")
      #expect(isThere, "\(link.words) is not in \(link.file.lastPathComponent)")
    }
  }

  /// Scenarios are called by their file's name, and each of the library that is about the platform is on the page.
  @Test func everyScenarioIsOnThePage() throws {
    let scenarios = try links().filter { $0.file.pathExtension == "yaml" }
    for link in scenarios { #expect(link.file.lastPathComponent == "\(link.words).yaml") }
    let missing = Set(LibraryRun.all).subtracting(scenarios.map(\.words)).subtracting([
      "first-steps", "not-known", "tell-a-friend",
    ])
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test func everyItemIsAnswered() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let items = text.components(separatedBy: "\n### ").dropFirst()
    #expect(items.count == 31)
    for (number, item) in items.enumerated() {
      #expect(item.hasPrefix("\(number + 1). "))
      let answer = item.split(separator: "\n").dropFirst().first ?? ""
      #expect(["**Yes.**", "**Partly.**", "**No.**"].contains { answer.hasPrefix($0) }, "\(number + 1)")
      let saysWhatNot = item.contains("\n- Not") || item.contains("\n- Other than")
      if answer.hasPrefix("**Partly.**") { #expect(saysWhatNot, "\(number + 1)") }
      if !answer.hasPrefix("**No.**") { #expect(item.contains("\n- Tests: "), "\(number + 1)") }
    }
  }
}

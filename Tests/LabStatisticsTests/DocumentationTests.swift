import Foundation
import LabStatistics
import Testing

/// The pages in `Documentation/statistics` name every method, and their examples run.
@Suite("Documentation of the methods")
struct DocumentationTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Documentation/statistics").standardized

  static let pages: [(name: String, text: String)] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    return names.filter { $0.hasSuffix(".md") }.compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }()

  static let examples: [String] = pages.flatMap { page in
    page.text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("engagelab stats ") }
      .filter { !$0.contains(" METHOD ") && !$0.contains(" batch ") }
  }

  @Test("Every method has its place in the index, a section and an example")
  func complete() throws {
    let index = try #require(Self.pages.first { $0.name == "README.md" }).text
    for method in MethodRegistry.standard.methods.map(\.name) {
      #expect(index.contains("`\(method)`"), "\(method) is missing in the index")
      let headed = Self.pages.contains { page in
        page.text.split(separator: "\n").contains { $0.hasPrefix("## ") && $0.contains("`\(method)`") }
      }
      #expect(headed, "\(method) has no section")
      #expect(Self.examples.contains { $0.hasPrefix("engagelab stats \(method) ") }, "\(method) has no example")
    }
  }

  @Test("An example runs and says something", arguments: examples)
  func runs(example: String) throws {
    let words = Self.words(example)
    let method = try MethodRegistry.standard.method(words[2])
    var inputs: [String: Value] = [:]
    for index in stride(from: 3, to: words.count - 1, by: 2) {
      let key = words[index].replacing("--", with: "", maxReplacements: 1).replacing("-", with: "_")
      let text = words[index + 1]
      inputs[key] = (try? JSONDecoder().decode(Value.self, from: Data(text.utf8))) ?? .string(text)
    }
    let known = Set(method.inputs.map(\.name))
    #expect(Set(inputs.keys).isSubset(of: known), "unknown keys: \(Set(inputs.keys).subtracting(known))")
    let values = try method.evaluate(inputs)
    #expect(values.values.contains { $0 != .null })
    #expect(try method.sentence(inputs: inputs, values: values).hasSuffix("."))
  }

  @Test("Links between the pages lead somewhere")
  func links() throws {
    let reading = Self.folder.deletingLastPathComponent().appending(path: "reading-a-report.md")
    let all = Self.pages + [("../reading-a-report.md", try String(contentsOf: reading, encoding: .utf8))]
    for page in all {
      let base = Self.folder.appending(path: page.name).deletingLastPathComponent()
      for match in page.text.matches(of: /\]\(([A-Za-z\/._-]+\.md)\)/) {
        let target = base.appending(path: String(match.1)).standardized
        #expect(FileManager.default.fileExists(atPath: target.path), "\(page.name) links to \(match.1)")
      }
    }
  }

  /// Words of a command line, quotes removed.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == " " {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

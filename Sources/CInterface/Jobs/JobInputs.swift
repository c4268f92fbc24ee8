import ArrowData

/// The tables that were handed to a job, each of which can be taken once.
struct JobInputs: Sendable {
  typealias Entry = (name: String, stream: ArrowStream)

  private let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// A table by its name; nil: there is none.
  func stream(_ name: String) -> ArrowStream? { entries.first { $0.name == name }?.stream }

  /// Refuses tables that a verb does not take.
  func check(known: [String]) throws(JobProblem) {
    if let other = entries.first(where: { !known.contains($0.name) }) {
      throw JobProblem(
        .usage, "there is no use for a table called `\(other.name)`",
        remedy: known.isEmpty ? "leave it out" : "the tables are \(known.joined(separator: ", "))")
    }
  }
}

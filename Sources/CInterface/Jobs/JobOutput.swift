import ArrowData

/// What a job found.
struct JobOutput: Sendable {
  /// Texts by name.
  var documents: [(name: String, text: String)] = []
  var tables: [(name: String, table: ColumnTable)] = []
  var warnings: [JobProblem] = []
}

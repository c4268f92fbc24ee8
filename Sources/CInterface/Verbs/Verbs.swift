import Primitives

/// Everything that can be asked of the lab through the interface, by name.
enum Verbs {
  static let all: [(name: String, type: any Request.Type)] = [
    ("scenario", ScenarioRequest.self), ("diff", DiffRequest.self), ("schema", SchemaRequest.self),
    ("run", RunRequest.self), ("result", ResultRequest.self), ("report", ReportRequest.self),
    ("charts", ChartsRequest.self), ("compare", CompareRequest.self), ("sweep", SweepRequest.self),
    ("explain", ExplainRequest.self), ("log", LogRequest.self), ("stats", StatsRequest.self),
    ("methods", MethodsRequest.self), ("design", DesignRequest.self), ("analyze", AnalyzeRequest.self),
    ("calibrate", CalibrateRequest.self),
  ]

  /// Runs a verb.
  ///
  /// - Throws: What the verb throws; `JobProblem` when there is no such verb.
  static func run(
    _ name: String, request: String, inputs: JobInputs, progress: JobProgress
  ) async throws -> JobOutput {
    guard let type = all.first(where: { $0.name == name })?.type else {
      let known = all.map(\.name)
      throw JobProblem(
        .usage, "there is no verb `\(name)`",
        remedy: nearestName(to: name, in: known).map { "did you mean `\($0)`?" }
          ?? "the verbs are \(known.joined(separator: ", "))", code: "unknown-verb")
    }
    try inputs.check(known: type.inputs)
    let output = try await type.read(request).run(inputs, progress)
    // Cancelled work that happened to end is cancelled all the same: the caller was told that nothing is kept.
    try Task.checkCancellation()
    return output
  }
}

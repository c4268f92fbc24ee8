import ArrowData
import Reporting
import ScenarioFile
import Simulation

/// `scenario`: reads a scenario and says what is in it, and everything that is wrong with it.
struct ScenarioRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case scenario }

  var scenario: ScenarioSource

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let loaded = try scenario.load()
    let read = loaded.scenario
    let summary: JSONValue = [
      "name": .string(read.name), "title": .string(read.title), "hash": .string(ResultsJSON.sha256(read.canonicalText)),
      "users": .integer(Int64(read.population.size)), "new_per_day": .integer(Int64(read.population.newPerDay)),
      "seed": .string("\(read.seed)"), "start": .string("\(read.start)"), "currency": .string(read.currency),
      "warm_up_days": .integer(Int64(read.warmUpDays)), "horizon_days": .integer(Int64(read.horizonDays)),
      "baseline": .string(read.comparison.baseline),
      "arms": .array(read.comparison.arms.map { .string($0.name) }), "kpis": .array(read.kpis.map { .string($0.name) }),
      "experiments": .array(read.experiments.map { .string($0.name) }),
    ]
    return JobOutput(
      documents: [
        ("text", ScenarioFile.text(of: read)), ("tree", ScenarioFile.json(of: read)), ("summary", summary.compactText),
      ],
      warnings: ScenarioSource.warnings(loaded))
  }
}

/// `diff`: the values in which two scenarios differ.
struct DiffRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case before, after }

  var before: ScenarioSource
  var after: ScenarioSource

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    let differences = ScenarioFile.differences(from: try before.load().scenario, to: try after.load().scenario)
    return JobOutput(tables: [("differences", Self.table(differences))])
  }

  /// The differences, a row each.
  static func table(_ differences: [ScenarioDifference]) -> ColumnTable {
    ColumnTable([
      ("path", Column(texts: differences.map(\.path))), ("before", Column(texts: differences.map(\.before))),
      ("after", Column(texts: differences.map(\.after))),
    ])
  }
}

/// `schema`: the JSON Schema of scenario files.
struct SchemaRequest: Request, Decodable {
  enum Keys: String, CodingKey, CaseIterable { case none }

  func run(_ inputs: JobInputs, _ progress: JobProgress) async throws -> JobOutput {
    JobOutput(documents: [("schema", ScenarioFile.jsonSchema)])
  }
}

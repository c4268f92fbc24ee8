/// One line of the output.
struct Measurement: Encodable {
  /// The arm or the scenario file.
  let name: String
  let users: Int
  let threads: Int
  /// Wall time of the fastest repeat.
  let seconds: Double
  /// Processor time of the fastest repeat, all threads together.
  let cpuSeconds: Double
  /// Users × days for an arm, as its peers count; for a scenario the days that were lived, over all arms.
  let userDays: Int
  let digest: String
  let summary: AgentSummary?
}

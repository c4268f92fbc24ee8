import Experiments

/// What `engagelab check` found of one scenario.
public struct ScenarioCheck: Sendable {
  /// Something that is wrong with the file, with its place.
  public struct Finding: Sendable, Equatable {
    /// Whether the scenario cannot be played because of it.
    public var isError: Bool
    /// Stable name of its kind, e.g. `unknown-name`.
    public var code: String
    /// From 1; nil: an override is to blame, or the whole file.
    public var line: Int?
    public var column: Int?
    /// What is wrong and how to mend it.
    public var message: String

    /// Makes a finding.
    public init(isError: Bool, code: String, line: Int?, column: Int?, message: String) {
      self.isError = isError
      self.code = code
      self.line = line
      self.column = column
      self.message = message
    }
  }

  /// What was played.
  public struct Run: Sendable {
    public var result: RunResult
    /// Users of the installed base.
    public var population: Int

    /// Makes a summary of a sealed result.
    public init(_ result: RunResult, population: Int) {
      self.result = result
      self.population = population
    }
  }

  /// A check with its place in the file.
  public struct Placed: Sendable {
    public var result: CheckResult
    public var line: Int?
    public var column: Int?

    /// Places a check.
    public init(_ result: CheckResult, line: Int?, column: Int?) {
      self.result = result
      self.line = line
      self.column = column
    }
  }

  /// Path of the scenario file, as it was given.
  public var file: String
  /// Name of the scenario; of the file, where it could not be read.
  public var name: String
  public var findings: [Finding] = []
  /// Why it could not be played or compared, beside what is wrong with the file.
  public var failure: (ending: CheckReport.Ending, message: String)?
  /// Nil: it was not played.
  public var run: Run?
  public var checks: [Placed] = []
  /// Nil: there is no comparison with a baseline.
  public var baseline: BaselineOutcome?
  /// The command that does the same again.
  public var command: String

  /// Makes an empty account.
  public init(file: String, name: String, command: String) {
    self.file = file
    self.name = name
    self.command = command
  }

  /// How it ends.
  public var ending: CheckReport.Ending {
    var endings: [CheckReport.Ending] = [.fine]
    if let failure { endings.append(failure.ending) }
    if findings.contains(where: \.isError) { endings.append(.badUsage) }
    for check in checks {
      if check.result.verdict == .fails { endings.append(.failed) }
      if check.result.verdict == .unclear { endings.append(.undecided) }
    }
    if baseline?.state == .differs || baseline?.state == .missing { endings.append(.differs) }
    return endings.max() ?? .fine
  }

  /// Warnings of the run.
  var warnings: [RunResult.Warning] { run?.result.warnings ?? [] }
}

import ArrowData
import Calibration
import Experiments
import LabStatistics
import Primitives
import RecordedData
import Reporting
import ScenarioFile
import Simulation

/// Something wrong with what was asked of a job, or worth a warning, in a form that crosses the interface.
struct JobProblem: Error, Sendable {
  /// Who must mend it.
  enum Kind: String, Sendable {
    case scenario, usage, data, undecided, statistics, output
    case `internal`
  }

  var kind: Kind
  var isWarning = false
  var code = ""
  var what: String
  var remedy = ""
  var source = ""
  var path = ""
  var line = 0
  var column = 0
  /// The whole as it would be printed.
  var text: String

  init(_ kind: Kind, _ what: String, remedy: String = "", code: String = "", path: String = "", source: String = "") {
    (self.kind, self.what, self.remedy) = (kind, what, remedy)
    (self.code, self.path, self.source) = (code, path, source)
    let place = [source, path].filter { !$0.isEmpty }.joined(separator: ": ")
    text = (place.isEmpty ? "" : place + ": ") + what + (remedy.isEmpty ? "" : "; " + remedy)
  }

  /// A problem of a scenario.
  init(_ problem: Problem) {
    self.init(
      .scenario, problem.what, remedy: problem.remedy, code: problem.code, path: problem.path, source: problem.source)
    isWarning = problem.severity == .warning
    line = problem.position?.line ?? 0
    column = problem.position?.column ?? 0
    text = problem.description
  }
}

/// Why a job has failed: one problem or many.
struct JobFailure: Error, Sendable {
  var problems: [JobProblem]

  init(_ problems: [JobProblem]) { self.problems = problems }

  /// What an error of the lab means to a caller; nil: the job was cancelled.
  init?(_ error: any Error) {
    switch error {
    case is CancellationError: return nil
    // JSONDecoder may wrap what a request throws while it is read.
    case DecodingError.dataCorrupted(let context) where context.underlyingError is JobProblem:
      problems = [context.underlyingError].compactMap { $0 as? JobProblem }
    case let failure as JobFailure: self = failure
    case let problem as JobProblem: problems = [problem]
    case let error as ScenarioFileError: problems = error.problems.map { JobProblem($0) }
    case let error as World.CompilationError:
      problems = [JobProblem(.scenario, error.reason, path: error.path.joined(separator: "."))]
    case let error as DataError:
      let words = OptionWords(error.message)
      var problem = JobProblem(error.kind == .usage ? .usage : .data, words.text, source: error.file)
      problem.line = error.line ?? 0
      problem.text = OptionWords(error.description).text
      problems = [problem]
    case let error as CalibrationError:
      let kind: JobProblem.Kind =
        switch error.kind {
        case .usage: .usage
        case .data: .data
        case .cannotTell: .undecided
        }
      problems = [JobProblem(kind, OptionWords("\(error)").text)]
    case let error as StatisticsError: problems = [JobProblem(statistics: error)]
    case let error as OutputError: problems = [JobProblem(.output, "\(error)")]
    case let error as ReportAssetsError: problems = [JobProblem(.output, "\(error)")]
    case let error as DecodingError: problems = [JobProblem(decoding: error)]
    case let error as OptionError: problems = [JobProblem(options: error)]
    case let error as PlanError: problems = [JobProblem(options: error)]
    case let error as DesignError: problems = [JobProblem(.usage, OptionWords("\(error)").text)]
    case let error as SweepPlanError: problems = [JobProblem(options: error)]
    case let error as SweepMeasureError: problems = [JobProblem(options: error)]
    case let error as SweepTextError: problems = [JobProblem(options: error)]
    case let error as SweepJournalError: problems = [JobProblem(options: error)]
    case let error as ResultsError: problems = [JobProblem(.data, "\(error)")]
    case let error as PeopleError: problems = [JobProblem(people: error)]
    case let error as ArrowError: problems = [JobProblem(.data, "\(error)")]
    default: problems = [JobProblem(.internal, "\(error)")]
    }
  }
}

extension JobProblem {
  /// Options that cannot be. The lab's rooms name them as the command line does; here they are keys.
  init(options error: some CustomStringConvertible) {
    let words = OptionWords(error.description)
    self.init(.usage, words.text, code: "wrong-option", path: words.first ?? "")
    text = words.text
  }

  /// A table of people that cannot be.
  fileprivate init(people error: PeopleError) {
    self.init(
      .data, error.what, remedy: error.remedy, code: error.code.rawValue, path: error.column ?? "", source: "people")
    line = error.row ?? 0
    text = error.description
  }

  /// An input of a calculation that cannot be, by its name.
  fileprivate init(statistics error: StatisticsError) {
    switch error {
    case .invalidArgument(let name, let reason):
      self.init(.statistics, reason, code: "invalid-argument", path: name)
    case .missingArgument(let name):
      self.init(.statistics, "`\(name)` is missing", code: "missing-argument", path: name)
    case .unknownMethod(let name, let nearest):
      self.init(
        .usage, "there is no method `\(name)`",
        remedy: nearest.isEmpty ? "the verb `methods` lists all" : "did you mean \(nearest.joined(separator: ", "))?",
        code: "unknown-method", path: "method")
    case .notBracketed: self.init(.statistics, "\(error)", code: "not-bracketed")
    case .didNotConverge: self.init(.statistics, "\(error)", code: "no-convergence")
    case .numericalFailure: self.init(.statistics, "\(error)", code: "numerical-failure")
    case .undefined(let quantity, _): self.init(.statistics, "\(error)", code: "undefined", path: quantity)
    }
  }

  /// A request that has not the form that its verb wants.
  fileprivate init(decoding error: DecodingError) {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      self.init(.usage, "`\(key.stringValue)` is missing", code: "missing-key", path: path(context))
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      self.init(.usage, context.debugDescription, code: "wrong-type", path: path(context))
    case .dataCorrupted(let context):
      self.init(.usage, context.debugDescription, code: "wrong-value", path: path(context))
    @unknown default: self.init(.usage, "\(error)")
    }
  }
}

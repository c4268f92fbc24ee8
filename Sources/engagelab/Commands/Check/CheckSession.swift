import Experiments
import Foundation
import LabStatistics
import Reporting
import ScenarioFile
import Simulation

/// One call of `engagelab check`: scenarios one after the other, none of which hides the others.
struct CheckSession {
  /// Nil: no comparison with baselines.
  let folder: BaselineFolder?
  let mode: RecordMode
  let acceptsEquivalent: Bool
  let margins: Equivalence.Margins
  let population: PopulationArguments
  let threads: Int?
  let overrides: [String]
  let isQuiet: Bool

  /// Checks scenario files.
  ///
  /// - Throws: `CancellationError` after Ctrl-C.
  func check(_ files: [String]) async throws -> [ScenarioCheck] {
    var checks: [ScenarioCheck] = []
    for file in files {
      var check = ScenarioCheck(file: file, name: name(of: file), command: command(file))
      if let loaded = load(file, into: &check) {
        if let other = checks.first(where: { $0.name == check.name && $0.run != nil }) {
          check.failure = (
            .badUsage, "\(other.file) is called `\(check.name)` too, and baselines are kept by name; rename one"
          )
        } else {
          try await play(loaded, into: &check)
        }
      }
      checks.append(check)
    }
    return checks
  }

  private func name(of file: String) -> String {
    URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
  }

  private func load(_ file: String, into check: inout ScenarioCheck) -> ScenarioFile.Loaded? {
    func finding(_ problem: Problem) -> ScenarioCheck.Finding {
      let place = problem.source == file ? "" : "\(problem.source): "
      return ScenarioCheck.Finding(
        isError: problem.severity == .error, code: problem.code, line: problem.position?.line,
        column: problem.position?.column,
        message: place + problem.what + (problem.remedy.isEmpty ? "" : "; \(problem.remedy)"))
    }
    do {
      let loaded = try ScenarioFile.load(file, overrides: overrides)
      check.findings = loaded.warnings.map(finding)
      check.name = loaded.scenario.name
      return loaded
    } catch {
      check.findings = error.problems.map(finding)
      return nil
    }
  }

  private func play(_ loaded: ScenarioFile.Loaded, into check: inout ScenarioCheck) async throws {
    let scenario = population.applied(to: loaded.scenario)
    let line = ProgressLine(isQuiet: isQuiet)
    defer { line.clear() }
    do {
      var run = ScenarioRun(scenario)
      if let threads { run.threads = threads }
      let prepared = run
      let played = try await interruptible { try await prepared.result { line.show($0, of: $1) } }
      let result = try ResultsJSON.sealed(played, scenarioText: scenario.canonicalText)
      check.run = ScenarioCheck.Run(result, population: scenario.population.size)
      check.checks = try CheckEvaluator(result).evaluate(scenario.compiledChecks).map { found in
        let position = loaded.position(of: ["checks", "[\(found.check.index)]"])
        return ScenarioCheck.Placed(found, line: position?.line, column: position?.column)
      }
      try compare(Baseline(result, population: scenario.population.size, overrides: overrides), into: &check)
    } catch is CancellationError {
      throw CancellationError()
    } catch let error as World.CompilationError {
      check.failure = (.badUsage, "\(error)")
    } catch let problem as BaselineFolder.Problem {
      check.failure = (.badData, problem.message)
    } catch let error as OutputError {
      check.failure = (.notWritten, "\(error)")
    } catch {
      check.failure = (.internalError, "internal error: \(error)")
    }
  }

  // MARK: Baselines

  private func compare(_ now: Baseline, into check: inout ScenarioCheck) throws {
    guard let folder else { return }
    let file = folder.file(now.scenario)
    guard let before = try folder.read(file) else {
      if mode != .never { try folder.write(now, to: file) }
      check.baseline = BaselineOutcome(path: file, state: mode == .never ? .missing : .recorded)
      return
    }
    let comparison = try BaselineComparison(before: before, after: now, margins: margins)
    check.baseline = BaselineOutcome(path: file, state: .same, comparison: comparison)
    if mode == .all || (mode == .failed && !comparison.isSame) {
      try folder.write(now, to: file)
      check.baseline?.state = .recorded
    }
    if comparison.isSame || mode == .all || mode == .failed {
      if mode != .never { folder.forget(now.scenario) }
      return
    }
    check.baseline?.state = acceptsEquivalent && comparison.verdict == .equivalent ? .equivalent : .differs
    if mode == .missing {
      try folder.write(now, to: folder.newFile(now.scenario))
      check.baseline?.newFile = folder.newFile(now.scenario)
    }
  }

  // MARK: Doing it again

  /// The command that checks a file in the same way.
  private func command(_ file: String) -> String {
    var words = ["engagelab", "check", file]
    if let users = population.users { words += ["--users", "\(users)"] }
    if let seed = population.seed { words += ["--seed", "\(seed)"] }
    for override in overrides { words += ["--set", override] }
    if let folder {
      if folder.path != "Baselines" { words += ["--baselines", folder.path] }
    } else {
      words.append("--no-baselines")
    }
    return words.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", "=", "%", "+", ":", ",": true
      default: false
      }
    }
    return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}

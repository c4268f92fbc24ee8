import Experiments

/// What `engagelab check` found, of all scenarios together.
public struct CheckReport: Sendable {
  /// How it ends, from best to worst: the worst of all scenarios decides.
  ///
  /// What could not be checked is worse than what failed, and a check that fails is worse than numbers that moved.
  public enum Ending: Int, Sendable, CaseIterable, Comparable {
    case fine, undecided, differs, failed, badData, badUsage, notWritten, internalError

    public static func < (a: Ending, b: Ending) -> Bool { a.rawValue < b.rawValue }

    /// The exit code of the command.
    public var exitCode: Int32 {
      switch self {
      case .fine: 0
      case .failed: 1
      case .differs: 2
      case .undecided: 3
      case .badUsage: 64
      case .badData: 65
      case .internalError: 70
      case .notWritten: 74
      }
    }

    /// For the reader.
    var words: String {
      switch self {
      case .fine: "fine"
      case .undecided: "cannot tell"
      case .differs: "differs from its baseline"
      case .failed: "a check failed"
      case .badData: "bad data"
      case .badUsage: "the scenario cannot be used"
      case .notWritten: "output could not be written"
      case .internalError: "internal error"
      }
    }
  }

  /// Version of the lab.
  public var version: String
  public var scenarios: [ScenarioCheck]

  /// Makes a report.
  public init(version: String, scenarios: [ScenarioCheck]) {
    self.version = version
    self.scenarios = scenarios
  }

  /// The worst of the scenarios.
  public var ending: Ending { scenarios.map(\.ending).max() ?? .fine }

  /// One line about everything: `3 scenarios: 5 checks passed, 1 failed; 2 baselines the same, 1 differs`.
  var summary: String {
    let checks = scenarios.flatMap(\.checks)
    var parts = CheckResult.Verdict.allCases.compactMap { verdict -> String? in
      let count = checks.count { $0.result.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.plural)"
    }
    if parts.isEmpty { parts = ["no checks"] } else { parts[0] = "checks: " + parts[0] }
    let baselines = BaselineOutcome.State.allCases.compactMap { state -> String? in
      let count = scenarios.count { $0.baseline?.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    let unread = scenarios.count { $0.run == nil }
    let all = [
      parts.joined(separator: ", "), baselines.isEmpty ? "" : "baselines: " + baselines.joined(separator: ", "),
      unread == 0 ? "" : Words.count(unread, "scenario", "scenarios") + " not checked",
    ]
    return Words.sentenceCase(Words.count(scenarios.count, "scenario", "scenarios")) + "; "
      + all.filter { !$0.isEmpty }.joined(separator: "; ")
  }
}

extension CheckResult.Verdict {
  fileprivate var plural: String {
    switch self {
    case .passes: "passed"
    case .warns: "warned"
    case .fails: "failed"
    case .unclear: "cannot be told"
    }
  }

  /// Before the word.
  var symbol: String {
    switch self {
    case .passes: "✓"
    case .warns: "!"
    case .fails: "✕"
    case .unclear: "?"
    }
  }
}

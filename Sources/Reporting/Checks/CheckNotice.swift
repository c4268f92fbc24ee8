import Experiments
import Simulation

/// Something that a reader of the scenario file must know, with its place: what SARIF and annotations consist of.
struct CheckNotice {
  enum Level: Int, Comparable {
    case note, warning, error
    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  var level: Level
  /// Stable name of its kind.
  var rule: String
  var file: String
  var line: Int?
  var column: Int?
  var message: String

  /// What the rules mean; those of scenario files speak for themselves.
  static let rules: [String: String] = [
    "check-failed": "A check of the scenario does not hold.",
    "check-warned": "A check holds, but not its warning bound.",
    "check-undecided": "The interval allows that a check holds and that it does not.",
    "baseline-differs": "The results are not those of the baseline.",
    "baseline-missing": "There is no baseline to compare the results with.",
    "not-run": "The scenario could not be played or compared.",
  ]
}

extension CheckReport {
  /// Everything that is not fine, the worst first and otherwise in the order of the scenarios.
  var notices: [CheckNotice] {
    let all = scenarios.flatMap(\.notices)
    return all.enumerated().sorted { a, b in
      (b.element.level.rawValue, a.offset) < (a.element.level.rawValue, b.offset)
    }.map(\.element)
  }
}

extension ScenarioCheck {
  fileprivate var notices: [CheckNotice] {
    func notice(_ level: CheckNotice.Level, _ rule: String, _ message: String) -> CheckNotice {
      CheckNotice(level: level, rule: rule, file: file, line: 1, column: 1, message: message)
    }
    var notices = findings.map { finding in
      CheckNotice(
        level: finding.isError ? .error : .warning, rule: finding.code, file: file, line: finding.line,
        column: finding.column, message: finding.message)
    }
    if let failure { notices.append(notice(.error, "not-run", failure.message)) }
    if let run {
      let words = CheckWords(run.result, numbers: .plain)
      for check in checks where check.result.verdict != .passes {
        let (level, rule): (CheckNotice.Level, String) =
          switch check.result.verdict {
          case .fails: (.error, "check-failed")
          case .unclear: (.error, "check-undecided")
          case .warns, .passes: (.warning, "check-warned")
          }
        notices.append(
          CheckNotice(
            level: level, rule: rule, file: file, line: check.line, column: check.column,
            message: "\(check.result.check.name): \(words.sentence(check.result)); again: \(command)"))
      }
    }
    if let baseline, baseline.state == .differs || baseline.state == .missing {
      let rule = baseline.state == .missing ? "baseline-missing" : "baseline-differs"
      let more = baseline.comparison?.equivalenceSentence.map { " \($0)" } ?? ""
      notices.append(notice(.error, rule, "\(name): \(baseline.sentence).\(more)"))
    }
    notices += warnings.filter { $0.level != "note" }.map {
      notice(.warning, "run-\($0.code)", "\(name): \($0.message)")
    }
    return notices
  }
}

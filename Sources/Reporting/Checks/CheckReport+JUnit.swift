import Experiments
import Foundation
import Simulation

extension CheckReport {
  /// The report as JUnit XML: a suite per scenario, a case per check and arm, and one for the baseline.
  ///
  /// It keeps to the strict schema of Ant's reports (github.com/windyroad/JUnit-Schema), which the readers of CI servers
  /// accept too. What cannot be told is a failure, as a build that is green must have been decided.
  ///
  /// - Parameter startedAt: When the checks began, `yyyy-MM-ddTHH:mm:ss`.
  public func junit(startedAt: String) -> String {
    let suites = scenarios.enumerated().map { index, scenario in
      JUnitSuite(scenario, id: index, startedAt: startedAt).text
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n" + suites.joined() + "</testsuites>\n"
  }
}

/// A scenario as a suite of tests.
private struct JUnitSuite {
  private let scenario: ScenarioCheck
  private let id: Int
  private let startedAt: String

  init(_ scenario: ScenarioCheck, id: Int, startedAt: String) {
    self.scenario = scenario
    self.id = id
    self.startedAt = startedAt
  }

  /// A test, perhaps with an element that says why it did not pass.
  private struct Case {
    var name: String
    var element: String?
    var type = ""
    var message = ""
    var details = ""
  }

  var text: String {
    let cases = self.cases
    func count(_ element: String) -> Int { cases.count { $0.element == element } }
    let seconds = scenario.run?.result.timing?.wallSeconds ?? 0
    var properties = [("file", scenario.file), ("command", scenario.command)]
    if let run = scenario.run {
      properties += [
        ("version", run.result.version), ("users", "\(run.population)"), ("seed", "\(run.result.seed)"),
        ("digest", run.result.digest),
      ]
    }
    return "  <testsuite name=\(quoted(scenario.name)) package=\"engagelab\" id=\"\(id)\" "
      + "timestamp=\(quoted(startedAt)) hostname=\"localhost\" tests=\"\(cases.count)\" "
      + "failures=\"\(count("failure"))\" errors=\"\(count("error"))\" time=\"\(Self.seconds(seconds))\">\n"
      + "    <properties>\n"
      + properties.map { "      <property name=\(quoted($0.0)) value=\(quoted($0.1))/>\n" }.joined()
      + "    </properties>\n" + cases.map(text).joined()
      + "    <system-out>\(escaped(notes.joined(separator: "\n")))</system-out>\n"
      + "    <system-err></system-err>\n  </testsuite>\n"
  }

  private func text(_ test: Case) -> String {
    let head =
      "    <testcase name=\(quoted(test.name)) classname=\(quoted("engagelab.\(scenario.name)")) time=\"0\""
    guard let element = test.element else { return head + "/>\n" }
    return head + ">\n      <\(element) type=\(quoted(test.type)) message=\(quoted(test.message))>"
      + escaped(test.details) + "</\(element)>\n    </testcase>\n"
  }

  /// What is no test: warnings, and checks that only warn.
  private var notes: [String] {
    let words = scenario.run.map { CheckWords($0.result, numbers: .plain) }
    let warned = scenario.checks.filter { $0.result.verdict == .warns }
    return scenario.findings.filter { !$0.isError }.map { "warning: \(scenario.place($0))\($0.message)" }
      + warned.compactMap { check in words.map { "warning: \(check.result.check.name): \($0.sentence(check.result))" } }
      + scenario.warnings.map { "\($0.level): \($0.message)" }
  }

  private var cases: [Case] {
    var cases: [Case] = []
    let errors = scenario.findings.filter(\.isError)
    if !errors.isEmpty {
      cases.append(
        Case(
          name: "load", element: "error", type: errors[0].code, message: errors[0].message,
          details: errors.map { scenario.place($0) + $0.message }.joined(separator: "\n")))
    }
    if let failure = scenario.failure {
      cases.append(
        Case(
          name: "run", element: "error", type: failure.ending.words, message: failure.message,
          details: "reproduce: \(scenario.command)"))
    }
    if let run = scenario.run {
      let words = CheckWords(run.result, numbers: .plain)
      cases += scenario.checks.map { self.test($0, words) }
    }
    if let baseline = scenario.baseline { cases.append(test(baseline)) }
    if cases.isEmpty { cases.append(Case(name: "run")) }
    return cases
  }

  private func test(_ check: ScenarioCheck.Placed, _ words: CheckWords) -> Case {
    let result = check.result
    var test = Case(name: "\(result.check.name) [\(result.arm)]")
    guard result.verdict == .fails || result.verdict == .unclear else { return test }
    test.element = "failure"
    test.type = result.verdict == .fails ? "check-failed" : "check-undecided"
    test.message = words.sentence(result)
    let interval = result.confidence.map { "  interval at \(ReportNumbers.plain.percent($0))" } ?? ""
    test.details = """
      expected: \(result.check.measureText) \(result.brokenBound?.text ?? "")
      got:      \(words.measured(result))\(interval)
      arm:      \(result.arm)
      at:       \(scenario.file):\(check.line ?? 1):\(check.column ?? 1)
      reproduce: \(scenario.command)
      """
    return test
  }

  private func test(_ baseline: BaselineOutcome) -> Case {
    var test = Case(name: "baseline")
    guard baseline.state == .differs || baseline.state == .missing else { return test }
    test.element = "failure"
    test.type = baseline.state == .missing ? "baseline-missing" : "baseline-differs"
    test.message = baseline.sentence
    var lines: [String] = []
    if let comparison = baseline.comparison {
      let table = comparison.table(.plain, most: 100)
      lines = table.plainLines() + (table.note.isEmpty ? [] : [table.note])
      if let sentence = comparison.equivalenceSentence { lines.append(sentence) }
    }
    test.details = (lines + ["reproduce: \(scenario.command)"]).joined(separator: "\n")
    return test
  }

  private static func seconds(_ value: Double) -> String { String(format: "%.3f", max(0, value)) }

  private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// Characters that XML 1.0 does not allow become a question mark.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        result.unicodeScalars.append(scalar)
      default: result += "?"
      }
    }
    return result
  }
}

extension ScenarioCheck {
  /// `file:line:column: `, or the file alone.
  func place(_ finding: Finding) -> String {
    finding.line.map { "\(file):\($0):\(finding.column ?? 1): " } ?? "\(file): "
  }
}

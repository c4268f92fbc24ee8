import ArgumentParser
import Foundation
import Reporting

/// How the report of `engagelab check` is written.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, junit, sarif, github, markdown

  /// The report in this format.
  ///
  /// - Parameter startedAt: When the checks began; it stands in JUnit XML only.
  func text(of report: CheckReport, style: TerminalStyle, startedAt: Date) -> String {
    switch self {
    case .text: report.text(style: style)
    case .json: report.json
    case .junit: report.junit(startedAt: startedAt.formatted(Self.moment))
    case .sarif: report.sarif
    case .github: report.github
    case .markdown: report.markdown
    }
  }

  private static let moment = Date.ISO8601FormatStyle().year().month().day().time(includingFractionalSeconds: false)
}

import Calibration
import LabStatistics

/// A calibration as text, Markdown, JSON or a page; the block itself is `BehaviorBlock`.
///
/// ```swift
/// print(CalibrationReport(result, version: "1.0").text(style: .plain))
/// ```
public struct CalibrationReport: Sendable {
  let facts: CalibrationFacts
  let version: String
  /// The block that is a part of every form.
  public let block: BehaviorBlock

  var result: CalibrationResult { facts.result }

  /// A report.
  ///
  /// - Parameters:
  ///   - version: of the lab, shown in the outputs.
  ///   - isUncertain: whether the block has distributions where there are standard errors.
  public init(_ result: CalibrationResult, version: String, isUncertain: Bool = false) {
    facts = CalibrationFacts(result: result, numbers: .plain)
    block = BehaviorBlock(result, isUncertain: isUncertain)
    self.version = version
  }

  /// The files of a folder: block, machine form, Markdown and page.
  public func files(assets: ReportAssets) -> [(name: String, text: String)] {
    [
      ("behavior.yaml", block.text), ("calibration.json", json), ("calibration.md", markdown),
      ("calibration.html", page(assets: assets)),
    ]
  }

  /// What was found, for a terminal of 100 columns; without the block.
  public func text(style: TerminalStyle) -> String {
    let wrap = { (text: String) in RecordedReport.wrapped("  " + text, indent: 4) }
    var blocks: [[String]] = [[style.bold(result.title)] + result.data.flatMap(wrap)]
    blocks.append(result.warnings.flatMap { wrap("! warning  " + $0) }.map(style.highlighted))
    if !result.parameters.isEmpty { blocks.append([style.bold("Parameters")] + facts.parameters.plainLines()) }
    if let models = facts.models { blocks.append([style.bold("Models")] + models.plainLines()) }
    blocks.append(facts.forecasts.flatMap(wrap))
    if !result.leftAtDefault.isEmpty {
      blocks.append(
        [style.bold("Left at their defaults")] + result.leftAtDefault.flatMap { wrap("\($0.name): \($0.reason).") })
    }
    blocks.append(result.notes.flatMap(wrap).map(style.dim))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The report as Markdown, with the block in it.
  public var markdown: String {
    let escape = { (text: String) in text.replacing("\n", with: " ").replacing("|", with: "\\|") }
    let list = { (items: [String]) in items.map { "- " + escape($0) }.joined(separator: "\n") }
    var blocks = ["# \(escape(result.title))", list(result.data)]
    blocks.append(result.warnings.map { "- **warning**: \(escape($0))" }.joined(separator: "\n"))
    blocks += ["## The block", "```yaml\n\(block.text)```"]
    if !result.parameters.isEmpty {
      blocks += ["## Parameters", facts.parameters.markdown]
      blocks.append(list(result.parameters.map { "`\($0.name)`: \($0.source)" }))
    }
    if !result.leftAtDefault.isEmpty {
      blocks += ["## Left at their defaults", list(result.leftAtDefault.map { "`\($0.name)`: \($0.reason)." })]
    }
    if let models = facts.models { blocks += ["## Models", models.markdown, list(facts.forecasts)] }
    if let correlation = facts.correlation { blocks += ["### \(correlation.title)", correlation.markdown] }
    for series in result.series {
      blocks += ["## \(escape(series.title))", escape(series.about), facts.table(series, all: false).markdown]
    }
    blocks += ["## How these numbers were made", list(result.notes + ["Made by EngagementLab \(version)."])]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

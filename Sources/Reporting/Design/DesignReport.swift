import Experiments

/// The design of a test as text, Markdown, JSON or a page.
///
/// ```swift
/// print(DesignReport(result).text(style: .plain))
/// ```
public struct DesignReport: Sendable {
  let facts: DesignFacts

  var result: DesignResult { facts.result }

  /// A report.
  public init(_ result: DesignResult) { facts = DesignFacts(result: result, numbers: .plain) }

  /// The files of a folder: machine form, page, Markdown and the block for the scenario.
  ///
  /// - Throws: `EncodingError` when the result cannot be encoded.
  public func files(assets: ReportAssets) throws -> [(name: String, text: String)] {
    [
      ("design.json", try json()), ("design.html", page(assets: assets)), ("design.md", markdown),
      ("experiment.yaml", block),
    ]
  }

  /// The block to paste into the scenario: what is tested, how long, and how it is decided, written down before the test.
  public var block: String { PreregistrationBlock(result).text }

  /// The design for programs: every number with all its digits (`engagelab.design/1`).
  ///
  /// - Throws: `EncodingError` when it cannot be encoded.
  public func json() throws -> String {
    let value = try JSONValueEncoder.encode(result)
    guard case .object(let members) = value else { return value.prettyText }
    return JSONValue.object(
      [JSONValue.Member("schema", "engagelab.design/1")] + members + [JSONValue.Member("block", .string(block))]
    ).prettyText
  }

  /// The design for a terminal of 100 columns.
  public func text(style: TerminalStyle) -> String {
    let wrap = { (text: String) in RecordedReport.wrapped("  " + text, indent: 4) }
    var blocks: [[String]] = [[style.bold(facts.title)] + facts.head.flatMap(wrap)]
    blocks.append(RecordedReport.wrapped(result.recommendation.sentence, indent: 0).map(style.bold))
    blocks.append(result.warnings.flatMap { wrap("! warning  " + $0) }.map(style.highlighted))
    for table in facts.tables where !table.rows.isEmpty {
      blocks.append(
        [style.bold(table.title)] + table.plainLines() + (table.note.isEmpty ? [] : wrap(table.note).map(style.dim)))
    }
    blocks.append([style.bold("To be pasted into the scenario")] + block.split(separator: "\n").map { "  " + $0 })
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The design as Markdown.
  public var markdown: String {
    let list = { (items: [String]) in items.map { "- " + $0.replacing("|", with: "\\|") }.joined(separator: "\n") }
    var blocks = ["# \(facts.title)", "**\(result.recommendation.sentence)**", list(facts.head)]
    blocks.append(list(result.warnings.map { "**warning**: \($0)" }))
    for table in facts.tables where !table.rows.isEmpty {
      blocks += ["## \(table.title)", table.markdown, table.note]
    }
    blocks += ["## The block", "```yaml\n\(block)```", list(facts.notes)]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

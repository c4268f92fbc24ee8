import Experiments

/// A chart of a report for use outside the page: its colours are values, not variables of the page's style.
///
/// ```swift
/// for chart in PlainChart.charts(of: sealed, assets: try .load()) { print(chart.id, chart.title) }
/// ```
public struct PlainChart: Sendable {
  /// Unique in the report.
  public let id: String
  public let title: String
  /// One sentence on what it shows and how.
  public let summary: String
  /// A Vega-Lite specification, as JSON.
  public let specification: String

  /// All charts of a report, the most important first.
  ///
  /// - Parameter assets: Where the colours of the page come from.
  public static func charts(of result: RunResult, assets: ReportAssets) -> [PlainChart] {
    let colours = PageColours(style: assets.style)
    return ReportCharts(ReportFacts(result)).all.map { chart in
      let spec = colours.applied(to: chart.spec).with("width", 640).with("background", "white")
      return PlainChart(id: chart.id, title: chart.title, summary: chart.summary, specification: spec.compactText)
    }
  }
}

/// The colours of a light page, by the names of their variables.
struct PageColours {
  private let values: [String: String]

  /// Reads the first block of variables of a style.
  init(style: String) {
    let block = style.split(separator: "{", maxSplits: 1).last?.prefix { $0 != "}" } ?? ""
    values = Dictionary(
      block.split(separator: ";").compactMap { declaration -> (String, String)? in
        let parts = declaration.split(separator: ":", maxSplits: 1).map { $0.trimmed }
        return parts.count == 2 && parts[0].hasPrefix("--") ? (parts[0], parts[1]) : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A specification with values in the place of variables.
  func applied(to value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(resolved(text))
    case .array(let items): .array(items.map(applied))
    case .object(let members): .object(members.map { .init($0.key, applied(to: $0.value)) })
    default: value
    }
  }

  private func resolved(_ text: String) -> String {
    text.replacing(#/var\((--[\w-]+)\)/#) { match in values[String(match.1)] ?? "#66717e" }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

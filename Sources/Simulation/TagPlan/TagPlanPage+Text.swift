import EngagementCore
import Primitives

/// The page as text.
extension TagPlanPage {
  private static let columns = ["Kind", "Name", "Type", "Extras", "Occurs", "Collected", "Needed by"]

  /// A table in Markdown under a heading.
  public var markdown: String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |"
    }
    var lines = ["# Tag plan of \(scenario)", ""]
    guard !rows.isEmpty else {
      return (lines + ["The app reports nothing but its sessions.\n"]).joined(separator: "\n")
    }
    lines += [line(Self.columns), line(Self.columns.map { _ in "---" })]
    lines += rows.map { line(cells(of: $0, listSeparator: ", ")) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Comma-separated values (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180) with a line of names.
  public var csv: String {
    let names = Self.columns.map { $0.lowercased().replacing(" ", with: "_") }
    let table = [names] + rows.map { cells(of: $0, listSeparator: "; ") }
    return table.map { $0.map(csvQuoted).joined(separator: ",") + "\n" }.joined()
  }

  private func cells(of row: Row, listSeparator: String) -> [String] {
    let extras = row.extras.map { extra in
      extra.name + (extra.values.isEmpty ? "" : " (\(extra.values.joined(separator: ", ")))")
    }
    return [
      row.kind.rawValue, row.name, row.type?.rawValue ?? "", extras.joined(separator: listSeparator), row.occurs,
      row.isCollected ? "yes" : "no", row.neededBy,
    ]
  }
}

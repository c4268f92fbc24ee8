/// A small table of words, for terminals and Markdown.
struct SummaryTable {
  /// A column: its heading, and whether it is aligned to the right.
  typealias Column = (title: String, isNumeric: Bool)

  var title: String
  var columns: [Column]
  var rows: [[String]]
  /// A sentence under the table; may be empty.
  var note = ""

  /// Columns padded with spaces, two spaces apart, without borders.
  func plainLines(indent: String = "  ") -> [String] {
    let lines = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in
      lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return lines.map { cells in
      let padded = cells.enumerated().map { index, cell in
        let space = String(repeating: " ", count: max(0, widths[index] - cell.count))
        return columns[index].isNumeric ? space + cell : cell + space
      }
      let line = indent + padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// A table of GitHub's Markdown.
  var markdown: String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let body = rows.map { row in line(row.map { $0.replacing("|", with: "\\|") }) }
    return ([line(columns.map(\.title)), line(columns.map { $0.isNumeric ? "---:" : "---" })] + body).joined(
      separator: "\n")
  }
}

/// The numbers behind a chart.
package struct DataTable: Sendable, Equatable {
  package var caption: String
  package var columns: [Column]
  package var rows: [[Cell]]

  /// A column heading.
  package struct Column: Sendable, Equatable {
    package var title: String
    package var isNumeric: Bool

    static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
  }

  /// What a reader sees, and the exact value for downloads.
  package struct Cell: Sendable, Equatable {
    package var text: String
    /// Nil: the text itself is the value.
    package var value: String?

    static func text(_ text: String) -> Cell { Cell(text: text, value: nil) }
    static func number(_ value: Double?, _ text: String) -> Cell {
      Cell(text: value == nil ? "–" : text, value: value.flatMap(JSONNumber.text) ?? "")
    }
    static func count(_ value: Int) -> Cell { Cell(text: ReportNumbers.page.count(value), value: String(value)) }
  }
}

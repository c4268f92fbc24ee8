/// A table of typed columns, in batches of rows, that can be handed out as a stream of Arrow.
///
/// ```swift
/// let table = ColumnTable([("arm", Column(names: ["a", "b"])), ("lift", Column([0.1, nil]))])
/// table.export(to: stream)
/// ```
package struct ColumnTable: Sendable {
  /// Names and types of the columns.
  package let fields: [(name: String, type: ColumnType)]
  /// The columns of each batch, in the order of the fields, all of the same length.
  package let batches: [[Column]]

  /// A table of one batch.
  package init(_ columns: [(name: String, column: Column)]) {
    fields = columns.map { ($0.name, $0.column.type) }
    batches = [columns.map(\.column)]
  }

  /// A table of several batches.
  ///
  /// - Parameter batches: Columns of the types of the fields.
  package init(fields: [(name: String, type: ColumnType)], batches: [[Column]]) {
    self.fields = fields
    self.batches = batches
  }

  /// Rows of all batches.
  package var rows: Int { batches.reduce(0) { $0 + ($1.first?.count ?? 0) } }
}

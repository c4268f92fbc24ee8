import CArrow

/// A stream of Arrow that somebody handed over, read batch by batch.
///
/// ```swift
/// let stream = ArrowStream(taking: pointer)
/// let columns = try stream.fields()
/// while let batch = try stream.next() { ... }
/// ```
package final class ArrowStream: @unchecked Sendable {
  // Used by one job only.
  private var stream: ArrowArrayStream
  private var schema: ArrowSchema?

  /// Takes a stream over; the structure is left released, as after a move.
  package init(taking pointer: UnsafeMutablePointer<ArrowArrayStream>) {
    stream = pointer.pointee
    pointer.pointee.release = nil
  }

  deinit {
    if var schema { schema.release?(&schema) }
    stream.release?(&stream)
  }

  /// Names and types of the columns.
  ///
  /// - Throws: ``ArrowError`` when the stream has no rows of columns, or a column of a type that is not read.
  package func fields() throws(ArrowError) -> [ArrowField] {
    if schema == nil {
      guard stream.release != nil, let getSchema = stream.get_schema else {
        throw .notReadable("it was released already")
      }
      var found = ArrowSchema()
      guard getSchema(&stream, &found) == 0 else { throw failure() }
      schema = found
    }
    guard let schema, schema.text == "+s" else { throw .notReadable("it has no columns; give a table") }
    var fields: [ArrowField] = []
    for index in 0..<Int(schema.n_children) {
      guard let child = schema.children[index]?.pointee else { continue }
      fields.append(try ArrowField(child))
    }
    return fields
  }

  /// The next batch of rows; nil at the end.
  ///
  /// - Throws: ``ArrowError`` when the producer fails.
  package func next() throws(ArrowError) -> ArrowBatch? {
    _ = try fields()
    guard let getNext = stream.get_next else { throw .notReadable("it was released already") }
    var array = ArrowArray()
    guard getNext(&stream, &array) == 0 else { throw failure() }
    return array.release == nil ? nil : ArrowBatch(array)
  }

  private func failure() -> ArrowError {
    let text = stream.get_last_error?(&stream).map { String(cString: $0) }
    return .notReadable(text ?? "its producer failed")
  }
}

/// Why a table cannot be read.
package enum ArrowError: Error, Sendable, Equatable, CustomStringConvertible {
  case notReadable(String)
  /// A column of a type that is not read.
  case unreadType(column: String, format: String)

  package var description: String {
    switch self {
    case .notReadable(let reason): "the table cannot be read: \(reason)"
    case .unreadType(let column, let format):
      "column `\(column)` has a type that is not read (Arrow's `\(format)`); give numbers, texts, dates or true and false"
    }
  }
}

extension ArrowSchema {
  /// The format, as a text.
  var text: String { format.map { String(cString: $0) } ?? "" }
}

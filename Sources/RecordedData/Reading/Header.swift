import Primitives

/// The names of a file's columns.
package struct Header {
  /// The names, in order.
  package let names: [String]
  private let file: String
  /// Where they stand; nil: the source counts rows, and they are none.
  private let line: Int?

  /// Names of columns.
  package init(_ names: [String], file: String, line: Int? = 1) {
    self.names = names
    self.file = file
    self.line = line
  }

  /// The position of a column.
  ///
  /// - Throws: ``DataError`` when no column or several have this name.
  package func position(of name: String) throws(DataError) -> Int {
    let matches = names.indices.filter { names[$0] == name }
    if matches.count > 1 {
      throw DataError(
        "the column '\(name)' is there \(matches.count) times (columns "
          + "\(matches.map { String($0 + 1) }.joined(separator: ", "))); rename one", in: file, line: line)
    }
    if let match = matches.first { return match }
    let hint =
      nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? "its columns are: \(Self.listed(names))"
    throw DataError("there is no column '\(name)'; \(hint)", in: file, line: line, kind: .usage)
  }

  static func listed(_ names: [String]) -> String {
    names.prefix(20).map { Excerpt.of($0) }.joined(separator: ", ") + (names.count > 20 ? ", ..." : "")
  }
}

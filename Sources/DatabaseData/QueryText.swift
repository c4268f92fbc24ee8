/// Looks at the text of a query before a database does.
enum QueryText {
  /// Words with which a query begins that gives rows and changes nothing.
  private static let reading = ["SELECT", "WITH", "VALUES", "TABLE"]

  /// Checks that a query begins as one that only reads; the database is kept from writing in any case.
  ///
  /// - Throws: ``DatabaseError`` of the kind `notASelect`.
  static func check(_ query: String, in database: String) throws(DatabaseError) {
    let word = firstWord(query)
    if word.isEmpty {
      throw DatabaseError(.notASelect, "the query is empty; write SELECT ... FROM ...", in: database)
    }
    guard !reading.contains(word) else { return }
    throw DatabaseError(
      .notASelect, "the query begins with '\(word.prefix(20))', but only reading is possible: SELECT ... FROM ...",
      in: database)
  }

  /// The first word in capitals, behind comments and opening brackets.
  private static func firstWord(_ query: String) -> String {
    var rest = query[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*"), let end = rest.firstRange(of: "*/") {
        rest = rest[end.upperBound...]
      } else {
        return rest.prefix { $0.isLetter }.uppercased()
      }
    }
  }
}

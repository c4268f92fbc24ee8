/// Returns a part of a source text between backticks, cut when it is long and without control characters.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let isLong = scalars.prefix(61).count > 60
  return "`\(ExpressionError.printable(scalars.prefix(60)))\(isLong ? "..." : "")`"
}

/// Returns the name that was probably meant, as a question, or what else to do.
func suggestion(_ nearest: String?, else remedy: @autoclosure () -> String) -> String {
  nearest.map { "did you mean \(quoted($0))?" } ?? remedy()
}

import Yams

extension YAMLReader {
  /// Says in our words what the YAML parser found.
  static func failure(_ error: YamlError, source: SourceText) -> Failure {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let start = context.map { SourcePosition(line: $0.mark.line, column: $0.mark.column) }
      let position = SourcePosition(line: mark.line, column: mark.column)
      return failure(problem, context: context?.text ?? "", from: start ?? position, at: position, source: source)
    default:
      return Failure(
        code: "yaml-syntax", position: SourcePosition(line: 1, column: 1), what: "the file cannot be read as YAML",
        remedy: "check quotes, brackets and indentation")
    }
  }

  private static func failure(
    _ problem: String, context: String, from start: SourcePosition, at position: SourcePosition, source: SourceText
  ) -> Failure {
    func said(
      _ what: String, _ remedy: String, at place: SourcePosition? = nil, code: String = "yaml-syntax"
    ) -> Failure {
      Failure(code: code, position: place ?? position, what: what, remedy: remedy)
    }
    let found = source.scalar(at: position)
    if found == "\t" || problem.contains("tab") {
      return said("a tab where YAML wants spaces", "indent with spaces", code: "tab")
    }
    if problem.contains("cannot start any token") {
      let sign = found.map(String.init) ?? ""
      return said("a value cannot start with `\(sign)`", "put the text in quotes")
    }
    if found == ":", position.column == 1 || source.line(position.line).allSatisfy({ $0 == " " || $0 == ":" }) {
      return said("a line that starts with `:`", "write `key: value` on one line", code: "bad-key")
    }
    if problem.contains("mapping values are not allowed") {
      return said("a `:` in the middle of a value", "put the text in quotes, or mend the indentation of the line")
    }
    if problem.contains("Maximum nesting level") {
      return said(
        "values nested more than \(Limit.depth) deep", "a scenario needs no more than ten levels; check the brackets",
        code: "too-deep")
    }
    if problem.contains("could not find expected ':'") {
      return said("a line without a `:`", "write `key: value`; put texts of several lines in quotes")
    }
    if problem.contains("unexpected end of stream"), context.contains("quoted") {
      return said("a quoted text that never ends", "close the quotes", at: start)
    }
    if problem.contains("did not find expected key") || problem.contains("did not find expected '-' indicator") {
      return said("a line that fits nowhere", "indent it like its neighbours; check the quotes and brackets above it")
    }
    if problem.contains("did not find expected ',' or '}'") {
      return said("a `{` that is not closed, or a missing `,` inside", "add `}` or `,`", at: start)
    }
    if problem.contains("did not find expected ',' or ']'") {
      return said("a `[` that is not closed, or a missing `,` inside", "add `]` or `,`", at: start)
    }
    return said("this is not YAML (\(problem))", "check quotes, brackets and indentation here and above")
  }
}

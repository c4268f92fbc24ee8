/// Fills the `{{name}}` places of a template, each once, without looking again at what was put in.
package enum PageTemplate {
  /// Returns the template with its places filled; a place without a value stays empty.
  package static func filled(_ template: String, with values: [String: String]) -> String {
    var page = ""
    var rest = template[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      page += rest[..<open.lowerBound]
      page += values[String(rest[open.upperBound..<close.lowerBound])] ?? ""
      rest = rest[close.upperBound...]
    }
    return page + rest
  }
}

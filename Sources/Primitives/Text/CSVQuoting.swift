/// Returns a text as a field of comma-separated values: in quotation marks where it needs them (RFC 4180,
/// https://www.rfc-editor.org/rfc/rfc4180).
///
/// ```swift
/// csvQuoted("plain")     // plain
/// csvQuoted("a, \"b\"")  // "a, ""b"""
/// ```
public func csvQuoted(_ field: String) -> String {
  guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0D || $0 == 0x0A }) else { return field }
  var result = "\""
  for scalar in field.unicodeScalars {
    if scalar == "\"" { result += "\"" }
    result.unicodeScalars.append(scalar)
  }
  return result + "\""
}

/// A piece of HTML, built by interpolation that escapes text.
///
/// ```swift
/// let cell: HTML = "<td>\(name)</td>"   // name is escaped
/// let row: HTML = "<tr>\(cell)</tr>"    // cell is not escaped again
/// ```
package struct HTML: Sendable, Equatable {
  /// The markup.
  package private(set) var markup: String

  /// Nothing.
  package static let empty = HTML(trusted: "")

  /// Takes markup as it is; for the page's own files, never for input.
  package init(trusted markup: String) { self.markup = markup }

  /// Escapes a text for content and for attribute values.
  package init(escaping text: String) { markup = Self.escape(text) }

  /// Puts pieces one after the other.
  package init(_ pieces: some Sequence<HTML>) { markup = pieces.map(\.markup).joined() }

  package static func + (a: HTML, b: HTML) -> HTML { HTML(trusted: a.markup + b.markup) }
  package static func += (a: inout HTML, b: HTML) { a.markup += b.markup }

  static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { markup = value }
  package init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

  /// Escapes what is interpolated, unless it is HTML.
  package struct Interpolation: StringInterpolationProtocol {
    var markup = ""

    package init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }
    package mutating func appendLiteral(_ literal: String) { markup += literal }
    package mutating func appendInterpolation(_ text: some StringProtocol) { markup += HTML.escape(String(text)) }
    package mutating func appendInterpolation(_ number: Int) { markup += String(number) }
    package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    package mutating func appendInterpolation(_ pieces: some Sequence<HTML>) { markup += HTML(pieces).markup }
  }
}

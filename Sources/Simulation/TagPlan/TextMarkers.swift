/// The places of a text that stand for the value of an app-info: `${name}`.
package struct TextMarkers {
  /// Names between the braces, in order.
  package private(set) var names: [String] = []
  /// Whether a `${` has no `}` after it.
  package private(set) var hasOpenMarker = false

  package init(_ text: String) {
    var rest = Substring(text)
    while let start = rest.firstRange(of: "${") {
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else {
        hasOpenMarker = true
        return
      }
      names.append(String(rest[..<end]))
      rest = rest[rest.index(after: end)...]
    }
  }
}

/// The places of a text that stand for the value of an app-info: `${name}`.
struct TextMarkers {
  /// Names between the braces, in order.
  private(set) var names: [String] = []
  /// Whether a `${` has no `}` after it.
  private(set) var hasOpenMarker = false

  init(_ text: String) {
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

/// A piece of somebody's data made fit for an error message: short, on one line, without control characters.
package enum Excerpt {
  /// The text, cut to a few characters.
  package static func of(_ text: String, limit: Int = 40) -> String {
    var short = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else { return short + "..." }
      let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
      short.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
      count += 1
    }
    return short
  }
}

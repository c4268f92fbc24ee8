/// A sentence about options of the command line, in the words of requests: `--max-bad-rows` is the key `max_bad_rows`.
struct OptionWords {
  let text: String
  /// The key that is named first.
  let first: String?

  /// Options that may be repeated are lists here.
  private static let lists = [
    "metric": "metrics", "quantile": "quantiles", "segment": "segments", "activity": "activities",
    "memory": "memory_bytes",
  ]

  init(_ sentence: String) {
    var text = ""
    var first: String?
    var rest = sentence[...]
    while let place = rest.firstRange(of: "--") {
      let name = rest[place.upperBound...].prefix { $0 == "-" || ("a"..."z").contains($0) }
      // A dash in a text, or the end of a sentence.
      guard let start = name.first, start != "-", rest[..<place.lowerBound].last.map({ " (`'\"".contains($0) }) ?? true
      else {
        text += rest[..<place.upperBound]
        rest = rest[place.upperBound...]
        continue
      }
      let key = String(name).replacing("-", with: "_")
      let shown = Self.lists[key] ?? key
      first = first ?? shown
      text += rest[..<place.lowerBound] + (rest[..<place.lowerBound].last == "`" ? shown : "`\(shown)`")
      rest = rest[name.endIndex...]
    }
    (self.text, self.first) = (text + rest, first)
  }
}

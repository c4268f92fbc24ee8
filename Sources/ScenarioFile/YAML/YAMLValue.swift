/// A value of a YAML document with the place where it stands.
///
/// Texts keep their source form: whether `10:00` is a time and `on` a word is for the format to say, not for YAML.
struct YAMLValue: Sendable, Equatable {
  var content: Content
  var place: Place

  /// What it is.
  enum Content: Sendable, Equatable {
    /// `plain` means without quotes: only then can it be empty in the sense of "no value". What code writes with
    /// quotes keeps them.
    case scalar(String, plain: Bool)
    case mapping([Entry])
    case sequence([YAMLValue])
  }

  /// A key with its value.
  struct Entry: Sendable, Equatable {
    var key: String
    var keyPlace: Place
    var value: YAMLValue
    static func == (a: Entry, b: Entry) -> Bool { a.key == b.key && a.value == b.value }
  }

  /// Where something stands.
  enum Place: Sendable, Hashable {
    case file(SourcePosition)
    /// In the override with this index.
    case override(Int)
    /// Made by code.
    case nowhere
  }

  init(_ content: Content, at place: Place = .nowhere) {
    self.content = content
    self.place = place
  }

  /// A text made by code.
  static func text(_ text: String) -> YAMLValue { YAMLValue(.scalar(text, plain: true)) }

  /// A mapping made by code.
  static func mapping(_ pairs: [(String, YAMLValue)]) -> YAMLValue {
    YAMLValue(.mapping(pairs.map { Entry(key: $0.0, keyPlace: .nowhere, value: $0.1) }))
  }

  /// Whether it stands for no value: empty, `~` or `null`, without quotes.
  var isNull: Bool {
    if case .scalar(let text, plain: true) = content { return text.isEmpty || text == "~" || text == "null" }
    return false
  }

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .mapping: "a map of keys"
    case .sequence: "a list"
    }
  }

  /// Two values are equal when they say the same, wherever they stand.
  static func == (a: YAMLValue, b: YAMLValue) -> Bool {
    switch (a.content, b.content) {
    case (.scalar(let x, _), .scalar(let y, _)): x == y
    case (.mapping(let x), .mapping(let y)): x == y
    case (.sequence(let x), .sequence(let y)): x == y
    default: false
    }
  }
}

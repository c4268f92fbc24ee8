/// A text with wildcards: `*` stands for any characters, also none, and `?` for exactly one.
///
/// ```swift
/// TextPattern("Par*").matches("Paris")  // true
/// TextPattern("?aris").matches("aris")  // false
/// ```
public struct TextPattern: Sendable, Hashable {
  public var elements: [Element]

  /// A part of a pattern.
  public enum Element: Sendable, Hashable {
    case character(Character)
    /// `?`
    case anyCharacter
    /// `*`
    case anyText
  }

  /// Makes a pattern of its parts.
  public init(elements: [Element]) { self.elements = elements }

  /// Makes a pattern in which every `*` and `?` is a wildcard.
  public init(_ text: String) {
    elements = text.map { $0 == "*" ? .anyText : $0 == "?" ? .anyCharacter : .character($0) }
  }

  /// The text of its parts, wildcards as `*` and `?`.
  public var plain: String {
    String(
      elements.map { element in
        switch element {
        case .character(let character): character
        case .anyCharacter: "?"
        case .anyText: "*"
        }
      })
  }

  /// Whether it matches every text.
  public var matchesAll: Bool { !elements.isEmpty && elements.allSatisfy { $0 == .anyText } }

  /// Returns whether it matches the whole of a text, case included.
  public func matches(_ text: String) -> Bool {
    // Greedy with one way back: only the last `*` can need to give characters up, so the time is at most the product
    // of both lengths.
    let text = Array(text)
    var (position, element) = (0, 0)
    var retry: (position: Int, element: Int)?
    while position < text.count {
      if element < elements.count, elements[element] == .anyText {
        retry = (position, element + 1)
        element += 1
      } else if element < elements.count, elements[element].matches(text[position]) {
        position += 1
        element += 1
      } else if let last = retry {
        retry = (last.position + 1, last.element)
        (position, element) = (last.position + 1, last.element)
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { $0 == .anyText }
  }
}

extension TextPattern.Element {
  fileprivate func matches(_ character: Character) -> Bool {
    switch self {
    case .character(let own): own == character
    case .anyCharacter, .anyText: true
    }
  }
}

/// Characters of a source text that are replaced, one for one, while YAML is parsed.
///
/// Each replacement is a private-use character that the text does not contain, so lines and columns stay the same and the
/// original can be restored in every value.
struct Disguise {
  private var original: [Unicode.Scalar: Unicode.Scalar] = [:]
  private var replaced: [SourcePosition: Unicode.Scalar] = [:]
  private var everywhere: [Unicode.Scalar: Unicode.Scalar] = [:]
  private var used: Set<Unicode.Scalar>?

  /// Replaces a character wherever it occurs.
  mutating func hide(_ scalar: Unicode.Scalar, in source: SourceText) {
    guard let stand = spare(in: source) else { return }
    original[stand] = scalar
    everywhere[scalar] = stand
  }

  /// Replaces a character of the key that starts at a position, so that it differs from every other.
  ///
  /// - Returns: false when the key cannot be found there.
  mutating func hideKey(at position: SourcePosition, in source: SourceText) -> Bool {
    var place = position
    guard var scalar = source.scalar(at: place) else { return false }
    if scalar == "\"" || scalar == "'" {
      place.column += 1
      guard let inner = source.scalar(at: place), inner != scalar, inner != "\\" else { return false }
      scalar = inner
    }
    // A key that opens with a mark of its own (`&`, `!`, `?`) would become another kind of value.
    guard scalar.properties.isAlphabetic || scalar == "_" || scalar.properties.numericType != nil,
      replaced[place] == nil, let stand = spare(in: source)
    else { return false }
    original[stand] = scalar
    replaced[place] = stand
    return true
  }

  /// Returns the source with the replacements.
  func text(of source: SourceText) -> String {
    var lines = source.lines
    for (place, stand) in replaced { lines[place.line - 1][place.column - 1] = stand }
    var text = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { text.append("\n") }
      for scalar in line { text.append(scalar.isASCII ? everywhere[scalar] ?? scalar : scalar) }
    }
    return String(text)
  }

  /// Returns a text with the original characters.
  func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { original[$0] != nil }) else { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text.unicodeScalars.map { original[$0] ?? $0 })
    return String(scalars)
  }

  /// Returns the name when a plain value is an alias, `*name`, in disguise.
  func aliasName(_ text: String) -> String? {
    guard let stand = everywhere["*"], text.unicodeScalars.first == stand else { return nil }
    let name = restored(String(text.unicodeScalars.dropFirst()))
    let legal = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    return legal && !name.isEmpty ? name : nil
  }

  /// Whether a plain value is the mark of an explicit key, `? `, in disguise.
  func isExplicitKey(_ text: String) -> Bool {
    guard let stand = everywhere["?"], text.unicodeScalars.first == stand else { return false }
    return text.unicodeScalars.dropFirst().first.map { $0 == " " || $0 == "\t" } ?? true
  }

  /// Returns a private-use character that neither the text nor another replacement uses.
  private mutating func spare(in source: SourceText) -> Unicode.Scalar? {
    let taken = used ?? Set(source.lines.joined().filter { (0xE000...0xF8FF).contains($0.value) })
    used = taken
    for value in UInt32(0xE000)...0xF8FF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if !taken.contains(scalar), original[scalar] == nil { return scalar }
    }
    return nil
  }
}

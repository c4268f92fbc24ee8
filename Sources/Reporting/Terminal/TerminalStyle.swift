/// Whether and how words are coloured.
public struct TerminalStyle: Sendable, Equatable {
  /// Whether escape sequences are written.
  public var usesColor: Bool

  /// Without any escape sequence, for pipes and files.
  public static let plain = TerminalStyle(usesColor: false)

  /// Makes a style.
  public init(usesColor: Bool) { self.usesColor = usesColor }

  /// Colours only a terminal, and only when its owner does not object (https://no-color.org).
  ///
  /// - Parameters:
  ///   - isTerminal: Whether the output is a terminal (`isatty`).
  ///   - environment: The environment, where `NO_COLOR` and `TERM` are looked up.
  public init(isTerminal: Bool, environment: [String: String]) {
    let objects = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    usesColor = isTerminal && !objects && environment["TERM"] != "dumb"
  }

  func bold(_ text: String) -> String { wrapped(text, "1") }
  func dim(_ text: String) -> String { wrapped(text, "2") }

  /// Colours the words of a verdict or a warning wherever they stand in a line.
  func highlighted(_ line: String) -> String {
    guard usesColor else { return line }
    let colors = [
      ("✓ \(Verdict.reaches.rawValue)", "32"), ("✕ \(Verdict.fails.rawValue)", "31"),
      ("? \(Verdict.unclear.rawValue)", "33"),
      ("! alarm", "1;31"), ("! warning", "33"),
    ]
    return colors.reduce(line) { line, color in line.replacing(color.0, with: wrapped(color.0, color.1)) }
  }

  /// A text in a colour of the terminal (`31` is red).
  func wrapped(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

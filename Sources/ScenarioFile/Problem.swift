/// A place in a scenario file or in an override.
public struct SourcePosition: Sendable, Hashable, Comparable {
  /// Line, from 1.
  public var line: Int
  /// Column in characters of Unicode (scalars), from 1.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: SourcePosition, b: SourcePosition) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// Something wrong with a scenario file: where, what, and how to mend it.
///
/// ```swift
/// print(problem)  // media.yaml:12:9: error: unknown key `sise`; did you mean `size`?
/// ```
public struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The scenario cannot be run.
    case error
    /// It can be run, but probably does not say what was meant.
    case warning
  }

  public var severity = Severity.error
  /// File, `<text>`, or the override that is to blame, e.g. `--set population.size=0`.
  public var source: String
  /// Where in the file; nothing when an override is to blame.
  public var position: SourcePosition?
  /// Path of keys, e.g. `population.size`; empty for the file as a whole.
  public var path: String
  /// What is wrong, without a final stop.
  public var what: String
  /// How to mend it, without a final stop.
  public var remedy: String
  /// Stable name of the kind of problem, e.g. `unknown-key`.
  public var code: String
  /// For an expression: the line of the source and the part to underline.
  public var excerpt: Excerpt?

  /// A line of source with a part to underline.
  public struct Excerpt: Sendable, Hashable {
    public var line: String
    /// Characters before the part.
    public var offset: Int
    /// Characters in the part; at least one caret is shown.
    public var length: Int
  }

  /// `file:line:column: error: what; how to mend it`, on one line.
  public var headline: String {
    let place = position.map { "\(source):\($0.line):\($0.column)" } ?? source
    return "\(place): \(severity.rawValue): \(what)" + (remedy.isEmpty ? "" : "; \(remedy)")
  }

  /// The headline, and for an expression the line of source with carets under the fault.
  public var description: String {
    guard let excerpt else { return headline }
    let underline =
      excerpt.line.prefix(excerpt.offset).map { $0 == "\t" ? "\t" : " " }.joined()
      + String(repeating: "^", count: max(1, excerpt.length))
    return "\(headline)\n  \(excerpt.line)\n  \(underline)"
  }
}

/// Why a scenario file cannot be used: every problem of the file, in order of position.
public struct ScenarioFileError: Error, Sendable, CustomStringConvertible {
  /// Errors and warnings; at least one error.
  public var problems: [Problem]

  /// One problem per line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }

  /// The first error without its place in the file, for where the file is one of many that a program made.
  public var reason: String {
    let problem = problems.first { $0.severity == .error } ?? problems.first
    return problem.map { "\($0.path.isEmpty ? "" : "\($0.path): ")\($0.what); \($0.remedy)" } ?? description
  }
}

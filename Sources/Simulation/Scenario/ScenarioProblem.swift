import EngagementCore

/// Something that a scenario says which cannot be or hardly was meant.
public struct ScenarioProblem: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The scenario cannot be run.
    case error
    /// It can be run, but probably does not say what was meant.
    case warning
  }

  /// Stable names of the kinds of problems.
  public enum Code: String, Sendable, CaseIterable {
    case unknownName = "unknown-name"
    case missingTag = "missing-tag"
    case badName = "bad-name"
    case duplicateName = "duplicate-name"
    case outOfRange = "out-of-range"
    case badSum = "bad-sum"
    case badExpression = "bad-expression"
    case neverExits = "never-exits"
    case unreachable
    case outsideHorizon = "outside-horizon"
    case contradiction
    case missingPart = "missing-part"
    case unused
    case noEffect = "no-effect"
    case costly
  }

  public var severity: Severity
  public var code: Code
  /// Keys from the root of a scenario file to the value, list items as `[0]`.
  public var path: [String]
  /// Whether the key is to blame rather than its value.
  public var blamesKey: Bool
  /// The part of an expression that is wrong.
  public var range: SourceRange?
  /// What is wrong, without a final stop.
  public var what: String
  /// How to mend it, without a final stop.
  public var remedy: String

  init(
    _ severity: Severity = .error, _ code: Code, _ path: [String], blamesKey: Bool = false, range: SourceRange? = nil,
    _ what: String, _ remedy: String
  ) {
    self.severity = severity
    self.code = code
    self.path = path
    self.blamesKey = blamesKey
    self.range = range
    self.what = what
    self.remedy = remedy
  }
}

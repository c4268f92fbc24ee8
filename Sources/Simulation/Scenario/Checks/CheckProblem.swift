import EngagementCore

/// What is wrong with a check.
struct CheckProblem: Error, Equatable {
  /// The key of the check to which it belongs.
  enum Key: String {
    case check, fail, warn, arm
  }

  var severity = ScenarioProblem.Severity.error
  var code = ScenarioProblem.Code.badExpression
  var key: Key
  /// The part of the text that is wrong; nil: all of it.
  var range: SourceRange?
  var what: String
  var remedy: String
}

/// Returns a part of a text between backticks, cut when it is long.
func inTicks(_ text: String) -> String { "`\(text.prefix(60))\(text.count > 60 ? "..." : "")`" }

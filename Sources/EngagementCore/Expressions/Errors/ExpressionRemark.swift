/// Something in a correct expression that is probably not what its author wants.
public struct ExpressionRemark: Sendable, Equatable {
  /// What it is, for programs.
  public var problem: Problem
  /// The part of the source text that it is about.
  public var range: SourceRange

  /// What is doubtful.
  public enum Problem: Sendable, Equatable {
    /// No known text of the app-info is equal to the text, or matches the pattern.
    case unmatchedText(String, appInfo: String, nearest: String?, known: [String])
    /// A pattern on an app-info whose texts are not known; it matches nobody.
    case unknownTexts(appInfo: String)
    /// A window that is counted by weeks holds more days than weeks: how many are given, and looked at.
    case partialWeek(days: Int, counted: Int)
  }

  /// What is doubtful, in a phrase without a final stop.
  public var message: String {
    switch problem {
    case .unmatchedText(let text, let appInfo, _, _): "nothing sets \(quoted(appInfo)) to \(quoted(text))"
    case .unknownTexts(let appInfo): "the texts of \(quoted(appInfo)) are not known, so the pattern matches nobody"
    case .partialWeek(let days, let counted):
      "of the \(days) days only the last \(counted), full weeks back from today, are looked at"
    }
  }

  /// What to write instead, in a phrase without a final stop.
  public var remedy: String {
    switch problem {
    case .unmatchedText(_, _, let nearest, let known):
      suggestion(nearest, else: "known are \(known.prefix(8).map { quoted($0) }.joined(separator: ", "))")
    case .unknownTexts: "write out the texts with `in (...)`"
    case .partialWeek(_, let counted): "write \(quoted("\(counted) days"))"
    }
  }

  /// Returns the line that it is about, a caret under the place, and the remark.
  public func rendered(_ text: String) -> String {
    ExpressionError.rendered(text, range, "\(message); \(remedy)")
  }
}

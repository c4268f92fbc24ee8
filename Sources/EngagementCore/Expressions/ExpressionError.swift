/// What is wrong with an expression, where, and how to mend it.
public struct ExpressionError: Error, Sendable, Equatable {
  /// The part of the source text that is wrong; empty at its end.
  public var range: SourceRange
  /// Whether the fault lies in another text that is reported on its own, such as that of a segment used here.
  public var isConsequence = false

  /// What is wrong, in a phrase without a final stop.
  public var message: String { "" }
  /// What to write instead, in a phrase without a final stop.
  public var remedy: String { "" }

  /// Returns the line that is wrong with a caret under the fault, then the message and the remedy.
  public func rendered(_ text: String) -> String { "" }
}

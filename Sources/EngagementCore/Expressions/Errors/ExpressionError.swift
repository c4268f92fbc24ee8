/// What is wrong with an expression, where, and how to mend it.
///
/// ```
/// count(artcile) >= 3
///       ^~~~~~~ the app does not collect `artcile`; did you mean `article`?
/// ```
public struct ExpressionError: Error, Sendable, Equatable {
  /// What is wrong, for programs.
  public var problem: Problem
  /// The part of the source text that is wrong; empty at its end.
  public var range: SourceRange
  /// Whether the fault lies in another text that is reported on its own: that of a segment which is used here.
  public var isConsequence = false

  /// Makes an error.
  init(_ problem: Problem, at range: SourceRange) {
    self.problem = problem
    self.range = range
  }

  /// The stages that find problems.
  public enum Problem: Sendable, Equatable {
    case lexical(LexicalProblem)
    case syntax(SyntaxProblem)
    case meaning(MeaningProblem)
  }

  /// What is wrong, in a phrase without a final stop.
  public var message: String { explanation.message }

  /// What to write instead, in a phrase without a final stop.
  public var remedy: String { explanation.remedy }

  private var explanation: Explanation {
    switch problem {
    case .lexical(let problem): problem.explanation
    case .syntax(let problem): problem.explanation
    case .meaning(let problem): problem.explanation
    }
  }

  /// A problem in words.
  struct Explanation {
    var message: String
    var remedy: String

    init(_ message: String, _ remedy: String) {
      self.message = message
      self.remedy = remedy
    }
  }
}

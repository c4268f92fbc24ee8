extension ExpressionError {
  /// What is wrong with the order of the words of a text.
  public enum SyntaxProblem: Sendable, Equatable {
    /// The text holds no words.
    case empty
    /// Something stands where a condition should; nil: the text ends there.
    case expectedCondition(found: String?)
    /// A keyword in upper case.
    case keywordCase(String)
    case unclosedParenthesis
    case unopenedParenthesis
    /// Something follows a complete condition.
    case expectedOperator(found: String)
    case comparedParenthesis
    /// A number or a date without a comparison.
    case missingComparison(operand: String, example: String)
    /// Nothing that could be a value follows a comparator or `in`; `found` is nil at the end.
    case expectedValue(after: String, found: String?)
    case expectedListEnd(found: String)
    case chainedComparison
    /// A value on the left of a comparison, and the comparison turned round.
    case valueFirst(String, instead: String?)
    /// A measure on the right of a comparison.
    case measureOnRight(String)
    case comparedWithUndefined(operand: String, isEqual: Bool)
    case expectedUndefined(found: String?)
    case nestedTooDeeply
    case unknownFunction(String, nearest: String?)
    case missingArguments(Function)
    case expectedName(Function, found: String?)
    case expectedArgument(Function, found: String?)
    case argumentNotAllowed(Function)
    case comparisonInside(Function, name: String)
    case repeatedArgument(String)
    case extraNeedsEquals(String)
    case extraNeedsText(extra: String, found: String?)
    case missingUnit(Int)
    case unknownUnit(String, number: Int)
    case windowOutOfRange(Int)
    /// `per week` and the like, and the unit that is meant.
    case unknownOccurrenceUnit(String, instead: OccurrenceUnit?)
    /// A unit without a window; the call up to its name.
    case unitNeedsWindow(OccurrenceUnit, call: String)
    /// A window of so many days is counted by weeks.
    case windowBelowWeek(Int)
    /// `length >= ...` of something else than sessions.
    case lengthOfTag(String)
    case lengthNeedsOrder(found: String?)
    case lengthNeedsNumber(after: String, found: String?)
    case missingLengthUnit(Int)
    case unknownLengthUnit(String, number: Int)
    /// Conditions on the length that nothing satisfies together.
    case noSuchLength([String])
    case expectedAnswer(found: String?)

    var explanation: Explanation {
      switch self {
      case .empty: Explanation("the expression is empty", "write `everyone` for all users")
      case .keywordCase(let word):
        Explanation("\(quoted(word)) is not known in this case", "write \(quoted(word.lowercased()))")
      case .unclosedParenthesis: Explanation("the parenthesis that opens here is not closed", "add `)`")
      case .unopenedParenthesis: Explanation("this `)` closes nothing", "remove it, or add `(` before the condition")
      case .comparedParenthesis:
        Explanation("a condition between parentheses cannot be compared", "put the comparison inside the parentheses")
      case .expectedListEnd(let found):
        Explanation(
          "\(quoted(found)) cannot stand in a list of values", "separate values with `,` and end the list with `)`")
      case .chainedComparison:
        Explanation("a comparison cannot be compared again", "write two comparisons and join them with `and`")
      case .nestedTooDeeply:
        Explanation(
          "the expression nests more than \(Expression.deepestNesting) levels of `not` and `(`",
          "give names to its parts in `segments` and use the names here")
      case .expectedCondition, .expectedOperator, .missingComparison, .expectedValue, .valueFirst, .measureOnRight,
        .comparedWithUndefined, .expectedUndefined:
        conditionExplanation
      default: callExplanation
      }
    }

    /// Problems between conditions, operands and values.
    private var conditionExplanation: Explanation {
      switch self {
      case .expectedCondition(let found): Self.expectedCondition(found)
      case .expectedOperator(let found): Self.expectedOperator(found)
      case .missingComparison(let operand, let example):
        Explanation("\(quoted(operand)) is not a condition by itself", "compare it, as in \(quoted(example))")
      case .expectedValue(let after, let found):
        Explanation(
          "\(quoted(after)) needs a value after it\(Self.instead(of: found))",
          Self.valueRemedy(after, found))
      case .valueFirst(let value, let instead):
        Explanation(
          "\(quoted(value)) is a value, and a comparison starts with what it is about",
          instead.map { "write \(quoted($0))" } ?? "write the value on the right, as in `count(session) >= 3`")
      case .measureOnRight(let found):
        Explanation(
          "\(quoted(found)) cannot stand on the right: users are compared with fixed values",
          "write a number, a date, a text or a name")
      case .comparedWithUndefined(let operand, let isEqual):
        Explanation(
          "`undefined` is not a value", "write \(quoted("\(operand) is \(isEqual ? "" : "not ")undefined"))")
      case .expectedUndefined(let found):
        Explanation(
          "`is` only asks whether something is undefined\(Self.instead(of: found))",
          "write `is undefined` or `is not undefined`, or compare with `=`")
      default: Explanation("", "")
      }
    }

    /// Problems between the parentheses of a function.
    private var callExplanation: Explanation {
      switch self {
      case .unknownFunction(let name, let nearest):
        Explanation(
          "there is no function \(quoted(name))",
          suggestion(nearest, else: "the functions are \(Self.functionNames)"))
      case .missingArguments(let function):
        Explanation(
          "`\(function.rawValue)` needs \(function.subject.rawValue)",
          "write `\(function.example("\(function.rawValue)(\(function.placeholder))"))`")
      case .expectedName(let function, let found):
        Explanation(
          "`\(function.rawValue)(` needs the name of \(function.subject.rawValue)\(Self.instead(of: found))",
          "write `\(function.rawValue)(\(function.placeholder))`")
      case .expectedArgument(let function, let found): Self.expectedArgument(function, found)
      case .argumentNotAllowed(let function):
        Explanation(
          "`\(function.rawValue)` takes \(function.subject.rawValue) and nothing else",
          function.subject == .tag ? "use `count` or `did` for conditions and windows" : "close the parenthesis here"
        )
      case .comparisonInside(let function, let name):
        Explanation(
          "the comparison stands inside the parentheses",
          "close them first, as in \(quoted(function.example("\(function.rawValue)(\(name))")))")
      case .repeatedArgument(let what): Explanation("\(what) is given twice", "keep one of them")
      case .extraNeedsEquals(let extra):
        Explanation(
          "the extra \(quoted(extra)) can only be tested for one value", "write \(quoted("\(extra) = \"...\""))")
      case .extraNeedsText(let extra, let found):
        Explanation(
          "the extra \(quoted(extra)) needs a text\(Self.instead(of: found))", "write \(quoted("\(extra) = \"...\""))")
      case .missingUnit(let number):
        Explanation(
          "\(quoted("\(number)")) has no unit", "write \(quoted("\(number) days")) or \(quoted("\(number) weeks"))")
      case .unknownUnit(let unit, let number): Self.unknownUnit(unit, number)
      case .windowOutOfRange(let days):
        Explanation(
          "a window of \(days) days is not possible",
          "write 1 to \(Expression.longestWindow) days; `1 day` is today")
      default: occurrenceExplanation
      }
    }
  }
}

import Primitives

extension ExpressionError.SyntaxProblem {
  typealias Explanation = ExpressionError.Explanation

  static var functionNames: String {
    Function.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  static func instead(of found: String?) -> String { found.map { ", not \(quoted($0))" } ?? "" }

  static func valueRemedy(_ before: String, _ found: String?) -> String {
    switch (before, found) {
    case ("in", _), ("not in", _): "list the values, as in `in (ios, android)`"
    case ("-", _), ("+", _): "write a number of days, as in `today - 7 days`, or a negative number"
    case (_, "("): "write the value without parentheses"
    default: "write a number, a date, a text or a name"
    }
  }

  static func expectedCondition(_ found: String?) -> Explanation {
    guard let found else {
      return Explanation("a condition is missing at the end", "add a condition or remove the last word")
    }
    let remedy =
      switch found {
      case "true": "write `everyone` for all users"
      case "false": "write `nobody` for no users"
      case ")": "write a condition before it, or remove the parentheses"
      case "=", "!=", "<", "<=", ">", ">=": "write what is compared before it, as in `count(session) >= 3`"
      case "and", "or": "write a condition before it, or remove it"
      default: "write a condition, as in `did(session, 7 days)`"
      }
    return Explanation("a condition is expected here, not \(quoted(found))", remedy)
  }

  static func expectedOperator(_ found: String) -> Explanation {
    let remedy: String
    if found == "not" {
      remedy = "write `and not` or `or not`"
    } else if Comparator(rawValue: found) != nil {
      remedy = "a condition is not compared; write it alone or after `not`"
    } else if found == "," {
      remedy = "join conditions with `and` or `or`, not with a comma"
    } else {
      remedy = suggestion(
        nearestName(to: found, in: ["and", "or"]), else: "join conditions with `and` or `or`")
    }
    return Explanation("\(quoted(found)) follows a complete condition", remedy)
  }

  static func expectedArgument(_ function: Function, _ found: String?) -> Explanation {
    let shape =
      function.countsOccurrences
      ? "write `, category = \"...\"` or `, 30 days`, or close the parenthesis" : "close the parenthesis after the name"
    return Explanation(
      "`\(function.rawValue)(...)` cannot go on like this\(found.map { " with \(quoted($0))" } ?? "")", shape)
  }

  /// Problems of units, lengths and answers.
  var occurrenceExplanation: Explanation {
    let units = "`each day`, `any day`, `each week` or `any week`"
    switch self {
    case .unknownOccurrenceUnit(let unit, let instead):
      return Explanation(
        "\(quoted(unit)) is not a unit of counting",
        suggestion(instead?.rawValue, else: "write \(units), or leave it out for the total"))
    case .unitNeedsWindow(let unit, let call):
      return Explanation(
        "\(quoted(unit.rawValue)) needs a window to divide",
        "say how far back to look, as in \(quoted("\(call), 4 weeks, \(unit.rawValue))"))")
    case .windowBelowWeek(let days):
      return Explanation(
        "a window of \(days == 1 ? "1 day" : "\(days) days") holds no full week", "write at least `7 days`")
    case .lengthOfTag(let tag):
      return Explanation(
        "only sessions have a length that can be tested, not \(quoted(tag))",
        "write `count(session, length >= 30 s)`, or `length = \"...\"` for an extra of that name")
    case .lengthNeedsOrder(let found):
      return Explanation(
        "the length of a session is compared with `>=`, `>`, `<=` or `<`\(Self.instead(of: found))",
        "write `length >= 30 s`")
    case .lengthNeedsNumber(let before, let found):
      return Explanation(
        "\(quoted(before)) needs a number and its unit\(Self.instead(of: found))", "write `length >= 30 s`")
    case .missingLengthUnit(let number):
      return Explanation(
        "\(quoted("\(number)")) has no unit", "write \(quoted("\(number) s")), \(quoted("\(number) min")) or `1 h`")
    case .unknownLengthUnit(let unit, let number):
      return Explanation(
        "\(quoted(unit)) is not a unit of a session's length",
        "write seconds, minutes or hours, as in \(quoted("\(number) s")), \(quoted("\(number) min")) or `1 h`")
    case .noSuchLength(let conditions):
      return Explanation(
        "no session satisfies \(conditions.map { quoted($0) }.joined(separator: " and "))", "widen the length")
    case .expectedAnswer(let found):
      return Explanation(
        "`answered` takes a campaign and one of its answers\(Self.instead(of: found))",
        "write the answer as a text, as in `answered(CAMPAIGN, \"yes\")`, or close the parenthesis")
    default: return Explanation("", "")
    }
  }

  static func unknownUnit(_ unit: String, _ number: Int) -> Explanation {
    let remedy =
      switch unit.lowercased() {
      case "hour", "hours", "h", "minute", "minutes", "min", "second", "seconds", "s":
        "whole local days are counted; `1 day` is today"
      case "month", "months", "quarter", "quarters", "year", "years":
        "months and years differ in length; write days, as in `30 days`"
      default:
        suggestion(
          nearestName(to: unit, in: ["days", "weeks"]), else: "write \(quoted("\(number) days"))")
      }
    return Explanation("\(quoted(unit)) is not a unit of time here", remedy)
  }
}

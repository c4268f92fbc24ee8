import Primitives

extension ExpressionError.SyntaxProblem {
  typealias Explanation = ExpressionError.Explanation

  static var functionNames: String {
    Function.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  static func instead(of found: String?) -> String { found.map { ", not \(quoted($0))" } ?? "" }

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

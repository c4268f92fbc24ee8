extension ExpressionError {
  /// What is wrong with the names and types of a text.
  public enum MeaningProblem: Sendable, Equatable {
    /// A bare name that is neither a segment nor a boolean app-info.
    case unknownName(String, nearest: String?)
    /// A bare name in a comparison that is nothing at all.
    case unknownOperand(String, nearest: String?)
    /// A bare name of something that is no condition, and the conditions that can be made of it.
    case notACondition(String, kind: String, instead: String)
    /// A bare name that is both a segment and an app-info.
    case ambiguousName(String)
    /// A bare name in a comparison, and how it is compared.
    case comparedName(String, kind: String, instead: String)
    case comparedCondition(String, instead: String)
    case unknownTag(String, nearest: String?)
    /// An app-info or a segment where a tag is expected.
    case notATag(String, kind: String, instead: String)
    /// A fact where an app-info is expected.
    case notAnAppInfo(String, kind: String, instead: String)
    /// The tag does not carry the extra.
    case unknownExtra(String, tag: String, nearest: String?, known: [String])
    /// The values of the extra are not known; those of other extras of the tag are.
    case unlistedExtra(String, tag: String, listed: [String])
    case unknownExtraValue(String, extra: String, tag: String, nearest: String?, known: [String])
    case unknownTopic(String, nearest: String?, known: [String])
    case unknownAppInfo(String, nearest: String?, known: [String])
    case unknownCampaign(String, nearest: String?, known: [String])
    /// A value that is not in the closed list of a fact.
    case unknownChoice(String, of: String, nearest: String?, known: [String])
    case typeMismatch(operand: String, type: ValueType, found: String, example: String)
    /// `<`, `>` and the like for what has no order.
    case noOrder(operand: String, type: ValueType)
    case listOfTruthValues(operand: String)
    /// A count by day or week, and a list of numbers.
    case listOfUnit(OccurrenceUnit)
    /// Installs by day or week.
    case unitOfInstall(OccurrenceUnit)
    /// `answered` of a campaign without answers, and the campaigns that have some.
    case notAPoll(String, polls: [String])
    case unknownAnswer(String, campaign: String, nearest: String?, known: [String])
    case negativeCount(operand: String, found: String)
    case neverUndefined(operand: String)
    /// Segments that refer to one another, the first repeated at the end.
    case cyclicSegments([String])
    /// The text of this segment has an error of its own.
    case brokenSegment(String)
    case inlinedTooDeeply
    case tooComplex

    /// Greatest number of comparisons in an expression with the segments that it refers to.
    public static let mostComparisons = 4_096
    /// Greatest depth of an expression with the segments that it refers to.
    public static let deepestInlining = 256

    var explanation: Explanation {
      switch self {
      case .notACondition(let name, let kind, let instead):
        Explanation("\(quoted(name)) is \(kind), not a condition", "write \(instead)")
      case .ambiguousName(let name):
        Explanation(
          "\(quoted(name)) is both a segment and an app-info",
          "rename the segment, or write \(quoted("value(\(name))")) for the app-info")
      case .comparedName(let name, let kind, let instead):
        Explanation("\(quoted(name)) is \(kind) and cannot be compared by its bare name", "write \(instead)")
      case .comparedCondition(let operand, let instead):
        Explanation("\(quoted(operand)) is true or false and is not compared", "write \(instead)")
      case .typeMismatch(let operand, let type, let found, let example):
        Explanation("\(quoted(operand)) is \(type.inWords) and is compared here with \(found)", "write \(example)")
      case .noOrder(let operand, let type):
        Explanation("\(quoted(operand)) is \(type.inWords), which has no order", "use `=` or `!=`")
      case .listOfTruthValues(let operand):
        Explanation(
          "\(quoted(operand)) is true or false, which needs no list",
          "write \(quoted(operand)) or \(quoted("not \(operand)"))")
      case .listOfUnit(let unit):
        Explanation(
          "a count by \(quoted(unit.rawValue)) is not looked up in a list",
          "write comparisons, as in `>= 1` and `<= 2`, and join them with `and`")
      case .unitOfInstall(let unit):
        Explanation(
          "an install happens once and is not counted by \(quoted(unit.rawValue))",
          "leave the unit out, as in `did(install, 7 days)`")
      case .negativeCount(let operand, let found):
        Explanation("\(quoted(operand)) is never negative, but is compared with \(quoted(found))", "write 0 or more")
      case .neverUndefined(let operand):
        Explanation(
          "\(quoted(operand)) is never undefined",
          "leave the condition out: every user has a value, 0 for what never happened")
      case .cyclicSegments(let names):
        Explanation(
          "segments refer to each other in a circle: \(Self.path(names))",
          "take one of the references out")
      case .brokenSegment(let name):
        Explanation("the segment \(quoted(name)) has an error of its own", "correct the segment first")
      case .inlinedTooDeeply:
        Explanation(
          "with the segments that it refers to, the expression nests more than \(Self.deepestInlining) levels",
          "shorten the chain of segments")
      case .tooComplex:
        Explanation(
          "with the segments that it refers to, the expression makes more than \(Self.mostComparisons) comparisons",
          "refer to fewer segments, or to each of them once")
      default: nameExplanation
      }
    }

    /// Names that nothing has.
    private var nameExplanation: Explanation {
      switch self {
      case .unknownName(let name, let nearest):
        Explanation(
          "there is no segment or boolean app-info \(quoted(name))",
          suggestion(nearest, else: "define it in `segments`, or use a function such as `did` or `value`"))
      case .unknownOperand(let name, let nearest):
        Explanation(
          "there is nothing called \(quoted(name)) to compare",
          suggestion(nearest, else: "compare `platform`, `language` or a function such as `count` or `value`"))
      case .unknownTag(let name, let nearest):
        Explanation(
          "the app does not collect \(quoted(name))",
          suggestion(nearest, else: "add it to the tags that the app collects, or use another one"))
      case .notATag(let name, let kind, let instead):
        Explanation("\(quoted(name)) is \(kind), not a tag", "write \(instead)")
      case .notAnAppInfo(let name, let kind, let instead):
        Explanation("\(quoted(name)) is \(kind), not an app-info", "write \(instead)")
      case .unknownExtra(let extra, let tag, let nearest, let known):
        Explanation(
          "\(quoted(tag)) does not carry the extra \(quoted(extra))",
          suggestion(nearest, else: Self.unknownExtraRemedy(tag, known)))
      case .unlistedExtra(let extra, let tag, let listed):
        Explanation(
          "the values of the extra \(quoted(extra)) of \(quoted(tag)) are not known", Self.unlistedRemedy(listed))
      case .unknownExtraValue(let value, let extra, let tag, let nearest, let known):
        Explanation(
          "\(quoted(tag)) never carries \(quoted("\(extra) = \"\(value)\""))",
          suggestion(nearest, else: Self.choices(known, "values")))
      case .unknownTopic(let topic, let nearest, let known):
        Explanation("the app has no topic \(quoted(topic))", suggestion(nearest, else: Self.choices(known, "topics")))
      case .unknownAppInfo(let name, let nearest, let known):
        Explanation("there is no app-info \(quoted(name))", suggestion(nearest, else: Self.choices(known, "app-infos")))
      case .unknownCampaign(let name, let nearest, let known):
        Explanation("there is no campaign \(quoted(name))", suggestion(nearest, else: Self.choices(known, "campaigns")))
      case .unknownChoice(let value, let fact, let nearest, let known):
        ExpressionVocabulary.facts.contains(fact)
          ? Explanation(
            "no user has the \(fact) \(quoted(value))", suggestion(nearest, else: Self.choices(known, "\(fact)s")))
          : Explanation(
            "no device has \(quoted("\(fact) = \"\(value)\""))",
            suggestion(nearest, else: Self.choices(known, "values")))
      case .notAPoll(let name, let polls):
        Explanation(
          "the campaign \(quoted(name)) asks no question",
          polls.isEmpty
            ? "give it answers, or ask whether it was opened: `opened(\(name))`"
            : "the polls are \(polls.prefix(8).map { quoted($0) }.joined(separator: ", "))")
      case .unknownAnswer(let answer, let campaign, let nearest, let known):
        Explanation(
          "\(quoted(campaign)) has no answer \(quoted(answer))",
          suggestion(nearest, else: Self.choices(known, "answers")))
      default: Explanation("", "")
      }
    }

    private static func path(_ names: [String]) -> String {
      // A long circle is told by its start and its end.
      let shown = names.count > 8 ? Array(names.prefix(4)) + ["..."] + names.suffix(3) : names
      return shown.map { $0 == "..." ? $0 : quoted($0) }.joined(separator: " -> ")
    }

    private static func choices(_ known: [String], _ kind: String) -> String {
      if known.isEmpty { return "the scenario has no \(kind)" }
      let shown = known.prefix(8).map { quoted($0) }.joined(separator: ", ")
      return "the \(kind) are \(shown)\(known.count > 8 ? " and \(known.count - 8) more" : "")"
    }

    private static func unlistedRemedy(_ listed: [String]) -> String {
      let remedy = "list them in the tag plan, or count without this condition"
      if listed.isEmpty { return remedy }
      return "\(remedy); known are those of \(listed.map { quoted($0) }.joined(separator: ", "))"
    }

    private static func unknownExtraRemedy(_ tag: String, _ known: [String]) -> String {
      if ExpressionVocabulary.reservedTags.contains(tag) { return "count it without conditions" }
      if known.isEmpty { return "add the extra to the tag in the app, or count it without conditions" }
      return "it carries \(known.prefix(8).map { quoted($0) }.joined(separator: ", "))"
    }
  }

  /// The type of what is compared.
  public enum ValueType: Sendable, Equatable {
    case count, days, date, boolean, integer, text, choice

    /// The type with its article.
    var inWords: String {
      switch self {
      case .count: "a number of times"
      case .days: "a number of days"
      case .date: "a date"
      case .boolean: "true or false"
      case .integer: "a whole number"
      case .text: "a text"
      case .choice: "one of a list"
      }
    }
  }
}

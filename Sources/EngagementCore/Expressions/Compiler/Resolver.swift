import Primitives

/// Gives the names of a tree their meaning and lowers it to a condition.
struct Resolver {
  let context: ExpressionContext
  let segments: [String: SegmentDefinition]
  let appInfo: [String: AppInfoType]
  let tags: [String: TagPlan.Tag]
  /// Values of the facts of the device by name, without platform and language.
  let facts: [String: [String]]
  private var state: [String: SegmentState] = [:]
  /// Names of the segments that are being resolved, outermost first.
  private var path: [String] = []
  private var depth = 0

  private enum SegmentState {
    case resolved(Condition)
    case broken
  }

  init(_ context: ExpressionContext) {
    self.context = context
    segments = Dictionary(context.segments.map { ($0.name, $0) }) { first, _ in first }
    appInfo = Dictionary(context.tagPlan.appInfo.map { ($0.name, $0.type) }) { first, _ in first }
    tags = Dictionary(context.tagPlan.tags.map { ($0.name, $0) }) { first, _ in first }
    facts = Dictionary(context.facts.map { ($0.name, $0.values) }) { first, _ in first }
  }

  /// Returns the condition that a tree stands for.
  mutating func resolve(_ expression: Expression) throws(ExpressionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    if depth > ExpressionError.MeaningProblem.deepestInlining { throw error(.inlinedTooDeeply, at: expression.range) }
    let condition = try lower(expression)
    if condition.size > ExpressionError.MeaningProblem.mostComparisons {
      throw error(.tooComplex, at: expression.range)
    }
    if condition.height > ExpressionError.MeaningProblem.deepestInlining {
      throw error(.inlinedTooDeeply, at: expression.range)
    }
    return condition
  }

  private mutating func lower(_ expression: Expression) throws(ExpressionError) -> Condition {
    switch expression {
    case .constant(let constant): return constant.value ? .always : .never
    case .term(let operand): return try term(operand)
    case .comparison(let operand, let comparator, let literal): return try comparison(operand, comparator, literal)
    case .membership(let operand, let isIn, let literals):
      let condition = try membership(operand, literals)
      return isIn ? condition : condition.negated
    case .definedness(let operand, let isUndefined):
      let condition = try undefinedness(operand)
      return isUndefined ? condition : condition.negated
    case .not(let negated): return try resolve(negated.value).negated
    case .all(let parts): return .all(try resolve(parts))
    case .any(let parts): return .any(try resolve(parts))
    }
  }

  private mutating func resolve(_ parts: [Expression]) throws(ExpressionError) -> [Condition] {
    var conditions: [Condition] = []
    for part in parts { conditions.append(try resolve(part)) }
    return conditions
  }

  // MARK: Segments

  /// Returns the condition of a segment; an error inside it is told as a consequence at the reference.
  mutating func segment(_ segment: SegmentDefinition, at range: SourceRange) throws(ExpressionError) -> Condition {
    let name = segment.name
    switch state[name] {
    case .resolved(let condition): return condition
    case .broken: throw broken(name, at: range)
    case nil: break
    }
    if let start = path.firstIndex(of: name) {
      throw error(.cyclicSegments(path[start...] + [name]), at: range)
    }
    path.append(name)
    defer { path.removeLast() }
    do {
      let condition = try resolve(try Expression.parse(segment.expression))
      state[name] = .resolved(condition)
      return condition
    } catch {
      // A circle is told as one all the way out; how deep a chain is depends on where it starts.
      switch error.problem {
      case .meaning(.cyclicSegments), .meaning(.inlinedTooDeeply):
        throw ExpressionError(error.problem, at: range)
      default:
        state[name] = .broken
        throw broken(name, at: range)
      }
    }
  }

  private func broken(_ name: String, at range: SourceRange) -> ExpressionError {
    var error = error(.brokenSegment(name), at: range)
    error.isConsequence = true
    return error
  }

  // MARK: Bare names

  /// Returns the condition of an operand that stands alone.
  private mutating func term(_ operand: Located<Operand>) throws(ExpressionError) -> Condition {
    switch operand.value {
    case .name(let name): return try bareName(name, at: operand.range)
    case .platform, .language:
      throw error(.notACondition("\(operand.value)", kind: "a fact", instead: "a comparison"), at: operand.range)
    case .call(let call):
      switch call.function {
      case .value:
        let type = try appInfoType(call.name)
        guard type == .boolean else {
          throw error(notACondition(call.name.value, type, written: "\(operand.value)"), at: operand.range)
        }
        return .compare(.appInfo(call.name.value), .equal, 1)
      case .did, .count: return try occurrences(call, .greaterOrEqual, 1)
      case .received, .opened, .displayed, .dismissed, .acted, .answered:
        return try feedback(call, .greaterOrEqual, 1)
      case .first, .last, .daysSince:
        throw error(.notACondition("\(operand.value)", kind: "a day", instead: "a comparison"), at: operand.range)
      }
    }
  }

  private mutating func bareName(_ name: String, at range: SourceRange) throws(ExpressionError) -> Condition {
    if let found = segments[name] {
      if appInfo[name] != nil { throw error(.ambiguousName(name), at: range) }
      let condition = try segment(found, at: range)
      // A segment of the day is what it was when it was worked out; its definition is resolved to find its errors.
      return found.refresh == .daily ? .compare(.segment(name), .equal, 1) : condition
    }
    if let type = appInfo[name] {
      if type == .boolean { return .compare(.appInfo(name), .equal, 1) }
      throw error(notACondition(name, type, written: name), at: range)
    }
    if let (kind, call) = otherMeaning(of: name) {
      throw error(.notACondition(name, kind: kind, instead: call), at: range)
    }
    let known =
      context.segments.map(\.name) + context.tagPlan.appInfo.filter { $0.type == .boolean }.map(\.name)
      + ["everyone", "nobody"]
    throw error(.unknownName(name, nearest: nearestName(to: name, in: known)), at: range)
  }

  private func notACondition(
    _ name: String, _ type: AppInfoType, written: String
  ) -> ExpressionError.MeaningProblem {
    let example = ValueType(type).comparison(of: "value(\(name))")
    return .notACondition(
      written, kind: "an app-info of type \(type.rawValue)", instead: "a comparison, as in \(example)")
  }

  /// Returns what else a name may be, and the condition that is probably meant.
  func otherMeaning(of name: String) -> (kind: String, instead: String)? {
    if facts[name] != nil { return ("a fact of the device", "a comparison, as in \(comparison(ofFact: name))") }
    if tags[name] != nil || ExpressionVocabulary.reservedTags.contains(name) {
      return (tagKind(name), "`did(\(name))`")
    }
    if context.campaigns.contains(name) { return ("a campaign", "`received(\(name))` or `opened(\(name))`") }
    if context.platforms.contains(name) { return ("a platform", "`platform = \(name)`") }
    if context.languages.contains(name) { return ("a language", "`language = \"\(name)\"`") }
    if context.tagPlan.topics.contains(name) {
      return ("a topic", "a condition on the extra, as in `did(TAG, category = \"\(name)\")`")
    }
    return nil
  }

  /// Returns a comparison of a fact, for remedies.
  func comparison(ofFact name: String) -> String { quoted("\(name) = \"\(facts[name]?.first ?? "...")\"") }

  func tagKind(_ name: String) -> String {
    let plan = context.tagPlan
    if ExpressionVocabulary.reservedTags.contains(name) { return "a tag" }
    let kinds = [
      (plan.activities, "an activity"), (plan.events, "an event"), (plan.jobs, "a job"), (plan.errors, "an error"),
      (plan.places, "a place"),
    ]
    return kinds.first { tags, _ in tags.contains { $0.name == name } }?.1 ?? "a tag"
  }

  func error(_ problem: ExpressionError.MeaningProblem, at range: SourceRange) -> ExpressionError {
    ExpressionError(.meaning(problem), at: range)
  }
}

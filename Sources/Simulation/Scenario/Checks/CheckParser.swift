import EngagementCore

/// Reads the text of a check: what is measured, and a bound.
///
/// ```
/// check   = measure [bound]
/// measure = name ["(" name {"," name} ")"]
/// bound   = comparator number ["%" | unit] ["per" unit] ["@" number "%"]
/// ```
struct CheckParser {
  /// What is measured, before its names are looked up.
  struct Measure {
    var name: Located<String>
    var arguments: [Located<String>] = []
    /// All of it.
    var range: SourceRange
  }

  /// A bound, before its unit is looked at.
  struct Bound {
    var comparator: Located<Comparator>
    var number: Located<String>
    /// `%`, or a word.
    var unit: Located<String>?
    var per: Located<String>?
    var confidence: Located<Double>?
    var text: String
    var range: SourceRange
  }

  private let source: [UInt8]
  private let key: CheckProblem.Key
  private let tokens: [CheckToken]
  private var position = 0

  init(_ text: String, key: CheckProblem.Key) throws(CheckProblem) {
    source = Array(text.utf8)
    self.key = key
    var lexer = CheckLexer(text, key: key)
    tokens = try lexer.tokens()
  }

  /// A measure, perhaps with its bound.
  mutating func expression() throws(CheckProblem) -> (measure: Measure, bound: Bound?) {
    let measure = try measure()
    if current.kind == .end { return (measure, nil) }
    guard case .comparator = current.kind else {
      throw error(
        "\(found) cannot follow what is measured", "compare it, as in `\(quote(measure.range)) >= ...`")
    }
    return (measure, try bound())
  }

  /// A bound alone, to the end of the text.
  mutating func bound() throws(CheckProblem) -> Bound {
    let start = current.range
    guard case .comparator(let comparator) = current.kind else {
      throw error("a bound begins with a comparison, and here is \(found)", "write e.g. `<= 5 per week`")
    }
    advance()
    guard case .number(let digits) = current.kind else {
      throw error("`\(comparator.rawValue)` needs a number after it, and here is \(found)", "write e.g. `> 2%`")
    }
    let number = Located(digits, at: current.range)
    advance()
    let unit = takeUnit()
    let per = try takePer()
    let confidence = try takeConfidence()
    let range = start.union(tokens[max(0, position - 1)].range)
    switch current.kind {
    case .end: break
    case .word("and"), .word("or"): throw error("a check has one bound", "write two checks")
    case .comparator: throw error("a comparison cannot be compared again", "write two checks")
    default: throw error("\(found) cannot follow a bound", "end the check before it")
    }
    return Bound(
      comparator: Located(comparator, at: start), number: number, unit: unit, per: per, confidence: confidence,
      text: quote(range), range: range)
  }

  private mutating func measure() throws(CheckProblem) -> Measure {
    guard case .word(let name) = current.kind else {
      if current.kind == .end { throw error("the check is empty", "write e.g. `lift(retention_7) > 2% @ 95%`") }
      if case .number = current.kind {
        throw error("a check begins with what is measured", "turn it round: `cost <= 100 EUR`")
      }
      throw error("a check begins with what is measured, and here is \(found)", "write e.g. `lift(retention_7) > 2%`")
    }
    var measure = Measure(name: Located(name, at: current.range), range: current.range)
    advance()
    guard current.kind == .leftParenthesis else { return measure }
    let opening = current.range
    advance()
    while true {
      guard case .word(let argument) = current.kind else {
        throw error(
          "`\(name)(` needs a name here\(current.kind == .end ? "" : ", not \(found)")", "name a KPI or an arm")
      }
      measure.arguments.append(Located(argument, at: current.range))
      advance()
      if current.kind == .rightParenthesis { break }
      if current.kind == .end { throw error("the parenthesis that opens here is not closed", "add `)`", at: opening) }
      guard current.kind == .comma else {
        throw error("\(found) cannot stand in a list of names", "separate names by `,`")
      }
      advance()
    }
    measure.range = measure.range.union(current.range)
    advance()
    return measure
  }

  private mutating func takeUnit() -> Located<String>? {
    let range = current.range
    switch current.kind {
    case .percent: break
    case .word(let word) where !["per", "and", "or"].contains(word): break
    default: return nil
    }
    advance()
    return Located(quote(range), at: range)
  }

  private mutating func takePer() throws(CheckProblem) -> Located<String>? {
    guard current.kind == .word("per") else { return nil }
    let start = current.range
    advance()
    guard case .word(var unit) = current.kind else {
      throw error("`per` needs a unit after it, and here is \(found)", "write e.g. `per week`")
    }
    var range = start.union(current.range)
    advance()
    if unit == "active", current.kind == .word("day") {
      unit = "active day"
      range = range.union(current.range)
      advance()
    }
    return Located(unit, at: range)
  }

  private mutating func takeConfidence() throws(CheckProblem) -> Located<Double>? {
    guard current.kind == .at else { return nil }
    let start = current.range
    advance()
    guard case .number(let digits) = current.kind else {
      throw error("`@` needs a confidence after it, and here is \(found)", "write e.g. `@ 95%`")
    }
    let range = start.union(current.range)
    advance()
    guard current.kind == .percent else {
      throw error("the confidence `\(digits)` is no percentage", "write e.g. `@ 95%`", at: range)
    }
    let whole = range.union(current.range)
    advance()
    let confidence = Double(digits + "e-2") ?? .nan
    guard (0.5...0.9999).contains(confidence) else {
      throw error("the confidence is outside 50% to 99.99%", "write e.g. `@ 95%`", at: whole)
    }
    return Located(confidence, at: whole)
  }

  // MARK: Tokens

  private var current: CheckToken { tokens[position] }
  private var found: String { current.kind == .end ? "nothing" : inTicks(quote(current.range)) }
  private mutating func advance() { position = min(position + 1, tokens.count - 1) }

  func quote(_ range: SourceRange) -> String {
    String(decoding: source[range.offset..<min(range.end, source.count)], as: UTF8.self)
  }

  private func error(_ what: String, _ remedy: String, at range: SourceRange? = nil) -> CheckProblem {
    CheckProblem(key: key, range: range ?? current.range, what: what, remedy: remedy)
  }
}

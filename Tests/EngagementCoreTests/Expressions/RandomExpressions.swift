import EngagementCore
import Primitives

/// The generator SplitMix64, for tests that need the same variety each time.
///
/// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", https://doi.org/10.1145/2660193.2660195.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Makes valid random expressions and histories in the sample context.
struct RandomExpressions {
  var generator: SplitMix64

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  private func here<Value>(_ value: Value) -> Located<Value> { Located(value, at: SourceRange(offset: 0, length: 0)) }

  // MARK: Expressions

  mutating func expression(depth: Int) -> Expression {
    switch depth == 0 ? 0 : number(0...9) {
    case 1, 2: return .not(here(expression(depth: depth - 1)))
    case 3...5: return .all(parts(depth: depth))
    case 6...8: return .any(parts(depth: depth))
    default: return condition()
    }
  }

  private mutating func parts(depth: Int) -> [Expression] {
    (0..<number(2...4)).map { _ in expression(depth: depth - 1) }
  }

  private mutating func condition() -> Expression {
    switch number(0...15) {
    case 0: return .constant(here(pick([true, false])))
    case 1:
      let names = [
        "inactive", "sport_fans", "lapsed_fans", "new_users", "regulars", "regular_fans", "account", "news_sport",
      ]
      return .term(here(.name(pick(names))))
    case 2: return .term(here(call(pick([.did, .received, .opened] + Self.feedback))))
    case 3: return comparison(call(pick([.received, .opened] + Self.feedback)), .integer(number(0...3)))
    case 4, 5: return comparison(call(.count), .integer(number(0...4)))
    case 6: return comparison(call(.daysSince), pick([.integer(number(0...20)), .days(number(0...20))]))
    case 7: return comparison(call(pick([.first, .last])), date())
    case 8: return choice()
    case 9: return fact()
    case 10, 11: return byUnit()
    case 12: return comparison(sessions(), .integer(number(0...3)))
    default: return appInfo()
    }
  }

  private mutating func comparison(_ operand: Operand, _ literal: Literal, ordered: Bool = true) -> Expression {
    if number(0...7) == 0 {
      return .membership(here(operand), isIn: pick([true, false]), [here(literal), here(literal)])
    }
    let comparators = ordered ? Comparator.allCases : [.equal, .notEqual]
    return .comparison(here(operand), here(pick(comparators)), here(literal))
  }

  private mutating func call(_ function: Function) -> Operand {
    let isCampaign = Self.feedback.contains(function) || function == .received || function == .opened
    var name = pick(isCampaign ? Sample.context.campaigns : Sample.tags)
    if function == .answered { name = "survey" }
    var call = Operand.Call(function: function, name: here(name))
    if function == .answered, number(0...1) == 0 { call.answer = here(pick(["yes", "no", "later"])) }
    if function == .count || function == .did {
      call.extras = extras(of: name)
      if number(0...1) == 0 { call.days = here(number(1...30)) }
    }
    return .call(call)
  }

  private static let feedback: [Function] = [.displayed, .dismissed, .acted, .answered]

  private mutating func extras(of tag: String) -> [Operand.ExtraCondition] {
    var pairs: [(String, String)] = []
    if ["article", "video", "purchase"].contains(tag) {
      pairs.append(("category", pick(Sample.context.tagPlan.topics)))
    }
    for extra in Sample.context.tagPlan.tags.first(where: { $0.name == tag })?.values ?? [] {
      pairs.append((extra.extra, pick(extra.values)))
    }
    return pairs.filter { _ in number(0...1) == 0 }.map {
      Operand.ExtraCondition(extra: here($0.0), value: here($0.1))
    }
  }

  /// Sessions of some length.
  private mutating func sessions() -> Operand {
    var call = Operand.Call(function: .count, name: here("session"))
    if number(0...2) > 0 {
      let bound = LengthCondition(pick([.greaterOrEqual, .greater]), seconds: pick([0, 30, 120, 3600]))
      call.lengths.append(here(bound))
    }
    if number(0...2) > 0 {
      call.lengths.append(here(LengthCondition(pick([.lessOrEqual, .less]), seconds: pick([3661, 3660, 7200]))))
    }
    if number(0...1) == 0 { call.days = here(number(1...30)) }
    return .call(call)
  }

  /// Days or weeks that are counted each by itself.
  private mutating func byUnit() -> Expression {
    let tag = pick(["article", "share", "purchase", "session", "session", "download"])
    var operand = tag == "session" ? sessions() : call(.count)
    guard case .call(var call) = operand, call.name.value != "install" else { return condition() }
    let unit = pick(OccurrenceUnit.allCases)
    call.unit = here(unit)
    call.days = here(number(unit.blockDays...30))
    if number(0...4) == 0 {
      call.function = .did
      return .term(here(.call(call)))
    }
    operand = .call(call)
    return .comparison(here(operand), here(pick(Comparator.allCases)), here(.integer(number(0...3))))
  }

  private mutating func fact() -> Expression {
    let fact = pick(Sample.context.facts)
    let operand = Operand.name(fact.name)
    if number(0...4) == 0 { return .definedness(here(operand), isUndefined: pick([true, false])) }
    if number(0...3) == 0 {
      return comparison(operand, .pattern(TextPattern(pick(["*", "*s*", "?.0", "1*"]))), for: fact)
    }
    return comparison(operand, .text(pick(fact.values)), ordered: false)
  }

  private mutating func comparison(_ operand: Operand, _ literal: Literal, for fact: DeviceFact) -> Expression {
    // A pattern that no value matches is an error.
    guard case .pattern(let pattern) = literal, fact.values.contains(where: pattern.matches) else {
      return comparison(operand, .text(fact.values[0]), ordered: false)
    }
    return comparison(operand, literal, ordered: false)
  }

  private mutating func date() -> Literal {
    pick([.date(Sample.context.start.adding(days: number(-30...30))), .today(offset: number(-30...5))])
  }

  private mutating func choice() -> Expression {
    let isPlatform = number(0...1) == 0
    let value: Literal = isPlatform ? .name(pick(Sample.context.platforms)) : .text(pick(Sample.context.languages))
    return comparison(isPlatform ? .platform : .language, value, ordered: false)
  }

  private mutating func appInfo() -> Expression {
    let name = pick(["account", "level", "city", "subscription_end"])
    let operand = Operand.call(Operand.Call(function: .value, name: here(name)))
    if number(0...4) == 0 { return .definedness(here(operand), isUndefined: pick([true, false])) }
    switch name {
    case "account":
      return .comparison(here(operand), here(pick([.equal, .notEqual])), here(.boolean(pick([true, false]))))
    case "level": return comparison(operand, .integer(number(-3...3)))
    case "city":
      let texts = ["Paris", "Rome", "a \"b\" \\ c", "Really? *"].map(Literal.text)
      let patterns = ["Par*", "?o*", "*", "*a", "P?????", "* *"].map { Literal.pattern(TextPattern($0)) }
      return comparison(operand, pick(texts + patterns), ordered: false)
    default: return comparison(operand, date())
    }
  }

  // MARK: Histories

  mutating func history() -> History {
    var history = History()
    if number(0...4) > 0 { history.installDay = number(-30...10) }
    for _ in 0..<number(0...25) {
      let tag = pick(Sample.tags.filter { $0 != "install" } + ["article", "session", "session"])
      let carried = extras(of: tag)
      let topic = carried.first { $0.extra.value == "category" }?.value.value
      let others = carried.filter { $0.extra.value != "category" }.map { ($0.extra.value, $0.value.value) }
      var length: Int?
      if tag == "session" { length = pick([nil, 0, 29, 30, 31, 119, 120, 3600, 3660, 3661, 8000]) }
      history.occurrences.append(
        History.Occurrence(
          tag, topic, number(-30...10), extras: Dictionary(uniqueKeysWithValues: others), length: length))
    }
    if number(0...1) == 0 { history.appInfo["account"] = .boolean(pick([true, false])) }
    if number(0...1) == 0 { history.appInfo["news_sport"] = .boolean(pick([true, false])) }
    if number(0...1) == 0 { history.appInfo["level"] = .integer(number(-3...3)) }
    if number(0...1) == 0 { history.appInfo["city"] = .string(pick(Sample.context.texts["city"] ?? [])) }
    if number(0...1) == 0 {
      history.appInfo["subscription_end"] = .date(Sample.context.start.adding(days: number(-30...30)))
    }
    history.platform = pick(Sample.context.platforms)
    history.language = pick(Sample.context.languages)
    for fact in Sample.context.facts where number(0...3) > 0 { history.facts[fact.name] = pick(fact.values) }
    if number(0...1) == 0 { history.members.insert("regulars") }
    for _ in 0..<number(0...6) {
      let kind = pick([FeedbackKind.displayed, .dismissed, .acted, .answered])
      let campaign = kind == .answered ? "survey" : pick(Sample.context.campaigns)
      let answer: String? = kind == .answered ? pick(["yes", "no", "later", nil]) : nil
      history.feedback.append((campaign, kind, answer))
    }
    for campaign in Sample.context.campaigns where number(0...1) == 0 {
      history.received[campaign] = number(1...4)
      history.opened[campaign] = number(0...2)
    }
    return history
  }
}

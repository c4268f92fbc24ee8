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
    switch number(0...11) {
    case 0: return .constant(here(pick([true, false])))
    case 1:
      let names = ["inactive", "sport_fans", "lapsed_fans", "new_users", "account", "news_sport"]
      return .term(here(.name(pick(names))))
    case 2: return .term(here(call(pick([.did, .received, .opened]))))
    case 3: return comparison(call(pick([.received, .opened])), .integer(number(0...3)))
    case 4, 5: return comparison(call(.count), .integer(number(0...4)))
    case 6: return comparison(call(.daysSince), pick([.integer(number(0...20)), .days(number(0...20))]))
    case 7: return comparison(call(pick([.first, .last])), date())
    case 8: return choice()
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
    let isCampaign = function == .received || function == .opened
    let tags = ["home", "article", "video", "ad_click", "sign up", "session", "install"]
    let name = pick(isCampaign ? Sample.context.campaigns : tags)
    var call = Operand.Call(function: function, name: here(name))
    if function == .count || function == .did {
      if name == "article" || name == "video", number(0...1) == 0 {
        let topic = pick(Sample.context.tagPlan.topics)
        call.extras = [Operand.ExtraCondition(extra: here("category"), value: here(topic))]
      }
      if number(0...1) == 0 { call.days = here(number(1...30)) }
    }
    return .call(call)
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
    case "city": return comparison(operand, .text(pick(["Paris", "Rome", "a \"b\" \\ c"])), ordered: false)
    default: return comparison(operand, date())
    }
  }

  // MARK: Histories

  mutating func history() -> History {
    var history = History()
    if number(0...4) > 0 { history.installDay = number(-30...10) }
    for _ in 0..<number(0...25) {
      let tag = pick(["home", "article", "article", "video", "ad_click", "sign up", "session", "session"])
      let hasTopic = tag == "article" || tag == "video"
      history.occurrences.append((tag, hasTopic ? pick(Sample.context.tagPlan.topics) : nil, number(-30...10)))
    }
    if number(0...1) == 0 { history.appInfo["account"] = .boolean(pick([true, false])) }
    if number(0...1) == 0 { history.appInfo["news_sport"] = .boolean(pick([true, false])) }
    if number(0...1) == 0 { history.appInfo["level"] = .integer(number(-3...3)) }
    if number(0...1) == 0 { history.appInfo["city"] = .string(pick(["Paris", "Oslo", "a \"b\" \\ c"])) }
    if number(0...1) == 0 {
      history.appInfo["subscription_end"] = .date(Sample.context.start.adding(days: number(-30...30)))
    }
    history.platform = pick(Sample.context.platforms)
    history.language = pick(Sample.context.languages)
    for campaign in Sample.context.campaigns where number(0...1) == 0 {
      history.received[campaign] = number(1...4)
      history.opened[campaign] = number(0...2)
    }
    return history
  }
}

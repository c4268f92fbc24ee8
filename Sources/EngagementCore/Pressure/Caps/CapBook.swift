import Primitives

/// All caps of a scenario, in their full generality.
@usableFromInline
final class CapBook: Sendable {
  let rules: Table<CapRule>
  /// Caps of one scope and segment; scopes together, the most specific first, in each the quotas before the rest.
  let groups: Table<Group>
  /// Positions of rules, which the groups hold ranges of.
  let order: Table<Int32>
  let periods: Table<PeriodTable>
  let categories: Table<Int32>
  let obeys: Table<Bool>
  let counts: Table<Bool>
  /// Whether the most specific scope, or one free cap, decides alone.
  let takesMostSpecific: Bool
  let takesMostPermissive: Bool
  let lastSlot: LastSlotRule
  let stateWords: Int
  let descriptions: [String]
  let arena: Arena

  /// Caps of one scope that hold for the same users.
  struct Group: Sendable {
    var scope: CapScope
    /// Quota segment; −1: everyone.
    var segment: Int32
    var rules: Range<Int>
    /// Position after the last group of the same scope.
    var scopeEnd: Int
  }

  /// What is asked about a message.
  struct Question {
    var message: CapMessage
    var time: LocalTime
    var zone: Int
    /// Times that it has been postponed.
    var attempt: Int32
    var words: UnsafeMutablePointer<Int32>
    /// Whether the session may be another by then.
    var ignoresSession = false
  }

  init(compiling compiler: CapCompiler) {
    let arena = compiler.arena
    rules = arena.table(compiler.rules)
    groups = arena.table(compiler.groups)
    order = arena.table(compiler.order)
    periods = arena.table(compiler.periods)
    categories = arena.table(compiler.categories)
    obeys = arena.table(compiler.campaigns.map(\.obeysLimits))
    counts = arena.table(compiler.campaigns.map(\.countsTowardLimits))
    takesMostSpecific = compiler.limits.combine == .mostSpecific
    takesMostPermissive = compiler.limits.combine == .mostPermissive
    lastSlot = compiler.limits.lastSlot
    stateWords = compiler.stateWords
    descriptions = compiler.limits.caps.map(\.inWords)
    self.arena = arena
  }

  func message(_ campaign: Int32, _ channel: Channel) -> CapMessage {
    CapMessage(campaign: campaign, category: categories[Int(campaign)], channel: channel)
  }

  // MARK: One cap

  /// When a cap has a slot again: the far past if it has one, the far future if it never will.
  private func release(_ rule: CapRule, _ question: Question) -> LocalTime {
    let state = question.words + rule.offset
    switch rule.clock {
    case .rolling(let period):
      let oldest = state[1 + Int(state[0])]
      return question.time &- oldest < period ? oldest &+ period : .min
    case .calendar(let first):
      let table = periods[first + question.zone]
      let period = table.period(at: question.time)
      return state[0] == period && state[1] >= rule.limit ? table.end(of: period) : .min
    case .session:
      return state[1] >= rule.limit && !question.ignoresSession ? .max : .min
    case .lifetime:
      return state[1] >= rule.limit ? .max : .min
    }
  }

  private func verdict(_ index: Int32, _ question: Question) -> CapVerdict {
    let rule = rules[Int(index)]
    let release = release(rule, question)
    if release == .min { return .free }
    switch rule.whenOver {
    case .postpone(let tries) where question.attempt < tries && release < .max:
      return CapVerdict(kind: .postpone, until: release, rule: index)
    case .postpone, .drop: return CapVerdict(kind: .drop, rule: index)
    case .advance: return CapVerdict(kind: .advance, rule: index)
    }
  }

  // MARK: Several caps

  private func verdict(_ group: Group, _ question: Question, all: Bool) -> CapVerdict {
    var result = verdict(order[group.rules.lowerBound], question)
    for k in group.rules.dropFirst() {
      let next = verdict(order[k], question)
      result = all ? result.and(next) : result.or(next)
    }
    return result
  }

  /// What the caps of one scope say; nothing if none of them is about this user.
  private func verdict(
    scopeAt first: Int, _ question: Question, all: Bool, isMember: (Int32) -> Bool
  ) -> CapVerdict? {
    var result: CapVerdict?
    for k in first..<groups[first].scopeEnd {
      let group = groups[k]
      if group.segment < 0 {
        // Quotas of the user's segments replace what holds for the rest.
        return result ?? verdict(group, question, all: all)
      }
      if isMember(group.segment) {
        let quota = verdict(group, question, all: all)
        result = result?.or(quota) ?? quota
      }
    }
    return result
  }

  /// What all caps say together about a message, disregarding others that are due later.
  func verdict(_ question: Question, isMember: (Int32) -> Bool) -> CapVerdict {
    if !obeys[Int(question.message.campaign)] { return .free }
    var result: CapVerdict?
    var decided = 0
    var k = 0
    while k < groups.count {
      let scope = groups[k].scope
      let first = k
      k = groups[k].scopeEnd
      if takesMostSpecific && result != nil && scope.specificity < decided { break }
      guard scope.contains(question.message),
        let next = verdict(scopeAt: first, question, all: !takesMostPermissive, isMember: isMember)
      else { continue }
      decided = scope.specificity
      result = result.map { takesMostPermissive ? $0.or(next) : $0.and(next) } ?? next
    }
    return result ?? .free
  }

  @usableFromInline
  func decide(
    _ campaign: Int32, _ channel: Channel, at time: LocalTime, zone: Int32, words: UnsafeMutablePointer<Int32>,
    attempt: Int32, isMember: (Int32) -> Bool, ahead: UnsafeBufferPointer<DueMessage>
  ) -> CapDecision {
    let question = Question(
      message: message(campaign, channel), time: time, zone: Int(zone), attempt: attempt, words: words)
    let verdict = verdict(question, isMember: isMember)
    guard verdict.kind == .free, !ahead.isEmpty, obeys[Int(campaign)], counts[Int(campaign)],
      let end = aheadEnd(at: time)
    else { return verdict.decision }
    return preemption(question, ahead, before: end, isMember: isMember) ?? .free
  }

  // MARK: Taking note

  @usableFromInline
  func note(
    _ event: CapEvent, _ campaign: Int32, _ channel: Channel, at time: LocalTime, zone: Int32,
    words: UnsafeMutablePointer<Int32>
  ) {
    if !counts[Int(campaign)] { return }
    let message = message(campaign, channel)
    for k in 0..<rules.count where rules[k].counts == event && rules[k].scope.contains(message) {
      takeSlot(rules[k], at: time, zone: Int(zone), words: words)
    }
  }

  func takeSlot(_ rule: CapRule, at time: LocalTime, zone: Int, words: UnsafeMutablePointer<Int32>) {
    let state = words + rule.offset
    switch rule.clock {
    case .rolling:
      state[1 + Int(state[0])] = time
      state[0] = (state[0] &+ 1) % rule.limit
    case .calendar(let first):
      let period = periods[first + zone].period(at: time)
      if state[0] != period {
        state[0] = period
        state[1] = 0
      }
      state[1] &+= 1
    case .session, .lifetime: state[1] &+= 1
    }
  }

  @usableFromInline
  func noteSessionStart(_ words: UnsafeMutablePointer<Int32>) {
    for k in 0..<rules.count {
      if case .session = rules[k].clock { words[rules[k].offset + 1] = 0 }
    }
  }

  @usableFromInline
  func initialise(_ words: UnsafeMutablePointer<Int32>) {
    for k in 0..<rules.count {
      let state = words + rules[k].offset
      switch rules[k].clock {
      case .rolling:
        state[0] = 0
        for place in 1...Int(rules[k].limit) { state[place] = CampaignWord.never }
      case .calendar, .session, .lifetime:
        state[0] = -1
        state[1] = 0
      }
    }
  }
}

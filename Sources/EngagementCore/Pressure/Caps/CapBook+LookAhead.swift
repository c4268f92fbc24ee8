import Primitives

extension CapBook {
  /// The end, exclusive, of the time whose messages of higher priority matter to one that is due now.
  @usableFromInline
  func aheadEnd(at time: LocalTime) -> LocalTime? {
    let end: Int
    switch lastSlot {
    case .firstCome: return nil
    case .priority: end = (Int(time.day) + 1) * secondsPerDay
    case .lookAhead(let days): end = Int(time) + max(days, 0) * secondsPerDay
    }
    return LocalTime(clamping: end)
  }

  /// Plays what is due until `end` with and without the message, and returns the first loss that it causes.
  ///
  /// A later message is taken to be sent, delivered and displayed at the time it is due, if the caps let it; sessions are
  /// not foreseen, so that it has a session of its own. For one cap this is the same as: at the later message's time the
  /// free slots, less the messages of higher priority that are due until then in the same window, are none.
  func preemption(
    _ question: Question, _ ahead: UnsafeBufferPointer<DueMessage>, before end: LocalTime, isMember: (Int32) -> Bool
  ) -> CapDecision? {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * stateWords) { memory -> CapDecision? in
      guard let without = memory.baseAddress else { return nil }
      let with = without + stateWords
      without.update(from: question.words, count: stateWords)
      with.update(from: question.words, count: stateWords)
      take(question.message, at: question.time, zone: question.zone, in: with)
      for later in ahead where later.due >= question.time && later.due < end {
        var next = question
        next.message = message(later.campaign, later.channel)
        next.time = later.due
        next.ignoresSession = true
        next.words = without
        guard verdict(next, isMember: isMember).kind == .free else { continue }
        next.words = with
        let loss = verdict(next, isMember: isMember)
        if loss.kind != .free { return .preempted(rule: loss.rule, by: later.campaign) }
        take(next.message, at: next.time, zone: next.zone, in: without)
        take(next.message, at: next.time, zone: next.zone, in: with)
      }
      return nil
    }
  }

  /// Takes all slots that a message can take.
  private func take(_ message: CapMessage, at time: LocalTime, zone: Int, in words: UnsafeMutablePointer<Int32>) {
    if !counts[Int(message.campaign)] { return }
    for k in 0..<rules.count where rules[k].scope.contains(message) {
      takeSlot(rules[k], at: time, zone: zone, words: words)
    }
  }
}

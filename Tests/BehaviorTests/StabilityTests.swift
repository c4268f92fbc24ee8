import Behavior
import Primitives
import Testing

/// Draws are part of the promise that a scenario, seed and version always give the same result: new laws must leave the
/// old ones alone to the last bit. The digests below were taken before e-mail, prompts, places and the like were added.
@Suite struct StabilityTests {
  /// FNV-1a over 64-bit patterns.
  struct Digest {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    mutating func add(_ x: Double) { add(x.bitPattern) }
    mutating func add(_ x: Int32) { add(UInt64(UInt32(bitPattern: x))) }
    mutating func add(_ x: Bool) { add((x ? 1 : 0) as UInt64) }
    mutating func add(_ bits: UInt64) {
      for shift in stride(from: 0 as UInt64, to: 64, by: 8) {
        value = (value ^ (bits >> shift & 0xFF)) &* 0x100_0000_01B3
      }
    }
  }

  @Test(arguments: [(BehaviorPreset.medianApp, 0xCA04_EE42_4D7A_3FDB as UInt64), (.game, 0x91AF_BB7F_7965_73B0)])
  func traitsStay(preset: BehaviorPreset, expected: UInt64) {
    let model = People.model { $0 = preset.parameters }
    var digest = Digest()
    for user in 0..<500 {
      var (person, affinity) = People.person(model, user)
      [person.rate, person.idleChance, person.dropout, person.logStay, person.dropoutBound].forEach { digest.add($0) }
      [person.platform, person.language, person.timeZone, person.chronotype, person.favourite].forEach {
        digest.add($0)
      }
      [person.isIOS, person.acceptsPush].forEach { digest.add($0) }
      [person.openness, person.toleratedFatigue].forEach { digest.add($0) }
      affinity.forEach { digest.add($0) }
      digest.add(model.conversionChance(&person, draws: People.draws(user)))
    }
    #expect(digest.value == expected, "0x\(String(digest.value, radix: 16))")
  }

  @Test func daysAndReactionsStay() {
    let model = People.model()
    var digest = Digest()
    for user in 0..<500 {
      let person = People.person(model, user).0
      let draws = People.draws(user)
      var state = PersonState()
      for day in 0..<20 as Range<Int32> {
        let word = UInt32(bitPattern: day)
        model.fade(&state)
        model.churn(person, &state, Draws.uniform(draws.block(.churn, occurrence: word).x))
        let u = Draws.uniform(draws.block(.sessions, occurrence: word).y)
        digest.add(model.sessions(person, weekday: day % 7, age: day, u))
        digest.add(model.sessionSecond(person, u))
        let words = draws.block(.message, occurrence: word, entity: 7)
        let push = PushImpression(
          relevance: 0.3, hour: 12, isTriggered: day % 3 == 0, appeal: 0.4, daysSinceSame: day == 0 ? -1 : 1)
        let reaction = model.react(person, &state, to: push, words: words)
        [reaction.opens, reaction.returns, reaction.optsOut, reaction.uninstalls].forEach { digest.add($0) }
        digest.add(model.responseDelay(person, u))
        digest.add(model.influencedSessions(person, weekday: 2, age: day, u))
        let shown = model.reactInApp(relevance: 0.3, isTriggered: false, appeal: 0, words: words)
        digest.add(shown.isSeen)
        digest.add(shown.isActedUpon)
        if reaction.opens { model.reward(&state) }
      }
      digest.add(state.fatigue)
      digest.add(state.engagement)
    }
    #expect(digest.value == 0xB4FC_859D_9356_D515, "0x\(String(digest.value, radix: 16))")
  }
}

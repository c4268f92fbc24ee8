import Behavior
import Foundation
import Primitives
import Testing

/// E-mail and SMS.
@Suite struct ChannelTests {
  static func letters(_ model: PersonModel, _ channel: DirectChannel) -> BehaviorParameters.Letters {
    channel == .email ? model.parameters.email : model.parameters.sms
  }

  /// Log-odds of a click after the model's definition.
  static func odds(
    _ model: PersonModel, _ person: Person, _ state: PersonState, _ message: PushImpression, _ channel: DirectChannel
  ) -> Double {
    let (parameters, own) = (model.parameters, letters(model, channel))
    let inclination = person.openness - (person.isIOS ? parameters.response.ios : parameters.response.other)
    var odds = own.click + own.openness * inclination
    odds += parameters.response.relevance * (message.relevance - 1 / Double(model.topics)) + message.appeal
    odds += message.isTriggered ? own.triggered : 0
    odds -= parameters.fatigue.effect * state.fatigue
    if message.daysSinceSame >= 0 {
      let days = Double(message.daysSinceSame)
      odds -= parameters.fatigue.templateEffect * exp2(-days / parameters.fatigue.templateHalfLife)
    }
    return odds + (state.isAlive ? 0 : parameters.response.lapsed)
  }

  @Test(arguments: DirectChannel.allCases)
  func clicksAreLogistic(channel: DirectChannel) {
    let model = People.model { $0.email.openness = 0.6 }
    var random = DrawSequence(People.draws(8), .resampling)
    for user in 0..<1_000 {
      let person = People.person(model, user).0
      var state = PersonState()
      state.isAlive = random.next() < 0.7
      state.fatigue = random.next() * 30
      let message = ResponseTests.push(
        relevance: random.next(), hour: Int32(random.next() * 24), isTriggered: random.next() < 0.3,
        appeal: random.next() - 0.5, daysSinceSame: Int32(random.next() * 700) - 1)
      let chance = ResponseTests.logistic(Self.odds(model, person, state, message, channel))
      let winBack = model.parameters.response.winBack * chance
      for (u, opens, returns) in [
        (winBack * 0.999, true, !state.isAlive), (winBack * 1.001, true, false), (chance * 0.999, true, false),
        (chance * 1.001, false, false),
      ] {
        // Words have 32 bits: chances too small to tell their neighbours apart are left out.
        guard u < 1, u * 0x1p32 > 4_000 else { continue }
        var now = state
        let words = SIMD4(People.word(below: u), .max, .max, .max)
        let reaction = model.react(person, &now, to: message, by: channel, words: words)
        #expect(reaction.opens == opens && reaction.returns == returns && !reaction.uninstalls)
      }
    }
  }

  /// The defaults are set so that the average person clicks as often as the sources say.
  @Test(arguments: [(DirectChannel.email, 0.0291), (.sms, 0.05)])
  func averageClicksAreThoseOfTheSources(channel: DirectChannel, expected: Double) {
    let model = People.model()
    let count = 20_000
    var person = Person()
    let clicks = (0..<count).reduce(0.0) { sum, k in
      person.openness = model.parameters.response.other + Samplers.normalQuantile((Double(k) + 0.5) / Double(count))
      return sum
        + ResponseTests.logistic(Self.odds(model, person, PersonState(), ResponseTests.push(), channel))
    }
    #expect(abs(clicks / Double(count) - expected) < 2e-4)
  }

  /// h·exp(min(k·F/F*, cap) − (ρ − 1/C)).
  @Test(arguments: DirectChannel.allCases)
  func unsubscriptionsGrowWithFatigue(channel: DirectChannel) {
    let model = People.model()
    let fatigue = model.parameters.fatigue
    for user in 0..<200 {
      let person = People.person(model, user).0
      for load in [0, 0.3, 1, 2.4, 2.6, 50] {
        for relevance in [0, 0.2, 1] {
          let growth = exp(min(fatigue.growth * load, fatigue.cap) - (relevance - 0.2))
          let chance = Self.letters(model, channel).optOut * growth
          for (word, optsOut) in [
            (People.word(below: chance * (1 - 1e-5)), true), (People.word(notBelow: chance * (1 + 1e-5)), false),
          ] {
            var state = PersonState()
            state.fatigue = load * person.toleratedFatigue
            let words = SIMD4(.max, word, 0, .max)
            let message = ResponseTests.push(relevance: relevance)
            let reaction = model.react(person, &state, to: message, by: channel, words: words)
            #expect(reaction.optsOut == optsOut)
          }
        }
      }
    }
  }

  @Test(arguments: [(DirectChannel.email, 0.3), (.sms, 1.0)])
  func messagesWearAsAShareOfAPush(channel: DirectChannel, wear: Double) {
    let model = People.model()
    let person = People.person(model, 3).0
    for (relevance, share) in [(0.0, 1.0), (0.2, 0.9), (1.0, 0.5)] {
      var state = PersonState()
      state.fatigue = 2
      let message = ResponseTests.push(relevance: relevance)
      _ = model.react(person, &state, to: message, by: channel, words: SIMD4(repeating: .max))
      #expect(abs(state.fatigue - 2 - wear * share) < 1e-15)
    }
  }

  @Test func reachIsAShareOfUsersAndTheirs() {
    let model = People.model()
    var counts = [0, 0, 0]
    for user in 0..<TraitTests.users {
      var (first, second) = (Person(), Person())
      let draws = People.draws(user)
      let state = PersonState()
      let email = model.isReachable(&first, state, by: .email, draws: draws)
      let sms = model.isReachable(&first, state, by: .sms, draws: draws)
      // Whichever is asked first.
      #expect(model.isReachable(&second, state, by: .sms, draws: draws) == sms)
      #expect(model.isReachable(&second, state, by: .email, draws: draws) == email)
      #expect(first.emailReach == email && first.smsReach == sms)
      counts[0] += email ? 1 : 0
      counts[1] += sms ? 1 : 0
      counts[2] += email && sms ? 1 : 0
    }
    #expect(TraitTests.share(counts[0], is: 0.5))
    #expect(TraitTests.share(counts[1], is: 0.2))
    #expect(TraitTests.share(counts[2], is: 0.1))
  }

  @Test func whoUnsubscribesStaysAway() {
    let model = People.model {
      $0.email.reach = 1
      $0.sms.reach = 1
    }
    var person = Person()
    var state = PersonState()
    let draws = People.draws(5)
    func reach() -> [Bool] {
      DirectChannel.allCases.map { model.isReachable(&person, state, by: $0, draws: draws) }
    }
    #expect(reach() == [true, true])
    model.leave(.email, &state)
    #expect(reach() == [false, true])
    model.leave(.sms, &state)
    #expect(reach() == [false, false])
  }

  @Test(arguments: [(DirectChannel.email, 180.0, 1.8), (.sms, 10.0, 1.3)])
  func delaysAreLognormalAndEndWithinAWeek(channel: DirectChannel, median: Double, spread: Double) {
    let model = People.model()
    #expect(model.responseDelay(by: channel, 0.5) == Int32(60 * median))
    // One standard deviation above the median.
    let one = Double(model.responseDelay(by: channel, 0.841344746068543))
    #expect(abs(one - 60 * median * exp(spread)) <= 1)
    let wide = People.model {
      $0.email.delaySpread = 4
      $0.sms.delaySpread = 4
    }
    #expect(wide.responseDelay(by: channel, 1 - 0x1p-33) == 604_799)
    #expect(wide.responseDelay(by: channel, 0x1p-33) == 1)
  }
}

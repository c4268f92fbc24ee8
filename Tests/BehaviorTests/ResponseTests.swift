import Behavior
import Foundation
import Primitives
import Testing

@Suite struct ResponseTests {
  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Log-odds of an open after the model's definition.
  static func odds(_ model: PersonModel, _ person: Person, _ state: PersonState, _ push: PushImpression) -> Double {
    let parameters = model.parameters
    let hours = parameters.rhythm.hour
    let own = ((Int(push.hour) - Int(person.chronotype)) % 24 + 24) % 24
    var odds = person.openness + parameters.response.relevance * (push.relevance - 1 / Double(model.topics))
    odds += parameters.response.hour * log(hours[own] / (hours.reduce(0, +) / 24))
    odds += push.isTriggered ? parameters.response.triggered : 0
    odds += push.appeal - parameters.fatigue.effect * state.fatigue
    if push.daysSinceSame >= 0 {
      odds -=
        parameters.fatigue.templateEffect * exp2(-Double(push.daysSinceSame) / parameters.fatigue.templateHalfLife)
    }
    return odds + (state.isAlive ? 0 : parameters.response.lapsed)
  }

  static func push(
    relevance: Double = 0.2, hour: Int32 = 18, isTriggered: Bool = false, appeal: Double = 0, daysSinceSame: Int32 = -1
  ) -> PushImpression {
    PushImpression(
      relevance: relevance, hour: hour, isTriggered: isTriggered, appeal: appeal, daysSinceSame: daysSinceSame)
  }

  static func react(
    _ model: PersonModel, _ person: Person, _ state: PersonState, _ push: PushImpression, _ words: SIMD4<UInt32>
  ) -> PushReaction {
    var state = state
    return model.react(person, &state, to: push, words: words)
  }

  /// Exactly the draws below the chance open, so the table of bounds that spares exponentials decides nothing by itself.
  @Test func opensAreLogisticInEveryPartOfTheOdds() {
    let model = People.model()
    var random = DrawSequence(People.draws(7), .resampling)
    for user in 0..<3_000 {
      var person = People.person(model, user).0
      // Also far beyond what people are like: the bounds must hold at every odds.
      if user % 10 == 0 { person.openness = (random.next() - 0.5) * 60 }
      var state = PersonState()
      state.isAlive = random.next() < 0.7
      state.fatigue = random.next() * 30
      let push = Self.push(
        relevance: random.next(), hour: Int32(random.next() * 24), isTriggered: random.next() < 0.3,
        appeal: random.next() - 0.5, daysSinceSame: Int32(random.next() * 700) - 1)
      let chance = Self.logistic(Self.odds(model, person, state, push))
      for (word, opens) in [
        (People.word(below: chance * (1 - 1e-9)), true), (People.word(notBelow: chance * (1 + 1e-9)), false),
      ] {
        let u = (Double(word) + 0.5) * 0x1p-32
        guard opens ? u < chance * (1 - 1e-12) : u > chance * (1 + 1e-12) else { continue }
        let reaction = Self.react(model, person, state, push, SIMD4(word, .max, .max, .max))
        #expect(reaction.opens == opens)
        if state.isAlive { #expect(!reaction.returns) }
      }
    }
  }

  @Test func whoLapsedOpensLessAndMayReturn() {
    let model = People.model()
    let person = People.person(model, 12).0
    var lapsed = PersonState()
    lapsed.isAlive = false
    let chance = Self.logistic(Self.odds(model, person, lapsed, Self.push()))
    #expect(chance < Self.logistic(Self.odds(model, person, PersonState(), Self.push())))
    let winBack = model.parameters.response.winBack
    let results = [winBack * chance * 0.999, winBack * chance * 1.001, chance * 0.999, chance * 1.001].map { u in
      let words = SIMD4(People.word(below: u), .max, .max, .max)
      let reaction = Self.react(model, person, lapsed, Self.push(), words)
      return [reaction.opens, reaction.returns]
    }
    #expect(results == [[true, true], [true, false], [true, false], [false, false]])
  }

  /// h·exp(min(k·F/F*, cap) − (ρ − 1/C)) for opt-outs and uninstalls.
  @Test func optOutsAndUninstallsGrowWithFatigue() {
    let model = People.model()
    let fatigue = model.parameters.fatigue
    for user in 0..<500 {
      let person = People.person(model, user).0
      for load in [0, 0.3, 1, 2.4, 2.6, 50] {
        for relevance in [0, 0.2, 1] {
          var state = PersonState()
          state.fatigue = load * person.toleratedFatigue
          let growth = exp(min(fatigue.growth * load, fatigue.cap) - (relevance - 0.2))
          let optOut = fatigue.optOut * growth
          let uninstall = fatigue.uninstall * growth
          // One draw decides both: the chance of each, independent of the other, is cut out of it in turn.
          let (nearZero, either) = (optOut * uninstall, optOut + uninstall * (1 - optOut))
          for (word, optsOut, uninstalls) in [
            (People.word(below: nearZero * (1 - 1e-3)), true, true),
            (People.word(notBelow: nearZero * (1 + 1e-3) + 0x1p-32), true, false),
            (People.word(below: optOut * (1 - 1e-6)), true, false),
            (People.word(notBelow: optOut * (1 + 1e-6)), false, true),
            (People.word(below: either * (1 - 1e-6)), false, true),
            (People.word(notBelow: either * (1 + 1e-6)), false, false),
          ] {
            let reaction = Self.react(model, person, state, Self.push(relevance: relevance), SIMD4(.max, word, 0, .max))
            #expect(reaction.optsOut == optsOut && reaction.uninstalls == uninstalls)
          }
        }
      }
    }
  }

  @Test func aMessageWearsLessWhenItIsRelevant() {
    let model = People.model()
    let person = People.person(model, 3).0
    for (relevance, wear) in [(0.0, 1.0), (0.2, 0.9), (1.0, 0.5)] {
      var state = PersonState()
      state.fatigue = 2
      _ = model.react(person, &state, to: Self.push(relevance: relevance), words: SIMD4(repeating: .max))
      #expect(abs(state.fatigue - 2 - wear) < 1e-15)
    }
  }

  @Test func habitGrowsUpToALimit() {
    let model = People.model()
    var state = PersonState()
    let levels = (0..<5).map { _ in
      model.reward(&state)
      return state.engagement
    }
    #expect(levels == [0.5, 1, 1.5, 1.5, 1.5])
  }

  @Test func influenceIsAShareOfThePersonsOwnSessions() {
    let model = People.model { $0.rhythm.weekday = BehaviorParameters.Rhythm.news }
    var person = Person()
    for rate in [0.05, 0.8, 6] {
      person.rate = rate
      let expected = 0.25 * model.sessionMean(person, weekday: 2, age: 50)
      let count = 40_000
      let drawn = (0..<count).reduce(0) {
        $0 + Int(model.influencedSessions(person, weekday: 2, age: 50, (Double($1) + 0.5) / Double(count)))
      }
      #expect(abs(Double(drawn) / Double(count) - expected) < 1e-3 * (1 + expected))
    }
    let none = People.model { $0.response.influence = 0 }
    #expect(none.influencedSessions(person, weekday: 2, age: 50, 0.999_999_999) == 0)
  }

  @Test func delaysAreLognormalAndEndWithinADay() {
    let model = People.model()
    var person = Person()
    person.isIOS = true
    #expect(model.responseDelay(person, 0.5) == 600)
    person.isIOS = false
    #expect(model.responseDelay(person, 0.5) == 2_880)
    // One standard deviation above the median.
    #expect(abs(Double(model.responseDelay(person, 0.841344746068543)) - 2_880 * exp(1.3)) <= 1)
    #expect(model.responseDelay(person, 1 - 0x1p-33) == 86_399)
    #expect(model.responseDelay(person, 0x1p-33) >= 1)
  }

  @Test func inAppMessagesAreSeenAndActedUpon() {
    let model = People.model()
    func shares(_ relevance: Double, _ isTriggered: Bool, _ appeal: Double) -> (Double, Double) {
      let side = 400
      var (seen, acted) = (0, 0)
      for i in 0..<side {
        for j in 0..<side {
          let words = SIMD4(
            UInt32((Double(i) + 0.5) / Double(side) * 0x1p32), UInt32((Double(j) + 0.5) / Double(side) * 0x1p32), 0, 0)
          let (isSeen, isActedUpon) = model.reactInApp(
            relevance: relevance, isTriggered: isTriggered, appeal: appeal, words: words)
          seen += isSeen ? 1 : 0
          acted += isActedUpon ? 1 : 0
          #expect(isSeen || !isActedUpon)
        }
      }
      return (Double(seen) / Double(side * side), Double(acted) / Double(max(seen, 1)))
    }
    func isNear(_ pair: (Double, Double), _ act: Double) -> Bool {
      abs(pair.0 - 0.75) < 0.003 && abs(pair.1 - act) < 0.003
    }
    #expect(isNear(shares(0.2, false, 0), 0.28))
    #expect(isNear(shares(0.2, true, 0), 0.56))
    let shifted = log(0.28 / 0.72) + 2.98 * 0.5 + 0.3
    #expect(isNear(shares(0.7, false, 0.3), Self.logistic(shifted)))
  }
}

import Behavior
import Foundation
import Primitives
import Testing

@Suite struct DayTests {
  /// The chance to lose interest in some state, found as the uniform at which `churn` changes its mind.
  static func chance(_ model: PersonModel, _ person: Person, fatigue: Double, engagement: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let u = (low + high) / 2
      var state = PersonState()
      state.fatigue = fatigue
      state.engagement = engagement
      model.churn(person, &state, u)
      if state.isAlive { high = u } else { low = u }
    }
    return (low + high) / 2
  }

  /// m = exp(−b_E·min(E, 1) + k_A·max(0, F/F* − 1)), the excess at most 3.
  static func expected(_ model: PersonModel, _ person: Person, fatigue: Double, engagement: Double) -> Double {
    let excess = min(max(fatigue / person.toleratedFatigue - 1, 0), 3)
    let multiplier = exp(
      model.parameters.fatigue.annoyance * excess - model.parameters.engagement.effect * min(engagement, 1))
    return 1 - pow(1 - person.dropout, multiplier)
  }

  @Test func withoutMessagesChurnIsThePersonsOwn() {
    let model = People.model()
    for user in 0..<200 {
      let person = People.person(model, user).0
      #expect(abs(Self.chance(model, person, fatigue: 0, engagement: 0) - person.dropout) < 1e-15)
    }
  }

  @Test func churnFollowsTheFormulaAndTheBoundHidesNothing() {
    let model = People.model()
    for user in 0..<300 {
      let person = People.person(model, user).0
      for load in [0.01, 0.5, 1, 1.7, 3, 4, 40] {
        for habit in [0, 0.2, 1, 1.5] {
          let fatigue = load * person.toleratedFatigue
          let chance = Self.chance(model, person, fatigue: fatigue, engagement: habit)
          let expected = Self.expected(model, person, fatigue: fatigue, engagement: habit)
          #expect(abs(chance - expected) < 1e-12 + 1e-9 * expected)
        }
      }
    }
  }

  @Test func fatigueRaisesChurnAndHabitLowersIt() {
    let model = People.model()
    var person = People.person(model, 1).0
    person.dropout = 0.1
    person.logStay = log1p(-0.1)
    person.dropoutBound = 1
    let tired = stride(from: 0.0, through: 5, by: 0.25).map {
      Self.chance(model, person, fatigue: $0 * person.toleratedFatigue, engagement: 0.1)
    }
    #expect(zip(tired, tired.dropFirst()).allSatisfy { $0 <= $1 } && tired[4] < tired[16])
    let keen = stride(from: 0.05, through: 1.5, by: 0.05).map {
      Self.chance(model, person, fatigue: 0, engagement: $0)
    }
    #expect(zip(keen, keen.dropFirst()).allSatisfy { $0 >= $1 } && keen[0] > keen[15])
    #expect(abs(keen[20] - keen[29]) < 1e-15)
  }

  @Test func aShareOfThoseWhoLoseInterestUninstalls() {
    let model = People.model { $0.dropout.uninstall = 0.35 }
    var person = Person()
    person.dropout = 0.2
    person.logStay = log1p(-0.2)
    let outcomes = [0.0699, 0.0701, 0.1999, 0.2001].map { u in
      var state = PersonState()
      model.churn(person, &state, u)
      return [state.isAlive, state.isInstalled]
    }
    #expect(outcomes == [[false, false], [false, true], [false, true], [true, true]])
  }

  @Test func fatigueAndHabitHalveInTheirTime() {
    let model = People.model()
    var state = PersonState()
    state.fatigue = 8
    state.engagement = 1
    for _ in 0..<7 { model.fade(&state) }
    #expect(abs(state.fatigue - 4) < 1e-12)
    for _ in 0..<7 { model.fade(&state) }
    #expect(abs(state.engagement - 0.5) < 1e-12)
  }

  @Test func sessionsArePoissonWithRhythmAndNovelty() {
    let model = People.model {
      $0.novelty.boost = 0.4
      $0.novelty.days = 2
      $0.rhythm.weekday = BehaviorParameters.Rhythm.news
    }
    var person = Person()
    person.rate = 0.7
    person.idleChance = exp(-0.7)
    let mean = BehaviorParameters.Rhythm.news.reduce(0, +) / 7
    for weekday in 0..<7 as Range<Int32> {
      for age in [1, 3, 60] as [Int32] {
        let expected =
          0.7 * BehaviorParameters.Rhythm.news[Int(weekday)] / mean * (1 + 0.4 * exp(-Double(age) / 2))
        #expect(abs(model.sessionMean(person, weekday: weekday, age: age) - expected) < 1e-12)
        let drawn = (0..<4_000).map {
          Double(model.sessions(person, weekday: weekday, age: age, (Double($0) + 0.5) / 4_000))
        }
        #expect(abs(drawn.reduce(0, +) / 4_000 - expected) < 2e-3)
      }
    }
  }

  @Test func aFlatWeekWithoutNoveltyIsThePlainRate() {
    let model = People.model { $0.rhythm.weekday = [3, 3, 3, 3, 3, 3, 3] }
    #expect(model.hasFlatWeek)
    var person = Person()
    person.rate = 1.3
    person.idleChance = exp(-1.3)
    #expect(model.sessionMean(person, weekday: 4, age: 0) == 1.3)
    let active = (0..<10_000).count { model.sessions(person, weekday: 4, age: 9, (Double($0) + 0.5) / 10_000) > 0 }
    #expect(abs(Double(active) - 10_000 * (1 - exp(-1.3))) < 1.01)
  }

  @Test(arguments: [0, 5, -7, 23, -23] as [Int32])
  func hoursHaveTheirSharesOnThePersonsOwnClock(chronotype: Int32) {
    let model = People.model()
    var person = Person()
    person.chronotype = chronotype
    let count = 200_000
    var hours = [Int](repeating: 0, count: 24)
    for k in 0..<count {
      let second = model.sessionSecond(person, (Double(k) + 0.5) / Double(count))
      #expect(second >= 0 && second < 86_400)
      hours[Int(second) / 3600] += 1
    }
    let zozo = BehaviorParameters.Rhythm.zozo
    let total = zozo.reduce(0, +)
    for hour in 0..<24 {
      let own = ((hour - Int(chronotype)) % 24 + 24) % 24
      #expect(abs(Double(hours[hour]) - Double(count) * zozo[own] / total) < 2)
    }
    #expect(model.peakHour == 22)
  }
}

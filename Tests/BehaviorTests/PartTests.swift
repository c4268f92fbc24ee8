import Behavior
import Foundation
import Primitives
import Testing

/// Closed forms of the parts that only some apps have.
@Suite struct PartTests {
  @Test func aCartIsOrderedOrAbandoned() {
    var cart = AppModel.Cart(filledBy: ["add"])
    cart.abandoned = 0.75
    cart.recovery = 0.2
    cart.offer = 0.5
    cart.deepLink = 1
    #expect(cart.checkout(isNew: true, hasOffer: false, isDeep: false) == 0.25)
    #expect(cart.checkout(isNew: true, hasOffer: true, isDeep: false) == 0.375)
    #expect(cart.checkout(isNew: true, hasOffer: true, isDeep: true) == 0.375)
    #expect(abs(cart.checkout(isNew: false, hasOffer: false, isDeep: true) - 0.4) < 1e-15)
    cart.abandoned = 0
    #expect(cart.checkout(isNew: true, hasOffer: true, isDeep: true) == 1)
  }

  /// With equal chances the level is binomial; the mean of a chain whose chances fall lies below.
  @Test func levelsAreABirthChain() {
    var levels = AppModel.Levels(appInfo: "")
    levels.chance = 0.3
    levels.falls = 0
    levels.top = 50
    let shares = levels.distribution(after: 12)
    var binomial: Double = (1...12).reduce(1) { product, _ in product * 0.7 }
    for k in 0...12 {
      #expect(abs(shares[k] - binomial) < 1e-14, "level \(k)")
      let ratio: Double = Double(12 - k) / Double(k + 1)
      binomial *= ratio * 0.3 / 0.7
    }
    #expect(shares[13...].allSatisfy { $0 == 0 })
    levels.falls = 0.5
    let slower = levels.distribution(after: 12)
    #expect(abs(slower.reduce(0, +) - 1) < 1e-14)
    let mean: Double = slower.indices.reduce(0) { $0 + Double($1) * slower[$1] }
    #expect(mean < 12 * 0.3)
    // Two attempts by hand: 0.3, then 0.15.
    #expect(abs(levels.distribution(after: 2)[2] - 0.3 * 0.15) < 1e-14)
    levels.chances = [1, 0.5]
    #expect((0...3).map { levels.chance(at: $0) } == [1, 0.5, 0.5, 0.5])
    levels.top = 2
    #expect(levels.chance(at: 2) == 0)
    #expect(zip(levels.distribution(after: 100), [0, 0, 1]).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func whoUsesTheTrialConverts() {
    var subscription = AppModel.Subscription()
    subscription.converts = 0.4
    subscription.activity = 2
    subscription.offer = 0.7
    func odds(_ p: Double) -> Double { log(p / (1 - p)) }
    func chance(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }
    #expect(abs(subscription.conversion(activeShare: 0.5, hasOffer: false) - 0.4) < 1e-14)
    #expect(abs(subscription.conversion(activeShare: 1, hasOffer: true) - chance(odds(0.4) + 1.7)) < 1e-14)
    #expect(abs(subscription.cancellation(activeShare: 0, hasOffer: false) - chance(odds(0.15) + 1)) < 1e-14)
    #expect(
      subscription.cancellation(activeShare: 0.2, hasOffer: true)
        < subscription.cancellation(activeShare: 0.2, hasOffer: false))
    subscription.cancels = 0
    #expect(subscription.cancellation(activeShare: 0, hasOffer: false) == 0)
  }

  @Test func starsAreAnOrderedLogit() {
    var ratings = AppModel.Ratings(ratedBy: ["rate"])
    ratings.stars = [0.1, 0.1, 0.2, 0.2, 0.4]
    let grid = (0..<100_000).map { (Double($0) + 0.5) / 100_000 }
    for satisfaction in [0.0, 1.2, -2] {
      let drawn = grid.map { ratings.stars(satisfaction: satisfaction, $0) }
      for k in 1...4 {
        let below = ratings.stars[..<k].reduce(0, +)
        let expected = 1 / (1 + exp(-(log(below / (1 - below)) - satisfaction)))
        #expect(abs(Double(drawn.count { $0 <= Int32(k) }) / 100_000 - expected) < 2e-5, "\(satisfaction), \(k) stars")
      }
    }
    #expect(ratings.satisfaction(z: 1, excess: 0.5, habit: 1, trouble: 2) == 1 + 0.5 + 0.3 - 2)
    #expect(ratings.sharing(0.1, satisfaction: 0) == ratings.sharing(0.1, satisfaction: -0.0))
    #expect(ratings.sharing(0.1, satisfaction: 2) > 0.1)
    #expect(ratings.sharing(0, satisfaction: 9) == 0)
  }

  @Test func troubleHasALimitAndFades() {
    var technical = AppModel.Technical()
    technical.halfLife = 7
    #expect(technical.strain(0.9) == 0.9)
    #expect(technical.strain(40) == technical.most)
    #expect(abs((1...7).reduce(1.0) { product, _ in product * technical.decay } - 0.5) < 1e-14)
  }

  /// The mean of a geometric law from 1, on an even grid of uniforms.
  @Test(arguments: [1.0, 2, 7.5])
  func newcomersComeAfterTheirDelay(delay: Double) {
    var referrals = AppModel.Referrals(invitedBy: ["invite"])
    referrals.delay = delay
    let days = (0..<200_000).map { referrals.days((Double($0) + 0.5) / 200_000) }
    #expect(days.allSatisfy { $0 >= 1 })
    #expect(abs(Double(days.reduce(0) { $0 + Int($1) }) / 200_000 - delay) < 0.001 * delay)
  }

  @Test func monthsHaveAMeanOfOneAndDaysMultiply() throws {
    var seasons = BehaviorParameters.Seasons()
    seasons.months = (1...12).map(Double.init)
    let december = try #require(CivilDate(year: 2016, month: 12, day: 24))
    let january = try #require(CivilDate(year: 2017, month: 1, day: 1))
    #expect(abs(seasons.activity(on: december) - 12 / 6.5) < 1e-14)
    #expect(abs(seasons.activity(on: january) - 1 / 6.5) < 1e-14)
    var eve = BehaviorParameters.Seasons.SpecialDay(name: "eve", on: december)
    eve.activity = 0.5
    eve.conversion = 3
    var holidays = BehaviorParameters.Seasons.SpecialDay(name: "holidays", on: december, until: january)
    holidays.conversion = 0.5
    seasons.days = [eve, holidays]
    #expect(abs(seasons.activity(on: december) - 6 / 6.5) < 1e-14)
    #expect(seasons.conversion(on: december) == 1.5)
    #expect(seasons.conversion(on: january) == 0.5)
    #expect(seasons.conversion(on: january.adding(days: 1)) == 1)
  }

  /// A person under strain loses interest at the rate 1 − (1 − θ)^(e^strain).
  @Test func strainRaisesTheChurnRate() {
    let model = People.model()
    var person = Person()
    person.dropout = 0.02
    person.logStay = log1p(-0.02)
    for strain in [0.0, 0.5, 1.85] {
      let chance: Double = -expm1(log1p(-0.02) * exp(strain))
      for (u, stays) in [(chance * 1.000_001, true), (chance * 0.999_999, false)] {
        var state = PersonState()
        state.strain = strain
        model.churn(person, &state, u)
        #expect(state.isAlive == stays, "strain \(strain)")
      }
    }
  }

  /// Every number of a part lies in its range as it comes, has a source or is called assumed, and keys are told apart.
  @Test func defaultsLieInTheirRanges() {
    func check<Part>(_ part: Part, _ settings: [ModelSetting<Part>]) {
      #expect(Set(settings.map(\.key)).count == settings.count)
      for setting in settings {
        #expect(setting.range.contains(part[keyPath: setting.path]), "\(setting.key)")
        #expect(setting.source.contains("](http") || setting.source.hasPrefix("assumed"), "\(setting.key)")
      }
    }
    check(AppModel.Cart(filledBy: []), AppModel.Cart.settings)
    check(AppModel.Levels(appInfo: ""), AppModel.Levels.settings)
    check(AppModel.Subscription(), AppModel.Subscription.settings)
    check(AppModel.Technical(), AppModel.Technical.settings)
    check(AppModel.Ratings(ratedBy: []), AppModel.Ratings.settings)
    check(AppModel.Referrals(invitedBy: []), AppModel.Referrals.settings)
  }
}

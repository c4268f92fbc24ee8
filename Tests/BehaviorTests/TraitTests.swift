import Behavior
import Foundation
import LabStatistics
import Primitives
import Testing

/// What people are like: the distributions of traits against their definitions. Seeds are fixed; bands are 4.5 standard
/// errors of the mean, and Kolmogorov's at 1e-5.
@Suite struct TraitTests {
  static let users = 20_000

  static func kolmogorov(_ sample: [Double], _ cdf: (Double) -> Double) -> Double {
    let sorted = sample.sorted()
    let n = Double(sorted.count)
    let distances = sorted.enumerated().map { index, x in
      max(Double(index + 1) / n - cdf(x), cdf(x) - Double(index) / n)
    }
    return (distances.max() ?? 1) * n.squareRoot()
  }

  static func share(_ count: Int, of total: Int = users, is expected: Double) -> Bool {
    let n = Double(total)
    return abs(Double(count) - n * expected) < 4.5 * (n * expected * (1 - expected)).squareRoot()
  }

  @Test func activityAndChurnAreBeta() throws {
    let model = People.model()
    let people = (0..<Self.users).map { People.person(model, $0).0 }
    let activity = model.parameters.activity
    let p = try Beta(a: activity.mean * activity.concentration, b: (1 - activity.mean) * activity.concentration)
    let theta = try Beta(a: model.parameters.dropout.gamma, b: model.parameters.dropout.delta)
    #expect(Self.kolmogorov(people.map { 1 - exp(-$0.rate) }) { p.cdf($0) } < 2.47)
    #expect(Self.kolmogorov(people.map(\.dropout)) { theta.cdf($0) } < 2.47)
    #expect(people.allSatisfy { abs($0.idleChance - exp(-$0.rate)) < 1e-15 })
    #expect(people.allSatisfy { abs($0.logStay - log1p(-min($0.dropout, 1 - 0x1p-53))) <= 1e-12 * abs($0.logStay) })
  }

  @Test func devicesHaveTheirShares() {
    let model = People.model()
    let people = (0..<Self.users).map { People.person(model, $0).0 }
    for (index, share) in [0.35, 0.6, 0.05].enumerated() {
      #expect(Self.share(people.count { $0.platform == index }, is: share))
    }
    for (index, share) in [0.7, 0.2, 0.1].enumerated() {
      #expect(Self.share(people.count { $0.language == index }, is: share))
    }
    #expect(Self.share(people.count { $0.timeZone == 1 }, is: 0.1))
    #expect(people.allSatisfy { $0.isIOS == ($0.platform == 0) })
    let (ios, others) = (people.filter(\.isIOS), people.filter { !$0.isIOS })
    #expect(Self.share(ios.count(where: \.acceptsPush), of: ios.count, is: model.parameters.optIn.ios))
    #expect(Self.share(others.count(where: \.acceptsPush), of: others.count, is: model.parameters.optIn.other))
  }

  @Test func devicesAreDrawnOnlyWhereTheyMatter() {
    let model = People.model()
    var person = Person()
    model.drawBasics(&person, draws: People.draws(3), usesDevice: false)
    #expect(person.platform == 0 && !person.acceptsPush)
    #expect(person.dropout == People.person(model, 3).0.dropout)
  }

  @Test func responseToleranceAndInterest() throws {
    let model = People.model()
    let drawn = (0..<Self.users).map { People.person(model, $0) }
    let response = model.parameters.response
    let levels = drawn.map { $0.0.openness - ($0.0.isIOS ? response.ios : response.other) }
    #expect(Self.kolmogorov(levels) { Normal.cdf($0 / response.spread) } < 2.47)
    let tolerance = model.parameters.tolerance
    // F* = τ/7 · h/ln 2 with τ lognormal.
    let scale = tolerance.median / 7 * model.parameters.fatigue.halfLife / log(2)
    #expect(
      Self.kolmogorov(drawn.map(\.0.toleratedFatigue)) { Normal.cdf(log($0 / scale) / tolerance.spread) } < 2.47)
    let beta = try Beta(a: response.affinity, b: 4 * response.affinity)
    for topic in 0..<5 { #expect(Self.kolmogorov(drawn.map { $0.1[topic] }) { beta.cdf($0) } < 2.47) }
    #expect(drawn.allSatisfy { abs($0.1.reduce(0, +) - 1) < 1e-12 })
    #expect(drawn.allSatisfy { $0.1[Int($0.0.favourite)] == $0.1.max() })
  }

  @Test func chronotypesAreWholeHours() {
    let model = People.model { $0.rhythm.chronotype = 2 }
    let people = (0..<Self.users).map { People.person(model, $0).0 }
    for hour in -4...4 as ClosedRange<Int32> {
      let expected = Normal.cdf((Double(hour) + 0.5) / 2) - Normal.cdf((Double(hour) - 0.5) / 2)
      #expect(Self.share(people.count { $0.chronotype == hour }, is: expected))
    }
    let still = People.model { $0.rhythm.chronotype = 0 }
    #expect((0..<100).allSatisfy { People.person(still, $0).0.chronotype == 0 })
  }

  @Test func conversionIsBetaAndDrawnOnce() throws {
    let model = People.model()
    let beta = try Beta(a: 0.4, b: 19.6)
    let chances = (0..<Self.users).map { user in
      var person = Person()
      let first = model.conversionChance(&person, draws: People.draws(user))
      #expect(model.conversionChance(&person, draws: People.draws(user + 1)) == first)
      return first
    }
    #expect(Self.kolmogorov(chances) { beta.cdf($0) } < 2.47)
  }

  /// Gamma-Gamma: the mean value of an order is p·v/(q − 1); several orders together are worth their number.
  @Test(arguments: [1, 3] as [Int32])
  func ordersHaveTheValueOfGammaGamma(orders: Int32) {
    let model = People.model()
    let values = (0..<Self.users).map { user in
      var person = Person()
      let draws = People.draws(user)
      var sequence = DrawSequence(draws, .spend)
      return model.orderValue(&person, orders: orders, sequence: &sequence, draws: draws).units
    }
    let traits = model.parameters.conversion
    let n = Double(orders)
    let mean = traits.p * n * traits.v / (traits.q - 1)
    // E[(v/G)²] = v²/((q − 1)(q − 2)) and E[Γ(pn)²] = pn(pn + 1).
    let second = traits.v * traits.v / ((traits.q - 1) * (traits.q - 2)) * traits.p * n * (traits.p * n + 1)
    let error = ((second - mean * mean) / Double(Self.users)).squareRoot()
    #expect(abs(values.reduce(0, +) / Double(Self.users) - mean) < 4.5 * error)
  }
}

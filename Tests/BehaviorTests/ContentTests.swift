import Behavior
import Foundation
import Primitives
import Testing

/// What follows a notification, and draws of one of several values.
@Suite struct ContentTests {
  @Test func dismissalsHaveTheirChances() {
    let model = People.model {
      $0.response.dismiss = 0.4
      $0.inApp.dismiss = 0.8
    }
    #expect(model.dismissesPush(0.399) && !model.dismissesPush(0.4))
    #expect(model.dismissesInApp(0.799) && !model.dismissesInApp(0.8))
  }

  @Test func contentsAreActedUponOrExited() {
    let plain = People.model { $0.content.act = 0.3 }
    for isWeb in [false, true] {
      #expect(plain.actsOnContent(isWeb: isWeb, 0.299_999) && !plain.actsOnContent(isWeb: isWeb, 0.3))
    }
    let model = People.model {
      $0.content.act = 0.3
      $0.content.web = -0.7
    }
    let web = ResponseTests.logistic(log(0.3 / 0.7) - 0.7)
    #expect(model.actsOnContent(isWeb: false, 0.299_999) && !model.actsOnContent(isWeb: false, 0.3))
    #expect(model.actsOnContent(isWeb: true, web - 1e-12) && !model.actsOnContent(isWeb: true, web + 1e-12))
  }

  @Test func pollsAreAnsweredWithTheGivenShares() {
    let arena = Arena()
    let model = People.model { $0.poll.answer = 0.36 }
    let answers = Choice([0.5, 0.2, 0.3], in: arena)
    let side = 200
    var counts = [0, 0, 0, 0]
    for i in 0..<side {
      for j in 0..<side {
        let (u, v) = ((Double(i) + 0.5) / Double(side), (Double(j) + 0.5) / Double(side))
        counts[Int(model.answer(answers, u, v)) + 1] += 1
      }
    }
    #expect(counts == [128 * 200, 72 * 100, 72 * 40, 72 * 60])
  }

  @Test func onlyOtherPlatformsShowBigPictures() {
    let model = People.model { $0.response.bigPicture = 0.4 }
    #expect(model.bigPictureEffect(isIOS: true) == 0 && model.bigPictureEffect(isIOS: false) == 0.4)
    let defaults = BehaviorParameters().response
    #expect(defaults.bigPicture == defaults.rich)
  }

  @Test func offersAndDeepLinksRaiseTheChanceToConvert() {
    let model = People.model {
      $0.conversion.offer = 0.5
      $0.response.deepLink = 0.2
    }
    func chance(_ own: Double, _ hasOffer: Bool, _ isDeep: Bool) -> Double {
      model.conversionChance(own, hasOffer: hasOffer, isDeep: isDeep)
    }
    #expect(chance(0.1, false, false) == 0.1)
    #expect(chance(0.1, true, false) == 0.1 * 1.5)
    #expect(chance(0.1, false, true) == 0.1 * 1.2)
    #expect(abs(chance(0.1, true, true) - 0.18) < 1e-15)
    #expect(chance(0.8, true, true) == 1)
    let plain = People.model()
    #expect(plain.conversionChance(0.37, hasOffer: false, isDeep: true) == 0.37)
  }

  @Test(arguments: [[1.0], [0.25, 0.75], [0, 0.5, 0, 0.5, 0], [0.1, 0.2, 0.3, 0.4]])
  func choicesHaveTheirShares(shares: [Double]) {
    let arena = Arena()
    let choice = Choice(shares, in: arena)
    let count = 10_000
    var counts = [Int](repeating: 0, count: shares.count)
    for k in 0..<count { counts[Int(choice.pick((Double(k) + 0.5) / Double(count)))] += 1 }
    for (found, share) in zip(counts, shares) { #expect(abs(Double(found) - share * Double(count)) <= 1) }
  }

  @Test func choicesStayInRangeWhateverTheRounding() {
    let arena = Arena()
    let last = 1 - 0x1p-33
    #expect(Choice([Double](repeating: 0.1, count: 10), in: arena).pick(last) == 9)
    // Shares that sum to a little less than 1 never fall on a value that nobody has.
    #expect(Choice([0.5, 0.499_999, 0], in: arena).pick(last) == 1)
    #expect(Choice([], in: arena).pick(last) == 0)
  }

  @Test func extrasArePackedByteByByte() {
    let arena = Arena()
    let extras = ExtraChoice([[0.5, 0.5], [], [0, 0, 1], [0.25, 0.75]], in: arena)
    let (low, high) = (People.word(below: 0.2), People.word(notBelow: 0.9))
    #expect(extras.draw(SIMD4(low, high, high, high)) == 0x0203_0001)
    #expect(extras.draw(SIMD4(high, low, low, low)) == 0x0103_0002)
    #expect(ExtraChoice([], in: arena).draw(SIMD4(repeating: 7)) == 0)
    let many = [Double](repeating: 1.0 / 255, count: 255)
    let full = ExtraChoice([many, many, many, many, many], in: arena)
    #expect(full.draw(SIMD4(repeating: .max)) == .max)
    #expect(full.draw(SIMD4(repeating: 0)) == 0x0101_0101)
  }

  @Test func everyExtraHasItsOwnShares() {
    let arena = Arena()
    let extras = ExtraChoice([[0.3, 0.7], [0.6, 0.4]], in: arena)
    var (first, second, both) = (0, 0, 0)
    for user in 0..<TraitTests.users {
      let packed = extras.draw(People.draws(user).block(.extras, occurrence: 0))
      first += packed & 0xFF == 1 ? 1 : 0
      second += packed >> 8 & 0xFF == 1 ? 1 : 0
      both += packed == 0x0101 ? 1 : 0
    }
    #expect(TraitTests.share(first, is: 0.3))
    #expect(TraitTests.share(second, is: 0.6))
    #expect(TraitTests.share(both, is: 0.18))
  }
}

import Primitives
import Testing

@Suite struct DrawsTests {
  static let run = RunKey(seed: 20_160_819)

  @Test func anAddressIsACounterOfPhilox() {
    let run = RunKey(seed: 7, replication: 3)
    let draws = Draws(run: run, user: 42)
    let expected = Philox.block(
      SIMD4(11, 5, Purpose.message.rawValue | 2 << 8, UInt32(run.value >> 32)),
      key: (UInt32(truncatingIfNeeded: run.value), 42))
    #expect(draws.block(.message, occurrence: 5, entity: 11, index: 2) == expected)
  }

  @Test func theOrderOfQuestionsDoesNotMatter() {
    let draws = Draws(run: Self.run, user: 1)
    let forwards = (0..<100).map { draws.block(.churn, occurrence: UInt32($0)) }
    let backwards = (0..<100).reversed().map { draws.block(.churn, occurrence: UInt32($0)) }
    #expect(forwards == backwards.reversed())
  }

  @Test func everyPartOfTheAddressMatters() {
    let draws = Draws(run: Self.run, user: 1)
    let blocks = [
      draws.block(.path, occurrence: 1), draws.block(.path, occurrence: 2), draws.block(.churn, occurrence: 1),
      draws.block(.path, occurrence: 1, entity: 1), draws.block(.path, occurrence: 1, index: 1),
      Draws(run: Self.run, user: 2).block(.path, occurrence: 1),
      Draws(run: RunKey(seed: 20_160_819, replication: 1), user: 1).block(.path, occurrence: 1),
      Draws(run: RunKey(seed: 20_160_820), user: 1).block(.path, occurrence: 1),
    ]
    #expect(Set(blocks).count == blocks.count)
  }

  @Test func neighbouringSeedsAndReplicationsHaveDifferentKeys() {
    let keys = (0..<100 as Range<UInt64>).flatMap { seed in
      (0..<100 as Range<UInt32>).map { RunKey(seed: seed, replication: $0).value }
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func uniformsLieStrictlyBetweenZeroAndOne() {
    #expect(Draws.uniform(0) > 0)
    #expect(Draws.uniform(.max) < 1)
    #expect(Draws.uniform(1 << 31) == 0.5 + 0x1p-33)
  }

  @Test func aSequenceHandsOutItsBlocksWordByWord() {
    let draws = Draws(run: Self.run, user: 9)
    var sequence = DrawSequence(draws, .path, occurrence: 3, entity: 4)
    let drawn = (0..<8).map { _ in sequence.next() }
    let expected = (0..<2 as Range<UInt32>).flatMap { index in
      let block = draws.block(.path, occurrence: 3, entity: 4, index: index)
      return [3, 2, 1, 0].map { Draws.uniform(block[$0]) }
    }
    #expect(drawn == expected)
  }

  @Test(arguments: [-4, -3, -2, -1, 0, 1, 5, -400, 20_000] as [Int32])
  func aDaysUniformIsTheSameWheneverItIsAskedFirst(_ day: Int32) {
    let draws = Draws(run: Self.run, user: 77)
    let expected = Draws.uniform(draws.block(.churn, occurrence: UInt32(bitPattern: day >> 2))[Int(day & 3)])
    var fresh = DailyUniform()
    #expect(fresh.next(draws, .churn, day: day) == expected)
    var lived = DailyUniform()
    for earlier in day - 9..<day { _ = lived.next(draws, .churn, day: earlier) }
    #expect(lived.next(draws, .churn, day: day) == expected)
  }

  @Test func daysAcrossZeroHaveDifferentUniforms() {
    var daily = DailyUniform()
    let draws = Draws(run: Self.run, user: 5)
    let uniforms = (-20..<20 as Range<Int32>).map { daily.next(draws, .sessions, day: $0) }
    #expect(Set(uniforms).count == uniforms.count)
  }

  @Test(arguments: [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)] as [(String, UInt32)])
  func stableHashIsFNV1a(name: String, expected: UInt32) {
    // Known answers: http://www.isthe.com/chongo/src/fnv/test_fnv.c
    #expect(stableHash(name) == expected)
  }
}

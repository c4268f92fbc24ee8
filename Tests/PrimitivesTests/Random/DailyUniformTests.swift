import Primitives
import Testing

@Suite struct DailyUniformTests {
  private let draws = Draws(run: RunKey(seed: 3), user: 17)

  /// Days −4 to −1 share a block whose number has all bits set: a source that starts with nothing must not take it for kept.
  @Test(arguments: [-9, -4, -1, 0, 3, 4, 100] as [Int32])
  func firstDrawIsTheAddressedOne(day: Int32) {
    var daily = DailyUniform()
    let words = draws.block(.churn, occurrence: UInt32(bitPattern: day >> 2))
    #expect(daily.next(draws, .churn, day: day) == Draws.uniform(words[Int(day & 3)]))
  }

  @Test func keptBlocksChangeNothing() {
    var daily = DailyUniform()
    for (day, entity) in [(5, 1), (6, 1), (6, 2), (7, 1), (8, 1), (2, 1)] as [(Int32, UInt32)] {
      var fresh = DailyUniform()
      #expect(
        daily.next(draws, .conversion, day: day, entity: entity)
          == fresh.next(draws, .conversion, day: day, entity: entity))
    }
  }
}

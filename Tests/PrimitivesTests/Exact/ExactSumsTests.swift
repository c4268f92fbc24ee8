import Primitives
import Testing

@Suite struct ExactSumsTests {
  static func vectors(_ count: Int, scale: Double) -> [SIMD4<Int64>] {
    var sequence = DrawSequence(Draws(run: RunKey(seed: 5), user: 0), .resampling)
    return (0..<count).map { _ in
      SIMD4((0..<4).map { _ in Int64((sequence.next() - 0.3) * scale) })
    }
  }

  @Test(arguments: [1, 7, 64, 999])
  func mergingShardsInAnyOrderGivesTheWhole(shard: Int) {
    let vectors = Self.vectors(1_000, scale: 1e15)
    var whole = ExactMoments()
    vectors.forEach { whole.add($0) }
    var parts: [ExactMoments] = []
    for start in stride(from: 0, to: vectors.count, by: shard) {
      var part = ExactMoments()
      vectors[start..<min(start + shard, vectors.count)].forEach { part.add($0) }
      parts.append(part)
    }
    var merged = ExactMoments()
    for part in parts.reversed() { merged += part }
    #expect(merged == whole)
  }

  @Test func meansAndCovariancesAreThoseOfTheDefinition() {
    let vectors = Self.vectors(500, scale: 1_000)
    var moments = ExactMoments()
    vectors.forEach { moments.add($0) }
    for i in 0..<4 {
      let mean = vectors.reduce(0.0) { $0 + Double($1[i]) } / 500
      #expect(abs(moments.mean(i) - mean) < 1e-9)
      for j in 0..<4 {
        let other = vectors.reduce(0.0) { $0 + Double($1[j]) } / 500
        let covariance = vectors.reduce(0.0) { $0 + (Double($1[i]) - mean) * (Double($1[j]) - other) } / 499
        #expect(abs(moments.covariance(i, j) - covariance) <= 1e-9 * abs(covariance) + 1e-6)
        #expect(moments.covariance(i, j) == moments.covariance(j, i))
      }
    }
  }

  /// A variance that double precision loses altogether: values near 1e15 that differ by one.
  @Test func largeMeansDoNotHideTheVariance() {
    var moments = ExactMoments()
    for k in 0..<1_000 as Range<Int64> { moments.add(SIMD4(1_000_000_000_000_000 + k % 2, 1, 0, 0)) }
    #expect(abs(moments.covariance(0, 0) - 0.25 * 1_000 / 999) < 1e-15)
    #expect(moments.covariance(0, 1) == 0)
  }

  @Test func nothingHasNoMoments() {
    var moments = ExactMoments()
    #expect(moments.mean(0) == 0)
    moments.add(SIMD4(3, 4, 5, 6))
    #expect(moments.mean(0) == 3)
    #expect(moments.covariance(0, 0) == 0)
  }

  @Test func moneyAddsUpExactly() {
    let cents = (0..<1_000_000).reduce(Money.zero) { sum, _ in sum + Money(micros: 100_000) }
    #expect(cents == Money(micros: 100_000_000_000))
    #expect(cents.units == 100_000)
    #expect(Money(micros: 1) - Money(micros: 2) < .zero)
  }

  @Test func anArenaKeepsItsTablesAndFreesThem() {
    final class Witness: Sendable {
      let onDeath: @Sendable () -> Void
      init(_ onDeath: @escaping @Sendable () -> Void) { self.onDeath = onDeath }
      deinit { onDeath() }
    }
    nonisolated(unsafe) var deaths = 0
    do {
      let arena = Arena()
      let numbers = arena.table([3, 1, 4, 1, 5])
      let empty = arena.table([String]())
      let witnesses = arena.table((0..<3).map { _ in Witness { deaths += 1 } })
      #expect((0..<numbers.count).map { numbers[$0] } == [3, 1, 4, 1, 5])
      #expect(empty.count == 0)
      #expect(witnesses.count == 3)
      #expect(deaths == 0)
      withExtendedLifetime(arena) {}
    }
    #expect(deaths == 3)
  }
}

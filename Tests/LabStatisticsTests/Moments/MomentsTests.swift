import Foundation
import LabStatistics
import Testing

@Suite("Moments")
struct MomentsTests {
  static func sample(_ count: Int, seed: UInt64) -> [Double] {
    var random = TestRandom(seed: seed)
    return (0..<count).map { _ in 1e6 + exp(random.normal()) }
  }

  @Test("Merging shards in any order equals the whole", arguments: [1, 2, 3, 7, 50])
  func mergeEqualsWhole(shards: Int) throws {
    let data = Self.sample(500, seed: 1)
    let whole = Moments(data)
    let size = data.count / shards + 1
    let parts = (0..<shards).map { Moments(data.dropFirst($0 * size).prefix(size)) }
    for merged in [parts.reduce(Moments(), +), parts.reversed().reduce(Moments(), +)] {
      #expect(merged.count == whole.count)
      #expect(isClose(merged.mean, whole.mean, relative: 1e-14))
      #expect(isClose(merged.m2, whole.m2, relative: 1e-9))
      #expect(isClose(merged.m3, whole.m3, relative: 1e-7))
      #expect(isClose(merged.m4, whole.m4, relative: 1e-7))
    }
  }

  @Test("Nothing is invented for no values, one value, or equal values")
  func degenerate() {
    #expect(Moments().variance == nil && Moments([3]).variance == nil)
    #expect(Moments([3, 3, 3]).variance == 0)
    #expect(Moments([3, 3, 3]).skewness == nil && Moments([3, 3, 3]).excessKurtosis == nil)
    #expect(Moments() + Moments([1, 2]) == Moments([1, 2]))
  }

  @Test("Co-moments merge to the whole and agree with single moments")
  func coMoments() throws {
    let first = Self.sample(200, seed: 2)
    let second = zip(first, Self.sample(200, seed: 3)).map { 0.3 * $0 + $1 }
    let whole = try CoMoments(columns: [first, second])
    let merged =
      try CoMoments(columns: [Array(first[..<70]), Array(second[..<70])])
      + CoMoments(columns: [Array(first[70...]), Array(second[70...])])
    #expect(isClose(whole.variance(0), Moments(first).variance ?? 0, relative: 1e-9))
    for (i, j) in [(0, 0), (0, 1), (1, 1)] {
      #expect(isClose(merged.covariance(i, j), whole.covariance(i, j), relative: 1e-8))
    }
    let swapped = whole.selecting([1, 0])
    #expect(swapped.means == [whole.means[1], whole.means[0]])
    #expect(swapped.covariance(0, 1) == whole.covariance(0, 1) && swapped.variance(0) == whole.variance(1))
    let rebuilt = try CoMoments(count: whole.count, means: whole.means, covariance: whole.covarianceMatrix)
    #expect(isClose(rebuilt.covariance(0, 1), whole.covariance(0, 1)))
    #expect(throws: StatisticsError.self) { try CoMoments(columns: [[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try CoMoments(count: 2, means: [1], covariance: [[1, 2]]) }
  }
}

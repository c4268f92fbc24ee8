import Foundation
import LabStatistics
import Testing

@Suite("Bootstrap and permutation")
struct ResamplingTests {
  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test("The same seed gives the same replicates, another seed others")
  func reproducible() throws {
    let data = (0..<50).map { Double($0 * $0) }
    let first = try Bootstrap(resamples: 200, seed: 9).distribution(of: data, Self.mean)
    #expect(first == (try Bootstrap(resamples: 200, seed: 9).distribution(of: data, Self.mean)))
    #expect(first != (try Bootstrap(resamples: 200, seed: 10).distribution(of: data, Self.mean)))
    let longer = try Bootstrap(resamples: 400, seed: 9).distribution(of: data, Self.mean)
    let known = Set(longer.replicates)
    #expect(first.replicates.allSatisfy(known.contains), "resample i does not depend on how many there are")
  }

  @Test("Random resamples approach the full enumeration")
  func enumeration() throws {
    let data: [Double] = [1, 2, 4, 8, 10]
    let all = try ExhaustiveBootstrap.distribution(of: data, Self.mean)
    #expect(all.count == 3125)
    #expect(isClose(all.standardError, 2.4.squareRoot()))
    let random = try Bootstrap(resamples: 40_000, seed: 1).distribution(of: data, Self.mean)
    #expect(isClose(random.standardError, all.standardError, relative: 0.02))
    let exact = try #require(try all.bcaInterval())
    let sampled = try #require(try random.bcaInterval())
    #expect(abs(try #require(exact.low) - (try #require(sampled.low))) <= 0.41)
    #expect(abs(try #require(exact.high) - (try #require(sampled.high))) <= 0.41)
    #expect(isClose(try #require(try random.biasCorrection()).acceleration, 0.02151657414559676, relative: 1e-10))
  }

  @Test("The interval moves and scales with the data; swapped arms mirror it")
  func equivariance() throws {
    let data = (0..<30).map { Double(($0 * 7) % 30) }
    let bootstrap = try Bootstrap(resamples: 500, seed: 2)
    let plain = try bootstrap.distribution(of: data, Self.mean)
    let moved = try bootstrap.distribution(of: data.map { 3 * $0 + 5 }, Self.mean)
    for (a, b) in [
      (try plain.percentileInterval(), try moved.percentileInterval()),
      (try plain.basicInterval(), try moved.basicInterval()),
    ] {
      #expect(isClose(try #require(b.low), 3 * (try #require(a.low)) + 5, relative: 1e-10))
      #expect(isClose(try #require(b.high), 3 * (try #require(a.high)) + 5, relative: 1e-10))
    }
    let percentile = try plain.percentileInterval()
    let basic = try plain.basicInterval()
    #expect(isClose(try #require(basic.low), 2 * plain.estimate - (try #require(percentile.high))))
  }

  @Test("Users are resampled, not rows")
  func clusters() throws {
    // Ten rows per user, all equal: rows carry no information beyond their user.
    var draw = Draw(seed: 6)
    let users = (0..<60).flatMap { user in [(Int, Double)](repeating: (user, draw.normal()), count: 10) }
    let groups = try Bootstrap.clusters(of: users.map(\.1), by: users.map(\.0))
    #expect(groups.count == 60)
    let bootstrap = try Bootstrap(resamples: 800, seed: 3)
    let byUser = try bootstrap.distribution(of: groups, jackknife: false) { Self.mean($0.flatMap(\.self)) }
    let byRow = try bootstrap.distribution(of: users.map(\.1), jackknife: false, Self.mean)
    #expect(isClose(byUser.standardError / byRow.standardError, 10.0.squareRoot(), relative: 0.1))
  }

  @Test("Nothing varies: a typed error, no interval of zero width")
  func degenerate() throws {
    let flat = try Bootstrap(resamples: 50).distribution(of: [2.0, 2, 2], Self.mean)
    #expect(throws: StatisticsError.undefined(quantity: "interval", status: .zeroVariance)) {
      try flat.percentileInterval()
    }
    #expect(throws: StatisticsError.self) { try Bootstrap(resamples: 0) }
    #expect(throws: StatisticsError.self) { try Bootstrap().distribution(of: [Double](), Self.mean) }
    #expect(throws: StatisticsError.self) { try Bootstrap().distribution(of: [1.0]) { _ in .nan } }
    #expect(throws: StatisticsError.self) { try ExhaustiveBootstrap.distribution(of: [1], Self.mean) }
    #expect(throws: StatisticsError.self) {
      try ExhaustiveBootstrap.distribution(of: [Double](repeating: 1, count: 13), Self.mean)
    }
  }

  @Test("Intervals cover the true mean difference")
  func coverage() throws {
    func error(_ a: [Double], _ b: [Double]) -> Double {
      let first = Moments(a).summary.varianceOfMean
      return (first + Moments(b).summary.varianceOfMean).squareRoot()
    }
    let bootstrap = try Bootstrap(resamples: 399, seed: 12)
    let coverage = try Draw.share(of: 2000, seed: 71) { draw in
      let spread = try bootstrap.distribution(
        control: draw.normals(30), treatment: draw.normals(40, mean: 1), jackknife: false, standardError: error
      ) { Self.mean($1) - Self.mean($0) }
      return try spread.studentizedInterval().contains(1)
    }
    #expect(Band.coverageOf2000.contains(coverage), "\(coverage)")
  }

  @Test("The Poisson bootstrap: shards merge to the whole, and the standard error is right")
  func poisson() throws {
    var draw = Draw(seed: 7)
    let values = draw.normals(3000)
    var whole = try PoissonBootstrap(replicates: 400, seed: 5)
    var shards = [whole, whole]
    for (user, value) in values.enumerated() {
      whole.add(user: UInt64(user), numerator: value)
      shards[user % 2].add(user: UInt64(user), numerator: value)
    }
    let merged = try PoissonBootstrap.merged(shards[0], shards[1])
    let spread = try #require(whole.distribution)
    for (a, b) in zip(spread.replicates, try #require(merged.distribution).replicates) {
      #expect(isClose(a, b, absolute: 1e-12))
    }
    #expect(isClose(spread.standardError, Moments(values).summary.varianceOfMean.squareRoot(), relative: 0.12))
    // A user's rows share their weights: two half rows weigh as one whole row.
    var halves = try PoissonBootstrap(replicates: 100, seed: 5)
    var once = halves
    for user in 0..<50 {
      once.add(user: UInt64(user), numerator: 4)
      halves.add(user: UInt64(user), numerator: 2, denominator: 0.5)
      halves.add(user: UInt64(user), numerator: 2, denominator: 0.5)
    }
    #expect(halves == once)
    #expect(try PoissonBootstrap().distribution == nil)
    #expect(throws: StatisticsError.self) {
      try PoissonBootstrap.merged(PoissonBootstrap(seed: 1), PoissonBootstrap(seed: 2))
    }
    let difference = try #require(try PoissonBootstrap.difference(control: whole, treatment: merged))
    #expect(isClose(difference.estimate, 0, absolute: 1e-12))
  }

  @Test("Permutations: both tails, swapped arms, Monte Carlo against all")
  func permutations() throws {
    let a = [1.1, 2.3, 2.9, 4.0, 5.2, 7.7]
    let b = [0.4, 1.9, 3.3, 4.8, 6.0, 8.1, 9.5]
    let all = try PermutationTest.exact(control: a, treatment: b)
    #expect(all.permutations == 1716 && all.isExact)
    #expect(all.greaterP + all.lessP >= 1)
    let mirrored = try PermutationTest.exact(control: b, treatment: a)
    #expect(isClose(all.greaterP, mirrored.lessP) && isClose(all.pValue, mirrored.pValue))
    let sampled = try PermutationTest.monteCarlo(control: a, treatment: b, resamples: 20_000, seed: 4)
    #expect(abs(sampled.greaterP - all.greaterP) < 4 * (0.25 / 20_000).squareRoot())
    #expect(try PermutationTest.automatic(control: a, treatment: b) == all)
    let large = (0..<200).map(Double.init)
    let huge = try PermutationTest.automatic(control: large, treatment: large.map { $0 + 500 })
    #expect(!huge.isExact && isClose(huge.greaterP, 1e-4), "a Monte Carlo p-value is never 0")
    #expect(throws: StatisticsError.self) { try PermutationTest.exact(control: large, treatment: large) }
    #expect(throws: StatisticsError.self) { try PermutationTest.exact(control: [], treatment: [1]) }
  }

  @Test("Equal values: every relabelling is as extreme")
  func tiedPermutations() throws {
    let test = try PermutationTest.exact(control: [0.1, 0.1, 0.1], treatment: [0.1, 0.1])
    #expect(test.greaterP == 1 && test.lessP == 1 && test.pValue == 1)
  }

  @Test("Streams are uniform")
  func uniform() {
    var stream = ResamplingStream(seed: 1, number: 1)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.index(below: 7)] += 1 }
    let chi = counts.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 }
    #expect(chi < 24.1, "the .9995 quantile of chi-square with 6 degrees of freedom")
    var other = ResamplingStream(seed: 1, number: 2)
    #expect(other.next() != stream.next())
  }
}

import LabStatistics
import Testing

@Suite("Re-randomised tests")
struct RerandomizationTests {
  /// A table with small and large, negative and missing values; the columns are kept to sum them one by one.
  private struct Sample {
    var outcomes: PotentialOutcomes
    var columns: [(column: PotentialOutcomes.Column, values: [Int64])] = []

    init(units: Int, arms: Int, columns perArm: Int, strata: [Int32]? = nil, seed: UInt64 = 1) throws {
      outcomes = try PotentialOutcomes(units: units, arms: arms, strata: strata, seed: seed)
      var random = TestRandom(seed: seed &+ UInt64(units))
      for arm in 0..<arms {
        for index in 0..<perArm {
          let scale: Int64 = [1, 3, 1 << 24, 1 << 40, 250_000][index % 5]
          let values = (0..<units).map { _ in scale * (Int64(random.next() % 41) - (index % 2 == 0 ? 0 : 20)) }
          columns.append((try outcomes.add(values, arm: arm), values))
        }
      }
    }
  }

  @Test(
    "Sums are those of a plain loop over the units of each arm",
    arguments: [(1, 1), (7, 2), (128, 2), (1000, 3), (1300, 4)], Assignment.Kind.allCases)
  func naive(shape: (units: Int, arms: Int), kind: Assignment.Kind) async throws {
    let sample = try Sample(units: shape.units, arms: shape.arms, columns: 19)
    let weights = [0.31, 0.25, 0.2, 0.11].prefix(shape.arms)
    let sizes = shape.units < 300 ? [shape.units] : [128, 500, shape.units]
    let study = try Rerandomization(
      sample.outcomes, assignment: Assignment(weights: Array(weights), kind: kind), seed: 5, sizes: sizes)
    let columns = sample.columns
    let got = try await study.run(tests: 20, threads: 2) { sums in
      sizes.indices.map { size in columns.map { sums[$0.column, size: size] } }
    }
    for test in got.indices {
      for size in sizes.indices {
        let arms = study.arms(test: test, size: size)
        let expected = columns.map { column in
          arms.indices.reduce(Int64(0)) { arms[$1] == column.column.arm ? $0 + column.values[$1] : $0 }
        }
        #expect(got[test][size] == expected, "test \(test), size \(sizes[size])")
      }
    }
  }

  @Test("Threads, and how many tests are asked for, change nothing", arguments: Assignment.Kind.allCases)
  func threads(kind: Assignment.Kind) async throws {
    let sample = try Sample(units: 700, arms: 2, columns: 10)
    let study = try Rerandomization(
      sample.outcomes, assignment: Assignment(weights: [0.5, 0.3], kind: kind), seed: 9, sizes: [300, 700])
    let columns = sample.columns.map(\.column)
    let one = try await study.run(tests: 101, threads: 1) { sums in columns.map { sums[$0] } }
    for threads in [2, 3] {
      let several = try await study.run(tests: 101, threads: threads) { sums in columns.map { sums[$0] } }
      #expect(several == one)
    }
    let fewer = try await study.run(tests: 40, threads: 3) { sums in columns.map { sums[$0] } }
    #expect(fewer == Array(one.prefix(40)))
  }

  @Test("Units get each arm as often as its weight says, each on its own", arguments: Assignment.Kind.allCases)
  func shares(kind: Assignment.Kind) throws {
    let weights = [0.5, 0.22, 0.003]
    let outcomes = try PotentialOutcomes(units: 256, arms: 3)
    let study = try Rerandomization(outcomes, assignment: Assignment(weights: weights, kind: kind), seed: 3)
    var counts = [Double](repeating: 0, count: 3)
    var pairs = 0.0
    let tests = 4000
    for test in 0..<tests {
      let arms = study.arms(test: test)
      for arm in arms { if let arm { counts[arm] += 1 } }
      // Places far apart in the units' order are independent in both kinds, on average over pairs.
      for unit in 0..<128 where arms[unit] == 0 && arms[unit + 128] == 0 { pairs += 1 }
    }
    let draws = Double(tests * 256)
    for (count, weight) in zip(counts, weights) {
      let deviation = (weight * (1 - weight) / draws).squareRoot()
      #expect(abs(count / draws - weight) < 4.5 * deviation, "\(count / draws)")
    }
    #expect(abs(pairs / Double(tests * 128) - 0.25) < 0.005)
  }

  @Test("Sizes take units at random, each as often as any other")
  func sizes() throws {
    let outcomes = try PotentialOutcomes(units: 1280, arms: 1)
    let study = try Rerandomization(outcomes, assignment: Assignment(weights: [1]), seed: 3, sizes: [256, 1280])
    var counts = [Int](repeating: 0, count: 1280)
    for test in 0..<2000 {
      let arms = study.arms(test: test, size: 0)
      #expect(arms.count { $0 != nil } == 256)
      for (unit, arm) in arms.enumerated() where arm != nil { counts[unit] += 1 }
      #expect(study.arms(test: test).allSatisfy { $0 == 0 })
    }
    // Binomial(2000, 1/5): mean 400, deviation 18.
    #expect(counts.allSatisfy { (310...490).contains($0) })
  }

  @Test("Blocked assignment balances strata")
  func strata() throws {
    let strata = (0..<800).map { Int32($0 % 5 == 0 ? 1 : 0) }
    let outcomes = try PotentialOutcomes(units: 800, arms: 2, strata: strata, seed: 4)
    let study = try Rerandomization(outcomes, assignment: Assignment(weights: [0.5, 0.5], kind: .blocked), seed: 8)
    for test in 0..<50 {
      let arms = study.arms(test: test)
      for stratum in [Int32(0), 1] {
        let treated = arms.indices.count { strata[$0] == stratum && arms[$0] == 1 }
        // 640 and 160 units are whole blocks: four of eight each.
        #expect(treated == (stratum == 0 ? 320 : 80))
      }
    }
  }

  @Test("The difference varies over tests as Neyman's formula says")
  func neyman() async throws {
    let units = 2000
    var random = TestRandom(seed: 77)
    let control = (0..<units).map { _ in Int64(random.next() % 100) }
    let treatment = control.map { $0 + Int64(random.next() % 60) }
    var outcomes = try PotentialOutcomes(units: units, arms: 2)
    let ones = [Int64](repeating: 1, count: units)
    let n = [try outcomes.add(ones, arm: 0), try outcomes.add(ones, arm: 1)]
    let y = [try outcomes.add(control, arm: 0), try outcomes.add(treatment, arm: 1)]
    let study = try Rerandomization(outcomes, assignment: Assignment(weights: [0.5, 0.5]), seed: 6)
    let tests = 4000
    let differences = try await study.run(tests: tests) { sums in
      Double(sums[y[1]]) / Double(sums[n[1]]) - Double(sums[y[0]]) / Double(sums[n[0]])
    }
    let found = Moments(differences)
    let effects = Moments(zip(control, treatment).map { Double($1 - $0) })
    let variances = try [control, treatment].map { try #require(Moments($0.map(Double.init)).variance) }
    let ofEffects = try #require(effects.variance)
    let expected = (variances[0] + variances[1]) / 1000 - ofEffects / 2000
    let error = (expected / Double(tests)).squareRoot()
    #expect(abs(found.mean - effects.mean) < 4 * error)
    let ratio = try #require(found.variance) / expected
    #expect(abs(ratio - 1) < 4 * (2 / Double(tests)).squareRoot(), "\(ratio)")
  }

  @Test("Impossible tables and assignments are refused")
  func refused() throws {
    #expect(throws: StatisticsError.self) { try PotentialOutcomes(units: 0, arms: 2) }
    #expect(throws: StatisticsError.self) { try PotentialOutcomes(units: 3, arms: 2, strata: [1]) }
    var outcomes = try PotentialOutcomes(units: 3, arms: 2)
    #expect(throws: StatisticsError.self) { try outcomes.add([1, 2], arm: 0) }
    #expect(throws: StatisticsError.self) { try outcomes.add([1, 2, 3], arm: 2) }
    #expect(throws: StatisticsError.self) { try outcomes.add([Int64.max, .max, 0], arm: 0) }
    #expect(throws: StatisticsError.self) { try outcomes.add([.min, 0, 0], arm: 0) }
    #expect(throws: StatisticsError.self) { try Assignment(weights: [0.5, 0.6]) }
    #expect(throws: StatisticsError.self) { try Assignment(weights: [0.5, 0]) }
    #expect(throws: StatisticsError.self) { try Assignment(weights: []) }
    let half = try Assignment(weights: [0.5, 0.5])
    #expect(throws: StatisticsError.self) { try Rerandomization(outcomes, assignment: half, seed: 1, sizes: [2, 1]) }
    #expect(throws: StatisticsError.self) { try Rerandomization(outcomes, assignment: half, seed: 1, sizes: [4]) }
    #expect(throws: StatisticsError.self) {
      try Rerandomization(outcomes, assignment: Assignment(weights: [1]), seed: 1)
    }
  }
}

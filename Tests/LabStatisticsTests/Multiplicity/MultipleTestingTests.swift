import LabStatistics
import Testing

@Suite("Several tests at once")
struct MultipleTestingTests {
  static let families: [[Double]] = (0..<40).map { study in
    var draw = Draw(seed: 11, study: study)
    return (0..<(1 + study % 12)).map { _ in
      let u = draw.uniform()
      return study % 3 == 0 ? (u * 20).rounded() / 20 : u * u * u
    }
  }

  @Test("Each procedure is at least as strict as the next", arguments: families)
  func ordering(p: [Double]) throws {
    let chain: [(MultipleTesting, MultipleTesting)] = [
      (.holm, .bonferroni), (.hochberg, .holm), (.hommel, .hochberg), (.benjaminiHochberg, .hommel),
      (.sidak, .bonferroni), (.holmSidak, .holm), (.benjaminiHochberg, .benjaminiYekutieli),
      (.twoStageBenjaminiHochberg, .benjaminiHochberg),
    ]
    for (smaller, larger) in chain {
      for (a, b) in zip(try smaller.adjusted(p), try larger.adjusted(p)) {
        #expect(a <= b + 1e-15, "\(smaller) must not exceed \(larger)")
      }
    }
  }

  @Test("Adjusted values keep the order and the ties of the p-values", arguments: MultipleTesting.allCases)
  func monotone(method: MultipleTesting) throws {
    for p in Self.families {
      let adjusted = try method.adjusted(p)
      for i in p.indices {
        #expect(adjusted[i] >= p[i] * (method == .twoStageBenjaminiHochberg ? 0 : 1) - 1e-15)
        #expect((0...1).contains(adjusted[i]))
        for j in p.indices {
          if p[i] < p[j] { #expect(adjusted[i] <= adjusted[j]) }
          if p[i] == p[j] { #expect(adjusted[i] == adjusted[j]) }
        }
      }
    }
  }

  @Test("One test needs no adjustment, no test gives nothing", arguments: MultipleTesting.allCases)
  func small(method: MultipleTesting) throws {
    #expect(try method.adjusted([]).isEmpty)
    #expect(isClose(try method.adjusted([0.03])[0], 0.03))
    #expect(try method.adjusted([0, 1]).allSatisfy { (0...1).contains($0) })
  }

  @Test("Hommel agrees with the closed test by enumeration")
  func hommelClosure() throws {
    for p in Self.families where p.count <= 8 {
      let m = p.count
      var closed = [Double](repeating: 0, count: m)
      for subset in 1..<(1 << m) {
        let members = (0..<m).filter { subset >> $0 & 1 == 1 }
        let sorted = members.map { p[$0] }.sorted()
        let simes = sorted.enumerated().map { Double(sorted.count) * $1 / Double($0 + 1) }.min() ?? 1
        for member in members { closed[member] = max(closed[member], min(1, simes)) }
      }
      for (got, expected) in zip(try MultipleTesting.hommel.adjusted(p), closed) {
        #expect(isClose(got, expected, relative: 1e-12, absolute: 1e-15))
      }
    }
  }

  @Test("Values that are no probabilities are named", arguments: [-0.1, 1.1, .nan, .infinity])
  func invalid(value: Double) {
    #expect(throws: StatisticsError.invalidArgument(name: "p[1]", reason: "must be in 0...1, not \(value)")) {
      try MultipleTesting.holm.adjusted([0.1, value])
    }
  }

  @Test("Intervals after selection")
  func falseCoverage() throws {
    #expect(isClose(try MultipleTesting.falseCoverageAlpha(selected: 3, of: 12), 0.0125))
    #expect(throws: StatisticsError.self) { try MultipleTesting.falseCoverageAlpha(selected: 0, of: 12) }
    #expect(throws: StatisticsError.self) { try MultipleTesting.falseCoverageAlpha(selected: 13, of: 12) }
  }

  @Test("Holm keeps the family-wise error of true hypotheses")
  func familyWiseError() throws {
    let rate = try Draw.share(of: 10_000, seed: 5) { draw in
      let p = (0..<6).map { _ in draw.uniform() }
      return try MultipleTesting.holm.rejected(p).contains(true)
    }
    // Independent tests: 1 - (1 - .05/6)^6 = .0490.
    #expect(Band.fivePercentOf10000.contains(rate))
  }

  @Test("Combined p-values")
  func combined() throws {
    let single = try CombinedPValues([0.037])
    #expect(isClose(single.fisherP, 0.037, relative: 1e-12))
    #expect(isClose(single.stoufferP, 0.037, relative: 1e-12))
    let weighted = try CombinedPValues([0.01, 0.6], weights: [3, 1])
    #expect(weighted.stoufferP < (try CombinedPValues([0.01, 0.6])).stoufferP)
    #expect(try CombinedPValues([1e-150, 1e-100]).fisherP > 0, "a tiny p-value is not rounded to zero")
    #expect(throws: StatisticsError.self) { try CombinedPValues([0, 0.5]) }
    #expect(throws: StatisticsError.self) { try CombinedPValues([]) }
    #expect(throws: StatisticsError.self) { try CombinedPValues([0.5], weights: [1, 2]) }
  }
}

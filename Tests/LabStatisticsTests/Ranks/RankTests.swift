import Foundation
import LabStatistics
import Testing

@Suite("Rank tests")
struct RankTests {
  /// Pairs of small samples, every second one with many ties.
  static let samples: [(control: [Double], treatment: [Double])] = (0..<16).map { study in
    var draw = Draw(seed: 3, study: study)
    func sample(_ count: Int, _ shift: Double) -> [Double] {
      (0..<count).map { _ in
        let value = shift + draw.normal()
        return study % 2 == 0 ? value : value.rounded()
      }
    }
    return (sample(3 + study % 4, 0), sample(4 + study % 3, 0.5))
  }

  @Test("Swapping the arms mirrors the test", arguments: samples.indices)
  func swap(index: Int) throws {
    let (a, b) = Self.samples[index]
    let test = try MannWhitney(control: a, treatment: b)
    let mirrored = try MannWhitney(control: b, treatment: a)
    #expect(isClose(test.auc + mirrored.auc, 1))
    #expect(isClose(try #require(test.exactP(.greater)), try #require(mirrored.exactP(.less))))
    #expect(isClose(try #require(test.exactP()), try #require(mirrored.exactP())))
    #expect(
      isClose(try #require(test.asymptoticP(.greater)), try #require(mirrored.asymptoticP(.less)), relative: 1e-9))
    let shift = try HodgesLehmann.shift(control: a, treatment: b)
    #expect(isClose(shift, -(try HodgesLehmann.shift(control: b, treatment: a)), absolute: 1e-15))
  }

  @Test("The exact p-value is that of all relabellings, ties included", arguments: samples.indices)
  func exactByEnumeration(index: Int) throws {
    let (a, b) = Self.samples[index]
    let statistic = PermutationTest.Statistic { control, treatment in
      var wins = 0.0
      for x in control { for y in treatment { wins += y > x ? 1 : (y == x ? 0.5 : 0) } }
      return wins
    }
    let all = try PermutationTest.exact(control: a, treatment: b, statistic)
    let test = try MannWhitney(control: a, treatment: b)
    #expect(test.u == all.observed)
    #expect(isClose(try #require(test.exactP(.greater)), all.greaterP, relative: 1e-12))
    #expect(isClose(try #require(test.exactP()), all.pValue, relative: 1e-12))
  }

  @Test("The shift is the median of all differences", arguments: samples.indices)
  func hodgesLehmann(index: Int) throws {
    let (a, b) = Self.samples[index]
    let all = b.flatMap { y in a.map { y - $0 } }.sorted()
    let median = all.count % 2 == 1 ? all[all.count / 2] : (all[all.count / 2 - 1] + all[all.count / 2]) / 2
    #expect(isClose(try HodgesLehmann.shift(control: a, treatment: b), median, absolute: 1e-15))
  }

  @Test("The shift of large samples needs little memory")
  func largeShift() throws {
    var draw = Draw(seed: 8)
    let a = draw.normals(4000)
    #expect(isClose(try HodgesLehmann.shift(control: a, treatment: a.map { $0 + 3 }), 3, relative: 1e-12))
  }

  @Test("Two groups: Kruskal-Wallis is the square of Mann-Whitney's z, analysis of variance that of t")
  func twoGroups() throws {
    for (a, b) in Self.samples {
      let test = try MannWhitney(control: a, treatment: b)
      let centre = Double(a.count * b.count) / 2
      guard let error = test.standardError else { continue }
      let z = (test.u - centre) / error
      let groups = try KSampleTests(groups: [a, b])
      #expect(isClose(try groups.kruskalWallis().statistic, z * z, relative: 1e-10, absolute: 1e-12))
      let p = try groups.kruskalWallis().pValue
      #expect(isClose(p, try #require(test.asymptoticP(continuity: false)), relative: 1e-10))
    }
  }

  @Test("The exact Kolmogorov-Smirnov p-value is that of all relabellings")
  func kolmogorovByEnumeration() throws {
    for index in stride(from: 0, to: 16, by: 2) {  // samples without ties
      let (a, b) = Self.samples[index]
      let statistic = PermutationTest.Statistic { control, treatment in
        (try? KolmogorovSmirnov(control: control, treatment: treatment).distance) ?? 0
      }
      let all = try PermutationTest.exact(control: a, treatment: b, statistic)
      let test = try KolmogorovSmirnov(control: a, treatment: b)
      #expect(isClose(try #require(test.exactP), all.greaterP, relative: 1e-12))
      #expect(test.distance == (try KolmogorovSmirnov(control: b, treatment: a)).distance)
    }
  }

  @Test("Separated samples keep tiny p-values")
  func separated() throws {
    let a = (0..<400).map(Double.init)
    let test = try KolmogorovSmirnov(control: a, treatment: a.map { $0 + 1000 })
    // Two of the C(800, 400) orders are fully separated.
    let logP = log(2.0) - (lgamma(801) - 2 * lgamma(401))
    #expect(isClose(log(try #require(test.exactP)), logP, relative: 1e-12))
    #expect(test.distance == 1)
    #expect(try #require(try MannWhitney(control: a, treatment: a.map { $0 + 1000 }).asymptoticP()) > 0)
  }

  @Test("Nothing to rank: typed answers")
  func degenerate() throws {
    let flat = try MannWhitney(control: [1, 1, 1], treatment: [1, 1])
    #expect(flat.asymptoticP() == nil)
    #expect(flat.auc == 0.5)
    #expect(flat.exactP() == 1)
    #expect(throws: StatisticsError.undefined(quantity: "H", status: .allTied)) {
      try KSampleTests(groups: [[1, 1], [1, 1]]).kruskalWallis()
    }
    #expect(throws: StatisticsError.undefined(quantity: "Brunner-Munzel statistic", status: .zeroVariance)) {
      try MannWhitney(control: [1, 2, 3], treatment: [7, 8, 9]).brunnerMunzel()
    }
    #expect(try KolmogorovSmirnov(control: [1, 2], treatment: [1, 2]).exactP == 1)
    let zeros = try WilcoxonSignedRank(differences: [0, 0, 0])
    #expect(zeros.exactP() == nil && zeros.asymptoticP() == nil && zeros.zeros == 3)
    #expect(throws: StatisticsError.self) { try MannWhitney(control: [], treatment: [1]) }
    #expect(throws: StatisticsError.self) { try MannWhitney(control: [1, .nan], treatment: [1]) }
    #expect(throws: StatisticsError.self) { try KSampleTests(groups: [[1, 2]]) }
  }

  @Test("Signed ranks by enumeration of the signs")
  func signedRanks() throws {
    for differences in [[1.5, -0.5, 2, 3, -4, 0.7], [1, 1, -1, 2, -2, 3, 3], [2, 0, 0, -1, 5]] {
      let kept = differences.filter { $0 != 0 }
      let test = try WilcoxonSignedRank(differences: differences)
      var atLeast = 0
      for signs in 0..<(1 << kept.count) {
        let flipped = kept.indices.map { abs(kept[$0]) * (signs >> $0 & 1 == 1 ? 1 : -1) }
        if try WilcoxonSignedRank(differences: flipped).positiveSum >= test.positiveSum - 1e-12 { atLeast += 1 }
      }
      let expected = Double(atLeast) / Double(1 << kept.count)
      #expect(isClose(try #require(test.exactP(.greater)), expected, relative: 1e-12))
    }
  }

  @Test("Rank tests keep their level")
  func typeOneError() throws {
    var rates: [String: Double] = [:]
    rates["Mann-Whitney"] = try Draw.share(of: 5000, seed: 21) { draw in
      let test = try MannWhitney(control: draw.normals(40), treatment: draw.normals(30))
      return (test.asymptoticP(continuity: false) ?? 1) <= 0.05
    }
    rates["Brunner-Munzel"] = try Draw.share(of: 5000, seed: 22) { draw in
      // Unequal spreads with the same centre: the hypothesis auc = 1/2 holds.
      let test = try MannWhitney(control: draw.normals(40).map { 3 * $0 }, treatment: draw.normals(60))
      return try test.brunnerMunzel().pValue <= 0.05
    }
    rates["Wilcoxon"] = try Draw.share(of: 5000, seed: 23) { draw in
      (try WilcoxonSignedRank(differences: draw.normals(40)).asymptoticP() ?? 1) <= 0.05
    }
    for (name, rate) in rates { #expect(Band.fivePercentOf5000.contains(rate), "\(name): \(rate)") }
  }
}

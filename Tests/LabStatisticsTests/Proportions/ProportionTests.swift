import Foundation
import LabStatistics
import Testing

@Suite("Proportions")
struct ProportionTests {
  static func count(_ successes: Int, _ trials: Int) throws -> SuccessCount {
    try SuccessCount(successes: successes, trials: trials)
  }

  static let pairs: [(Int, Int, Int, Int)] = [
    (48, 80, 56, 70), (3, 40, 9, 38), (0, 100, 5, 100), (0, 10, 0, 10), (10, 10, 10, 10), (1, 2, 1, 1), (0, 1, 1, 1),
    (200, 4000, 250, 4000), (39, 40, 0, 38), (5000, 100_000, 7000, 100_000),
  ]

  @Test("Newcombe 1998: 56/70 against 48/80, Newcombe and Miettinen-Nurminen (not the wrong .0526 to .3440)")
  func published() throws {
    let (control, treatment) = (try Self.count(48, 80), try Self.count(56, 70))
    let newcombe = try DifferenceInterval.newcombe.interval(control: control, treatment: treatment)
    #expect(abs((newcombe.low ?? 0) - 0.0524) < 5e-5 && abs((newcombe.high ?? 0) - 0.3339) < 5e-5)
    let score = try DifferenceInterval.miettinenNurminen.interval(control: control, treatment: treatment)
    #expect(abs((score.low ?? 0) - 0.0528) < 5e-5 && abs((score.high ?? 0) - 0.3382) < 5e-5)
  }

  @Test("Swapping the arms mirrors every interval", arguments: DifferenceInterval.allCases)
  func mirrored(kind: DifferenceInterval) throws {
    for (x0, n0, x1, n1) in Self.pairs {
      let (control, treatment) = (try Self.count(x0, n0), try Self.count(x1, n1))
      let forward = try kind.interval(control: control, treatment: treatment)
      let backward = try kind.interval(control: treatment, treatment: control).negated
      #expect(isClose(forward.low ?? 9, backward.low ?? 8, relative: 0, absolute: 1e-10))
      #expect(isClose(forward.high ?? 9, backward.high ?? 8, relative: 0, absolute: 1e-10))
      #expect(forward.contains(treatment.share - control.share))
    }
  }

  @Test("Miettinen-Nurminen inverts its score: both ends stand at the critical value")
  func scoreAgreesWithTest() throws {
    // At delta = 0 the score is the pooled z with the factor sqrt((N-1)/N); the interval excludes 0 when it is large.
    for (x0, n0, x1, n1) in Self.pairs where x0 + x1 > 0 && x0 + x1 < n0 + n1 {
      let (control, treatment) = (try Self.count(x0, n0), try Self.count(x1, n1))
      let z = try ProportionTest.pooled.compare(control: control, treatment: treatment).statistic ?? 0
      let n = Double(n0 + n1)
      let score = abs(z) * ((n - 1) / n).squareRoot()
      let interval = try DifferenceInterval.miettinenNurminen.interval(control: control, treatment: treatment)
      #expect(interval.contains(0) == (score <= Normal.twoSidedCritical(alpha: 0.05)))
    }
  }

  @Test("Nothing against nothing: p is 1, Newcombe has width, and the status says so")
  func noEvents() throws {
    let none = try Self.count(0, 100)
    let result = try ProportionTest.pooled.compare(control: none, treatment: none)
    #expect(result.pTwoSided == 1 && result.status == .noEvents)
    #expect(abs((result.interval?.high ?? 0) - 0.03699349820698569) < 1e-12)
    let all = try Self.count(7, 7)
    #expect(try ProportionTest.unpooled.compare(control: all, treatment: all).status == .allEvents)
    #expect(
      try ProportionTest.unpooled.compare(control: none, treatment: all).status == .zeroVariance,
      "0% against 100% leaves Wald no variance")
  }

  @Test("The chi-squared test is the square of the pooled z")
  func chiSquaredIsZSquared() throws {
    for (x0, n0, x1, n1) in Self.pairs where x0 + x1 > 0 && x0 + x1 < n0 + n1 {
      let table = try ContingencyTable(rows: [
        [Double(x1), Double(n1 - x1)], [Double(x0), Double(n0 - x0)],
      ])
      let z = try ProportionTest.pooled.compare(control: Self.count(x0, n0), treatment: Self.count(x1, n1))
      let chi = try table.chiSquared()
      #expect(isClose(chi?.statistic ?? -1, (z.statistic ?? 0) * (z.statistic ?? 0), relative: 1e-9))
      #expect(isClose(chi?.p ?? -1, z.pTwoSided ?? -2, relative: 1e-9))
    }
  }

  @Test("Far tails are never zero")
  func farTails() throws {
    let result = try ProportionTest.pooled.compare(
      control: Self.count(50_000, 1_000_000), treatment: Self.count(57_000, 1_000_000))
    #expect((result.pTwoSided ?? 0) > 0 && (result.pTwoSided ?? 1) < 1e-100)
  }

  @Test("Fisher's tails overlap in the observed table; zero cells give odds of zero or none")
  func fisher() throws {
    for (x0, n0, x1, n1) in Self.pairs where n0 < 5000 {
      let (control, treatment) = (try Self.count(x0, n0), try Self.count(x1, n1))
      let test = try FisherExactTest(control: control, treatment: treatment)
      let observed = try Hypergeometric(marked: n1, unmarked: n0, drawn: x0 + x1).probability(x1)
      #expect(isClose(test.pGreater + test.pLess, 1 + observed, relative: 1e-10))
      #expect(test.pTwoSided <= 1 && test.pTwoSided >= min(test.pGreater, test.pLess) - 1e-12)
      let swapped = try FisherExactTest(control: treatment, treatment: control)
      #expect(isClose(swapped.pTwoSided, test.pTwoSided, relative: 1e-9))
    }
    #expect(try FisherExactTest(control: Self.count(3, 40), treatment: Self.count(0, 38)).conditionalOddsRatio() == 0)
    #expect(try FisherExactTest(control: Self.count(0, 40), treatment: Self.count(0, 38)).conditionalOddsRatio() == nil)
    let unbounded = try FisherExactTest(control: Self.count(0, 40), treatment: Self.count(9, 38))
    #expect(try unbounded.oddsRatioInterval()?.high == nil && unbounded.oddsRatioInterval()?.low ?? 0 > 1)
  }

  @Test("Fisher's interval inverts its one-sided tests: without effect inside, p greater is above alpha / 2")
  func fisherInterval() throws {
    let test = try FisherExactTest(control: Self.count(3, 40), treatment: Self.count(9, 38))
    let interval = try test.oddsRatioInterval(alpha: 2 * test.pGreater)
    #expect(isClose(interval?.low ?? 0, 1, relative: 1e-10))
  }

  @Test("Ratio intervals mirror when the arms are swapped, and zero counts leave ends open")
  func ratios() throws {
    let (control, treatment) = (try Self.count(30, 400), try Self.count(41, 380))
    for kind in RatioInterval.allCases where kind != .logAdjusted {
      let forward = try kind.interval(control: control, treatment: treatment)
      let backward = try kind.interval(control: treatment, treatment: control)
      #expect(isClose(forward?.low ?? 0, 1 / (backward?.high ?? 0), relative: 1e-9), "\(kind)")
    }
    let none = try Self.count(0, 100)
    let open = try RatioInterval.score.interval(control: none, treatment: Self.count(5, 100))
    #expect(open?.high == nil && (open?.low ?? 0) > 1)
    let closed = try RatioInterval.score.interval(control: Self.count(5, 100), treatment: none)
    #expect(closed?.low == 0 && (closed?.high ?? 2) < 1)
    #expect(try RatioInterval.katzLog.interval(control: none, treatment: none) == nil)
    #expect(try RatioInterval.score.interval(control: none, treatment: none) == nil)
  }

  @Test("Counts that cannot be are refused")
  func refused() {
    #expect(throws: StatisticsError.self) { try SuccessCount(successes: 5, trials: 4) }
    #expect(throws: StatisticsError.self) { try SuccessCount(successes: -1, trials: 4) }
    #expect(throws: StatisticsError.self) {
      try DifferenceInterval.newcombe.interval(control: Self.count(0, 0), treatment: Self.count(1, 2))
    }
    #expect(throws: StatisticsError.self) {
      try UnconditionalExactTest(control: Self.count(0, 10_000), treatment: Self.count(1, 10_000))
    }
    #expect(throws: StatisticsError.self) { try ContingencyTable(rows: [[1, 2], [3]]) }
    #expect(throws: StatisticsError.self) { try ContingencyTable(rows: [[1, -2], [3, 4]]) }
  }
}

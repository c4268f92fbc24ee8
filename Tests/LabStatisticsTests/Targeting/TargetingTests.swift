import Foundation
import LabStatistics
import Testing

@Suite("Bandits and uplift")
struct TargetingTests {
  @Test("Chances to be the best sum to one, whatever the arms")
  func sum() throws {
    for arms in [
      [(0.0, 0.0), (0, 0)], [(0, 5), (1, 5), (3, 10)], [(0, 1000), (1000, 1000)],
      [(1e6, 2e6), (1_001_000, 2e6), (5, 10), (0, 0)], [(3, 4)],
    ] {
      let best = try BestArm(successes: arms.map(\.0), trials: arms.map(\.1))
      #expect(isClose(best.probabilities.reduce(0, +), 1, relative: 1e-12))
      #expect(best.probabilities.allSatisfy { (0...1).contains($0) })
      #expect(isClose(try best.topTwoWeights().reduce(0, +), 1, relative: 1e-12))
    }
  }

  @Test("Equal arms share equally, better arms get more")
  func symmetry() throws {
    let equal = try BestArm(successes: [20, 20, 20], trials: [100, 100, 100])
    for p in equal.probabilities { #expect(isClose(p, 1 / 3.0, relative: 1e-9)) }
    let ranked = try BestArm(successes: [20, 25, 30], trials: [100, 100, 100]).probabilities
    #expect(ranked[0] < ranked[1] && ranked[1] < ranked[2])
    let swapped = try BestArm(successes: [30, 25, 20], trials: [100, 100, 100]).probabilities
    for (a, b) in zip(ranked, swapped.reversed()) { #expect(isClose(a, b, relative: 1e-8)) }
  }

  @Test("Two normal arms have a closed form, also when one spread is a thousandth of the other")
  func closedForm() throws {
    for (means, sds) in [
      ([1.0, 1.3], [0.2, 0.4]), ([0, 0.001], [1, 0.001]), ([5, 2], [0.5, 0.5]), ([0, 30], [1, 1]),
    ] {
      let best = try BestArm(means: means, standardDeviations: sds)
      let expected = Normal.upperTail(
        (means[0] - means[1]) / (sds[0] * sds[0] + sds[1] * sds[1]).squareRoot())
      #expect(isClose(best.probabilities[1], expected, relative: 1e-8, absolute: 1e-12))
    }
  }

  @Test("Two beta arms by simulation")
  func simulatedBeta() throws {
    let best = try BestArm(successes: [2, 4], trials: [6, 9])
    // Order statistics of uniforms are beta: Beta(3, 5) is the 3rd of 7, Beta(5, 6) the 5th of 10.
    let share = Draw.share(of: 20_000, seed: 81) { draw in
      let a = (0..<7).map { _ in draw.uniform() }.sorted()[2]
      let b = (0..<10).map { _ in draw.uniform() }.sorted()[4]
      return b > a
    }
    #expect(abs(share - best.probabilities[1]) < 3.5 * (0.25 / 20_000).squareRoot())
  }

  @Test("Top-two sampling gives the leader beta when it is all but certain")
  func topTwo() throws {
    let best = try BestArm(means: [0, 0, 100], standardDeviations: [1, 1, 1])
    let weights = try best.topTwoWeights(beta: 0.6)
    #expect(isClose(weights[2], 0.6, relative: 1e-9))
    #expect(isClose(weights[0], 0.2, relative: 1e-6))
    #expect(throws: StatisticsError.self) { try best.topTwoWeights(beta: 1.5) }
  }

  @Test("Floors keep the order and the sum")
  func floors() throws {
    let floored = try BestArm.floored([0.9, 0.1, 0], minimum: 0.1)
    #expect(isClose(floored.reduce(0, +), 1) && floored[2] == 0.1 && floored[0] > floored[1])
    #expect(throws: StatisticsError.self) { try BestArm.floored([0.5, 0.5], minimum: 0.6) }
    let indices = BestArm.upperConfidenceIndices(successes: [1, 0], trials: [4, 0])
    #expect(indices[1] == nil && indices[0] != nil)
  }

  @Test("Impossible arms are named")
  func invalidArms() {
    #expect(throws: StatisticsError.self) { try BestArm(successes: [], trials: []) }
    #expect(throws: StatisticsError.self) { try BestArm(successes: [5], trials: [4]) }
    #expect(throws: StatisticsError.self) { try BestArm(means: [1, 2], standardDeviations: [1, 0]) }
    #expect(throws: StatisticsError.self) { try BestArm(means: [1, .nan], standardDeviations: [1, 1]) }
  }

  private static func population(_ seed: UInt64, _ count: Int) -> (
    scores: [Double], treated: [Bool], outcomes: [Double]
  ) {
    var draw = Draw(seed: seed)
    var rows: (scores: [Double], treated: [Bool], outcomes: [Double]) = ([], [], [])
    for _ in 0..<count {
      let score = draw.uniform()
      let isTreated = draw.uniform() < 0.5
      rows.scores.append((score * 10).rounded() / 10)
      rows.treated.append(isTreated)
      rows.outcomes.append(draw.uniform() < 0.2 + (isTreated ? 0.3 * score : 0) ? 1 : 0)
    }
    return rows
  }

  @Test("The order of the rows does not matter, equal scores enter together")
  func order() throws {
    let rows = Self.population(1, 300)
    let curve = try UpliftCurve(scores: rows.scores, treated: rows.treated, outcomes: rows.outcomes)
    let reversed = try UpliftCurve(
      scores: rows.scores.reversed(), treated: rows.treated.reversed(), outcomes: rows.outcomes.reversed())
    #expect(curve.points == reversed.points)
    #expect(curve.points.count == Set(rows.scores).count + 1)
  }

  @Test("A constant score is random targeting; the perfect ranking scores one")
  func limits() throws {
    let rows = Self.population(2, 400)
    let flat = try UpliftCurve(
      scores: rows.scores.map { _ in 0.5 }, treated: rows.treated, outcomes: rows.outcomes)
    #expect(abs(flat.qiniCoefficient) < 1e-9)
    #expect(abs(try #require(try flat.normalizedQini())) < 1e-12)
    let ideal = zip(rows.treated, rows.outcomes).map { $1 == 0 ? 0.0 : ($0 ? 1 : -1) }
    let perfect = try UpliftCurve(scores: ideal, treated: rows.treated, outcomes: rows.outcomes)
    #expect(isClose(try #require(try perfect.normalizedQini()), 1))
    let good = try UpliftCurve(scores: rows.scores, treated: rows.treated, outcomes: rows.outcomes)
    let bad = try UpliftCurve(scores: rows.scores.map { -$0 }, treated: rows.treated, outcomes: rows.outcomes)
    #expect(good.qiniCoefficient > 0 && bad.qiniCoefficient < 0)
    #expect(isClose(good.finalQini, bad.finalQini))
  }

  @Test("Everybody targeted is the plain difference; a top share can miss an arm")
  func topShare() throws {
    let rows = Self.population(3, 100)
    let curve = try UpliftCurve(scores: rows.scores, treated: rows.treated, outcomes: rows.outcomes)
    let all = try #require(try curve.uplift(top: 1))
    #expect(isClose(curve.finalUplift / 100, all))
    #expect(isClose(try #require(try curve.uplift(top: 1, withinArms: true)), all))
    let split = try UpliftCurve(scores: [4, 3, 2, 1], treated: [true, true, false, false], outcomes: [1, 0, 1, 0])
    #expect(try split.uplift(top: 0.5) == nil)
    #expect(try split.uplift(top: 0.5, withinArms: true) == 0)
    #expect(throws: StatisticsError.self) { try curve.uplift(top: 0) }
    #expect(throws: StatisticsError.self) { try UpliftCurve(scores: [1], treated: [true], outcomes: [1]) }
    let spend = try UpliftCurve(scores: [2, 1], treated: [true, false], outcomes: [3.5, 1])
    #expect(throws: StatisticsError.self) { try spend.normalizedQini() }
  }
}

import Foundation
import LabStatistics
import RecordedData
import Testing

/// Comparisons from a streamed file are those of the metrics on the same columns.
@Suite struct RecordedAnalysisTests {
  private let users = Sample.users(900)

  private func armData(_ columns: [(name: String, index: Int)], _ arm: String) throws -> ArmData {
    var data = ArmData(columns: columns.map(\.name), keeping: columns.map(\.name))
    for user in users where user[1] == arm { try data.add(columns.compactMap { Double(user[$0.index]) }) }
    return data
  }

  private func isClose(_ got: Double?, _ expected: Double?, _ relative: Double = 1e-9) -> Bool {
    guard let got, let expected else { return got == expected }
    return abs(got - expected) <= relative * max(abs(expected), 1e-300)
  }

  private func expectEqual(_ got: MetricResult, _ expected: MetricResult) {
    #expect(isClose(got.control, expected.control))
    #expect(isClose(got.treatment, expected.treatment))
    #expect(isClose(got.difference.estimate, expected.difference.estimate))
    #expect(isClose(got.difference.low, expected.difference.low))
    #expect(isClose(got.difference.high, expected.difference.high))
    #expect(isClose(got.lift.low, expected.lift.low))
    #expect(isClose(got.lift.high, expected.lift.high))
    #expect(isClose(got.pValue, expected.pValue, 1e-7))
    #expect(isClose(got.adjustment?.theta, expected.adjustment?.theta))
    #expect(got.method == expected.method)
    #expect(got.units == expected.units)
    #expect(got.statuses == expected.statuses)
  }

  @Test func everyKindOfMetricAgrees() throws {
    let columns = [("y", 2), ("x", 3), ("clicks", 4), ("views", 5), ("flag", 6)]
    let (a, b) = (try armData(columns, "A"), try armData(columns, "B"))
    let kinds: [(String, any Metric)] = [
      ("y:mean", Mean("y")), ("y:mean:cuped=x", Mean("y", covariate: "x")), ("flag:proportion", Proportion("flag")),
      ("clicks/views:ratio", Ratio("clicks", per: "views")), ("y:median", Quantile("y", level: 0.5)),
      ("clicks:quantile=90%", Quantile("clicks", level: 0.9)),
    ]
    for (text, metric) in kinds {
      let got = try Sample.analyze(try Sample.plan(text), Sample.text(users)).overall.results[0]
      expectEqual(got, try metric.compare(control: a, treatment: b, settings: .standard))
    }
  }

  @Test func correctionCountsAllMetricsAndArms() throws {
    let three = Sample.users(600, arms: ["A", "B", "C"])
    var plan = try Sample.plan("y:mean", "flag:proportion", "clicks/views:ratio")
    plan.correction = .holm
    let result = try Sample.analyze(plan, Sample.text(three))
    let p = result.overall.results.compactMap(\.pValue)
    #expect(p.count == 6)
    #expect(result.tests == 6)
    #expect(result.overall.results.map(\.adjustedPValue) == (try MultipleTesting.holm.adjusted(p)).map(Optional.some))
    plan.correction = nil
    #expect(try Sample.analyze(plan, Sample.text(three)).overall.results.allSatisfy { $0.adjustedPValue == nil })
  }

  @Test func sampleRatioUsesThePlannedSplit() throws {
    var plan = try Sample.plan("y:mean")
    let rows = (0..<1000).map { "\($0 % 10 < 6 ? "A" : "B"),\($0 % 7)\n" }.joined()
    #expect(try Sample.analyze(plan, "arm,y\n" + rows).overall.isSplitBroken)
    plan.split = ["A": 0.6, "B": 0.4]
    #expect(try Sample.analyze(plan, "arm,y\n" + rows).overall.sampleRatio?.p == 1)
  }

  @Test func alwaysValidIntervalsContainFixedOnes() throws {
    var plan = try Sample.plan("y:mean", "flag:proportion", "clicks/views:ratio", "y:median", "x:mean:cuped=y")
    let fixed = try Sample.analyze(plan, Sample.text(users)).overall.results
    plan.tunedFor = 900
    let sequential = try Sample.analyze(plan, Sample.text(users)).overall.results
    for (narrow, wide) in zip(fixed, sequential) {
      #expect(try #require(wide.difference.low) < #require(narrow.difference.low))
      #expect(try #require(wide.difference.high) > #require(narrow.difference.high))
      #expect(try #require(wide.lift.low) < #require(narrow.lift.low))
      #expect(try #require(wide.pValue) >= #require(narrow.pValue))
      #expect(wide.alpha == 0.05)
      #expect(wide.method.contains("tuned for 900 users"))
    }
  }

  @Test func alwaysValidIntervalIsTheAsymptoticSequence() throws {
    var plan = try Sample.plan("y:mean")
    plan.tunedFor = 5000
    let result = try Sample.analyze(plan, Sample.text(users)).overall.results[0]
    let arms = ["A", "B"].map { Moments(Sample.column(users, 2, arm: $0)) }
    let values = try MethodRegistry.standard.evaluate(
      "asymptotic_confidence_sequence",
      [
        "control": arms[0].asInput, "treatment": arms[1].asInput, "alpha": 0.05, "n_star": 5000,
        "difference": "absolute",
      ])
    #expect(isClose(result.difference.low, values["ci_lower"]?.number))
    #expect(isClose(result.difference.high, values["ci_upper"]?.number))
    #expect(isClose(result.pValue, values["p_value"]?.number, 1e-8))
  }

  @Test func segmentsAreComparedAndTestedForDifferences() throws {
    var plan = try Sample.plan("y:mean", segments: ["country"])
    plan.correction = .benjaminiHochberg
    let segment = try #require(try Sample.analyze(plan, Sample.text(users)).segments.first)
    var effects: [(Double, Double)] = []
    for level in segment.levels {
      let summaries = ["A", "B"].map { arm in
        Moments(Sample.column(users, 2, arm: arm) { $0[7] == level.name }).summary
      }
      let expected = try MeanTest.welch.compare(control: summaries[0], treatment: summaries[1])
      #expect(isClose(level.results[0].pValue, expected.pTwoSided, 1e-8))
      effects.append((expected.difference, expected.standardError))
    }
    let test = try Heterogeneity(effects: effects.map(\.0), standardErrors: effects.map(\.1))
    let difference = try #require(segment.differences.first)
    #expect(isClose(difference.q, test.q))
    #expect(isClose(difference.pValue, try test.p()))
    #expect(difference.degreesOfFreedom == 2)
    #expect(zip(difference.shrunken, test.shrunken).allSatisfy { isClose($0, $1) })
    let p = segment.levels.compactMap { $0.results[0].pValue }
    let adjusted = try MultipleTesting.benjaminiHochberg.adjusted(p)
    #expect(segment.levels.map { $0.results[0].adjustedPValue } == adjusted.map(Optional.some))
  }

  @Test func emptyCellOfASegmentHasAStatus() throws {
    let text =
      "arm,y,s\n" + (0..<40).map { "\($0 % 2 == 0 ? "A" : "B"),\($0 % 5),\($0 % 4 == 1 ? "odd" : "all")\n" }.joined()
    let segment = try #require(try Sample.analyze(try Sample.plan("y:mean", segments: ["s"]), text).segments.first)
    #expect(segment.levels.map(\.name) == ["all", "odd"])
    #expect(segment.levels[1].results[0].statuses.contains(.missingArm))
    #expect(segment.differences[0].pValue == nil)
  }

  @Test func orderOfRowsChangesNothingButTheLastDigits() throws {
    let plan = try Sample.plan("y:mean", "flag:proportion")
    let forward = try Sample.analyze(plan, Sample.text(users)).overall.results
    let backward = try Sample.analyze(plan, Sample.text(users.reversed())).overall.results
    for (a, b) in zip(forward, backward) {
      #expect(isClose(a.pValue, b.pValue, 1e-9))
      #expect(a.arm == b.arm)
    }
  }
}

extension Moments {
  /// The moments as the input of a calculator.
  fileprivate var asInput: Value {
    ["n": .integer(count), "mean": .number(mean), "variance": .optional(variance)]
  }
}

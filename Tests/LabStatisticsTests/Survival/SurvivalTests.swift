import Foundation
import LabStatistics
import Testing

@Suite("Survival")
struct SurvivalTests {
  static let control = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(Double.init)
  static let treatment = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35].map(Double.init)
  static let events = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0].map { $0 == 1 }

  /// The remission times of Freireich et al. (1963).
  private func freireich() throws -> (SurvivalSample, SurvivalSample) {
    (
      try SurvivalSample(times: Self.control, events: Self.control.map { _ in true }),
      try SurvivalSample(times: Self.treatment, events: Self.events)
    )
  }

  @Test("Published figures: log-rank 16.793, Cox -1.5721 (.4124), medians 8 and 23")
  func anchors() throws {
    let (control, treatment) = try freireich()
    let test = try LogRank(control: control, treatment: treatment)
    #expect(isClose(test.chiSquare, 16.793, relative: 1e-4))
    let model = try CoxBinary(control: control, treatment: treatment)
    #expect(isClose(model.logHazardRatio, -1.5721, relative: 1e-4))
    #expect(isClose(model.standardError, 0.4124, relative: 1e-4))
    #expect(try KaplanMeier(control).median == 8)
    #expect(try KaplanMeier(treatment).median == 23)
  }

  @Test("Without censoring the curve is one minus the empirical distribution")
  func empirical() throws {
    let curve = try KaplanMeier(SurvivalSample(times: Self.treatment, events: Self.treatment.map { _ in true }))
    for time in stride(from: 0.5, to: 36, by: 0.5) {
      let share = Double(Self.treatment.filter { $0 > time }.count) / Double(Self.treatment.count)
      #expect(isClose(curve.survival(at: time), share, absolute: 1e-14))
    }
    let horizon = 20.0
    let mean = Self.treatment.reduce(0) { $0 + min($1, horizon) } / Double(Self.treatment.count)
    #expect(isClose(try curve.restrictedMean(to: horizon).mean, mean))
    let point = try #require(curve.points.first)
    let p = point.survival
    #expect(isClose(point.standardError, (p * (1 - p) / Double(Self.treatment.count)).squareRoot()))
  }

  @Test("Curves fall, intervals hold them and stay inside 0...1")
  func shape() throws {
    let (_, treatment) = try freireich()
    let curve = try KaplanMeier(treatment)
    for (before, after) in zip(curve.points, curve.points.dropFirst()) {
      #expect(after.survival < before.survival)
      #expect(after.hazard > before.hazard)
    }
    for point in curve.points {
      #expect(point.interval.contains(point.survival))
      #expect(try #require(point.interval.low) >= 0 && (try #require(point.interval.high)) <= 1)
    }
    let wide = try KaplanMeier(treatment, alpha: 0.01)
    for (narrow, wide) in zip(curve.points, wide.points) {
      #expect(try #require(wide.interval.low) < (try #require(narrow.interval.low)))
    }
  }

  @Test("Beyond the data: not reached, and extrapolated")
  func beyond() throws {
    let sample = try SurvivalSample(times: [1, 2, 3, 4], events: [true, false, false, false])
    let curve = try KaplanMeier(sample)
    #expect(curve.median == nil)
    #expect(curve.quantile(0.25) == 1)
    #expect(try curve.restrictedMean(to: 10).isExtrapolated)
    #expect(!(try curve.restrictedMean(to: 4).isExtrapolated))
    #expect(throws: StatisticsError.self) { try curve.restrictedMean(to: 0) }
  }

  @Test("Swapping the arms", arguments: LogRank.Weight.allCases)
  func swap(weight: LogRank.Weight) throws {
    let (control, treatment) = try freireich()
    let test = try LogRank(control: control, treatment: treatment, weight: weight)
    let mirrored = try LogRank(control: treatment, treatment: control, weight: weight)
    #expect(isClose(test.chiSquare, mirrored.chiSquare))
    #expect(isClose(test.petoLogHazardRatio, -mirrored.petoLogHazardRatio))
    let model = try CoxBinary(control: control, treatment: treatment)
    let other = try CoxBinary(control: treatment, treatment: control)
    #expect(isClose(model.logHazardRatio, -other.logHazardRatio, relative: 1e-10))
    #expect(isClose(model.likelihoodRatio, other.likelihoodRatio, relative: 1e-10))
  }

  @Test("Only the order of times matters, and the score test of Breslow's model without ties is the log-rank test")
  func invariance() throws {
    var draw = Draw(seed: 4)
    let a = (0..<30).map { _ in draw.exponential(mean: 5) }
    let b = (0..<25).map { _ in draw.exponential(mean: 7) }
    let flags = { (count: Int) in (0..<count).map { $0 % 4 != 0 } }
    let plain = try LogRank(
      control: SurvivalSample(times: a, events: flags(30)), treatment: SurvivalSample(times: b, events: flags(25)))
    let cubed = try LogRank(
      control: SurvivalSample(times: a.map { $0 * $0 * $0 }, events: flags(30)),
      treatment: SurvivalSample(times: b.map { $0 * $0 * $0 }, events: flags(25)))
    #expect(plain.chiSquare == cubed.chiSquare)
    let first = try SurvivalSample(times: a, events: flags(30))
    let second = try SurvivalSample(times: b, events: flags(25))
    let efron = try CoxBinary(control: first, treatment: second)
    let breslow = try CoxBinary(control: first, treatment: second, ties: .breslow)
    #expect(isClose(efron.logHazardRatio, breslow.logHazardRatio), "without ties the two agree")
  }

  @Test("Likelihoods without a maximum and data without events are named")
  func degenerate() throws {
    let early = try SurvivalSample(times: [1, 2, 3], events: [true, true, true])
    let never = try SurvivalSample(times: [4, 5, 6], events: [false, false, false])
    #expect(throws: StatisticsError.undefined(quantity: "hazard ratio", status: .separation)) {
      try CoxBinary(control: early, treatment: never)
    }
    #expect(throws: StatisticsError.undefined(quantity: "log-rank", status: .zeroVariance)) {
      try LogRank(control: never, treatment: never)
    }
    #expect(throws: StatisticsError.self) { try SurvivalSample(times: [], events: []) }
    #expect(throws: StatisticsError.self) { try SurvivalSample(times: [1, -1], events: [true, true]) }
    #expect(throws: StatisticsError.self) { try SurvivalSample(times: [1, 2], events: [true]) }
    #expect(throws: StatisticsError.self) { try SurvivalSample(times: [.nan], events: [true]) }
  }

  @Test("The tests keep their level and the interval of the restricted mean its coverage")
  func simulation() throws {
    func arm(_ draw: inout Draw, _ count: Int) throws -> SurvivalSample {
      var times: [Double] = []
      var events: [Bool] = []
      for _ in 0..<count {
        let life = draw.exponential(mean: 10)
        let seen = 20 * draw.uniform()
        times.append(min(life, seen))
        events.append(life <= seen)
      }
      return try SurvivalSample(times: times, events: events)
    }
    for weight in LogRank.Weight.allCases {
      let rate = try Draw.share(of: 2000, seed: 31) { draw in
        try LogRank(control: arm(&draw, 80), treatment: arm(&draw, 80), weight: weight).pValue <= 0.05
      }
      #expect(Band.fivePercentOf2000.contains(rate), "\(weight): \(rate)")
    }
    let wald = try Draw.share(of: 2000, seed: 32) { draw in
      try CoxBinary(control: arm(&draw, 80), treatment: arm(&draw, 80)).likelihoodRatioP <= 0.05
    }
    #expect(Band.fivePercentOf2000.contains(wald), "Cox: \(wald)")
    let truth = 10 * (1 - exp(-1.0))  // mean life up to 10
    let coverage = try Draw.share(of: 2000, seed: 33) { draw in
      let mean = try KaplanMeier(arm(&draw, 200)).restrictedMean(to: 10)
      return abs(mean.mean - truth) <= 1.96 * mean.standardError
    }
    #expect(Band.coverageOf2000.contains(coverage), "restricted mean: \(coverage)")
  }
}

@Suite("Survival as a metric")
struct SurvivalMetricTests {
  private func arm(_ analysis: Analysis, _ times: [Double], _ events: [Bool]) throws -> ArmData {
    var arm = analysis.emptyArm()
    for (time, event) in zip(times, events) {
      let values = ["weeks": time, "relapsed": event ? 1 : 0]
      try arm.add(analysis.columns.map { values[$0] ?? 0 })
    }
    return arm
  }

  @Test("Restricted means of the Freireich data, their difference and its test")
  func freireich() throws {
    let analysis = try Analysis(["remission": Survival("weeks", event: "relapsed", horizon: 20)], control: "placebo")
    let result = try #require(
      try analysis.run([
        "placebo": arm(analysis, SurvivalTests.control, SurvivalTests.control.map { _ in true }),
        "6-MP": arm(analysis, SurvivalTests.treatment, SurvivalTests.events),
      ]).results.first)
    #expect(isClose(try #require(result.control), 8.428571428571429))
    #expect(isClose(try #require(result.treatment), 16.116526610644254))
    #expect(try #require(result.pValue) < 1e-4 && result.difference.low != nil && result.lift.low != nil)
  }

  @Test("A horizon beyond the data has means, and no interval")
  func beyond() throws {
    let analysis = try Analysis(["remission": Survival("weeks", event: "relapsed", horizon: 50)], control: "A")
    let times: [Double] = [1, 2, 3, 4]
    let result = try #require(
      try analysis.run([
        "A": arm(analysis, times, [true, true, true, true]), "B": arm(analysis, times, [true, false, true, false]),
      ]).results.first)
    #expect(result.statuses.contains(.notReached) && result.pValue == nil && result.difference.low == nil)
    let open = try Analysis(["remission": Survival("weeks", event: "relapsed")], control: "A")
    let shorter = try #require(
      try open.run([
        "A": arm(open, times, [true, true, true, true]), "B": arm(open, times, [true, false, true, false]),
      ]).results.first)
    #expect(shorter.pValue != nil, "without a horizon the shorter arm's last time is taken")
    #expect(throws: StatisticsError.self) {
      var bad = open.emptyArm()
      try bad.add([1, 2])
      _ = try Survival("weeks", event: "relapsed").compare(control: bad, treatment: bad, settings: .standard)
    }
  }
}

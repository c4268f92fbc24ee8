import Behavior
import Foundation
import LabStatistics
import Testing

/// Fits of data that others have fitted: log-likelihoods within 1e-3, parameters within 1e-3 of their size.
@Suite struct PublishedFitTests {
  static func check<Model: LikelihoodModel>(
    _ fit: Fit<Model>, values: [Double], logLikelihood: Double, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-3, sourceLocation: location)
    for (got, expected) in zip(fit.model.values, values) {
      #expect(ModelData.isClose(got, expected), "\(got) for \(expected)", sourceLocation: location)
    }
    #expect(fit.startsAgreeing == fit.starts, sourceLocation: location)
  }

  /// Fader, Hardie & Shang 2010 print 1.204, 0.750, 0.657, 2.783 and -33225.6.
  @Test func donations() throws {
    let fit = try MaximumLikelihood.fit(BGBB.self, to: ModelData.histories("donations.csv"))
    Self.check(
      fit, values: [1.2035222409661714, 0.749716299942481, 0.6567182015984979, 2.7834422370963936],
      logLikelihood: -33225.58127434699)
    #expect(fit.observationCount == 11_104)
    let next = fit.model.expectedActive(in: 12) - fit.model.expectedActive(in: 6)
    #expect(ModelData.isClose(next, 1.367813021931251))
  }

  struct Contracts: Sendable, CustomTestStringConvertible {
    let segment: ModelData.Segment
    let years: Int
    let values: [Double]
    let logLikelihood: Double
    /// Survival after 12 years, per cent.
    let survival: Double
    var testDescription: String { "\(segment), \(years) years" }

    func data() throws -> [Weighted<Lifetime>] {
      try Lifetime.table(remaining: Array(ModelData.contracts(segment).prefix(years + 1)))
    }
  }

  static let sBG = [
    Contracts(
      segment: .regular, years: 7, values: [0.7040773046692893, 1.1820430071266919],
      logLikelihood: -1680.2651884632862, survival: 17.00374484814784),
    Contracts(
      segment: .highEnd, years: 7, values: [0.6680883728764352, 3.806095381726049],
      logLikelihood: -1611.1581473911551, survival: 37.79990823040881),
  ]

  @Test(arguments: sBG) func shiftedBetaGeometric(_ case: Contracts) throws {
    let fit = try MaximumLikelihood.fit(SBG.self, to: `case`.data())
    Self.check(fit, values: `case`.values, logLikelihood: `case`.logLikelihood)
    #expect(abs(100 * fit.model.survival(after: 12) - `case`.survival) < 1e-3)
  }

  static let bdw = [
    Contracts(
      segment: .highEnd, years: 4, values: [0.25933576235898037, 1.7225517311691494, 1.5843614615627724],
      logLikelihood: -1222.7493182408216, survival: 38.891071822799134),
    Contracts(
      segment: .highEnd, years: 7, values: [0.2142533517222339, 1.4265749180166085, 1.7235647905064913],
      logLikelihood: -1605.314213214193, survival: 40.39295856010296),
    Contracts(
      segment: .regular, years: 4, values: [0.5230292898116987, 0.8942826076667652, 1.1963987367788183],
      logLikelihood: -1401.3830516786181, survival: 17.144763680225324),
    Contracts(
      segment: .regular, years: 7, values: [0.45561399565283445, 0.7793255238117879, 1.2834512600713568],
      logLikelihood: -1679.602832907178, survival: 17.73314015415086),
  ]

  @Test(arguments: bdw) func betaDiscreteWeibull(_ case: Contracts) throws {
    let fit = try MaximumLikelihood.fit(BdW.self, to: `case`.data())
    Self.check(fit, values: `case`.values, logLikelihood: `case`.logLikelihood)
    #expect(abs(100 * fit.model.survival(after: 12) - `case`.survival) < 1e-2)
  }

  struct Curve: Sendable {
    let name: String
    let values: [Double]
    let aic: Double
    let rootMeanSquare: Double
    /// Shares on days 1, 7, 14, 30 and 90, rounded to five digits.
    let shares: [Double]
  }

  static let curves = [
    Curve(
      name: "Weibull", values: [1.1335170654616251, 2.7995550844019226, 0.34724030357982927], aic: 89149.5283779069,
      rootMeanSquare: 0.012089465631593624, shares: [0.5632, 0.28669, 0.19722, 0.1161, 0.04029]),
    Curve(
      name: "shifted power", values: [0.6924347462431721, 0.700909962417976, 2.7473777916758104],
      aic: 89159.47314013053, rootMeanSquare: 0.011844724950155141,
      shares: [0.55704, 0.28504, 0.19505, 0.1219, 0.05877]),
    Curve(
      name: "q-sBG", values: [0.6921433495559525, 0.7006696019899477, 2.888018037727096], aic: 89159.50187958006,
      rootMeanSquare: 0.011847338262131324, shares: [0.55701, 0.28504, 0.19505, 0.1219, 0.05877]),
    Curve(
      name: "power", values: [0.6109442060839226, 0.4266854677385108], aic: 89303.33946224747,
      rootMeanSquare: 0.019556104728570133, shares: [0.61094, 0.26632, 0.19814, 0.14313, 0.08957]),
    Curve(
      name: "exponential", values: [0.4885432985478432, 16.486456896760874], aic: 89533.82810453772,
      rootMeanSquare: 0.034765376898866586, shares: [0.45979, 0.31953, 0.20898, 0.07918, 0.00208]),
  ]

  @Test func fiveRetentionCurvesOfAMobileGame() throws {
    let comparison = try RetentionCurveComparison(ModelData.retention())
    #expect(comparison.failures.isEmpty)
    #expect(comparison.rows.map(\.fit.name) == Self.curves.map(\.name))
    #expect(abs(comparison.rows.reduce(0) { $0 + $1.weight } - 1) < 1e-12 && comparison.rows[0].excess == 0)
    for (row, curve) in zip(comparison.rows, Self.curves) {
      #expect(abs(row.fit.summary.aic - curve.aic) < 2e-3, "\(curve.name)")
      for (got, expected) in zip(row.fit.summary.values, curve.values) {
        #expect(ModelData.isClose(got, expected), "\(curve.name): \(got) for \(expected)")
      }
      #expect(ModelData.isClose(row.fit.rootMeanSquare, curve.rootMeanSquare))
      for (day, share) in zip([1, 7, 14, 30, 90], curve.shares) {
        #expect(abs(row.fit.retention(on: day) - share) < 2e-5, "\(curve.name), day \(day)")
        let estimate = try row.fit.estimate(on: day)
        #expect(estimate.interval.contains(estimate.value) && estimate.standardError > 0)
      }
      let errors = try [14, 90].map { try row.fit.estimate(on: $0) }.map { $0.standardError / $0.value }
      #expect(errors[1] > 1.5 * errors[0], "\(curve.name) is surer far out than within the data")
    }
  }

  static let installs = [96, 199, 370, 386, 402, 324, 270, 263, 264, 124, 114, 89, 66, 62, 87, 80]
  static let activeOnDays16To30 = [807, 774, 709, 672, 642, 617, 570, 587, 555, 542, 508, 484, 480, 480, 454]

  /// Calibrated on half of the month, the model forecasts the other half.
  @Test func aMobileGameForecast() throws {
    let fit = try MaximumLikelihood.fit(BGBB.self, to: ModelData.histories("game-launch-days-0-15.csv"))
    Self.check(
      fit, values: [0.9827994638021941, 0.7137265541920306, 0.844890630966014, 5.641643677001357],
      logLikelihood: -13063.599186732368)
    #expect(fit.observationCount == 3_196)
    let forecast = (16...30).map { day in
      Self.installs.enumerated().reduce(0.0) {
        $0 + Double($1.element) * fit.model.probabilityActive(at: day - $1.offset)
      }
    }
    let (total, actual) = (forecast.reduce(0, +), Double(Self.activeOnDays16To30.reduce(0, +)))
    #expect(actual == 8_881)
    #expect(abs(total - 8927.65388654723) < 1)
    #expect(abs(100 * (total / actual - 1) - 0.525) < 0.01)
    let errors = zip(forecast, Self.activeOnDays16To30).map { abs($0 / Double($1) - 1) }
    let (mean, worst) = (errors.reduce(0, +) / 15, errors.max() ?? 0)
    #expect(abs(mean - 0.01647) < 1e-4)
    #expect(abs(worst - 0.0493) < 2e-4)
  }

  @Test func aMobileGameOverTheWholeMonth() throws {
    let fit = try MaximumLikelihood.fit(BGBB.self, to: ModelData.histories("game-launch-days-0-30.csv"))
    Self.check(fit, values: [0.7874, 0.8498, 0.9759, 10.7377], logLikelihood: -28954.615)
    // The data come back more on day 1 than the model has it: 57 % against 44 %.
    #expect(abs(fit.model.probabilityActive(at: 1) - 0.44) < 0.005)
  }
}

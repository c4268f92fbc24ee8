import Behavior
import Foundation
import LabStatistics
import Testing

@Suite struct RetentionPointsTests {
  /// Medians of Adjust (days 1, 7, 30) with day 90 of Appboy.
  @Test func fourPointsIdentifyAllThree() throws {
    let fit = try RetentionPointsFit([1: 0.26, 7: 0.13, 30: 0.07, 90: 0.04])
    #expect(fit.activity == .estimated && fit.concentration == 1.7)
    #expect(abs(fit.model.alpha + fit.model.beta - 1.7) < 1e-12)
    #expect(ModelData.isClose(fit.model.activity, 0.36287530519792743))
    #expect(ModelData.isClose(fit.model.gamma, 0.48478121704818866))
    #expect(ModelData.isClose(fit.model.delta, 1.2152081638222298))
    for (residual, fitted) in zip(fit.residuals, [0.2594, 0.1319, 0.0683, 0.0405]) {
      #expect(abs(residual.fitted - fitted) < 6e-5)
    }
    #expect(fit.rootMeanSquare > 0.001 && fit.rootMeanSquare < 0.05)
  }

  struct Preset: Sendable {
    let name: String
    let points: [Int: Double]
    let q: Double
    let gamma: Double
    let delta: Double
  }

  static let presets = [
    Preset(
      name: "all apps", points: [1: 0.245, 7: 0.11, 90: 0.04], q: 0.8317075113535898, gamma: 0.39336231891076123,
      delta: 0.16426203221901955),
    Preset(
      name: "Android", points: [1: 0.27, 7: 0.13, 90: 0.04], q: 0.41488001036158684, gamma: 0.47629017392534256,
      delta: 0.8876196698279186),
    Preset(
      name: "iOS", points: [1: 0.23, 7: 0.11, 90: 0.04], q: 0.4700657203787049, gamma: 0.39784195604655354,
      delta: 0.38116083273618695),
    Preset(
      name: "casual game", points: [1: 0.4482, 7: 0.1902, 30: 0.1002], q: 0.9999999999999927,
      gamma: 0.45500250067463255, delta: 0.36536067289714247),
  ]

  /// Appboy 2016 and Cookie Cats have three points each; with q given, the other two follow.
  @Test(arguments: presets.indices) func threePointsNeedQ(_ index: Int) throws {
    let preset = Self.presets[index]
    let fit = try RetentionPointsFit(preset.points, activity: preset.q)
    #expect(fit.activity == .held(reason: .asked))
    // The targets of the casual game are rounded to four digits here, their source was not.
    let tolerance = preset.name == "casual game" ? 3e-3 : 1e-3
    #expect(ModelData.isClose(fit.model.gamma, preset.gamma, relative: tolerance), "\(preset.name)")
    #expect(ModelData.isClose(fit.model.delta, preset.delta, relative: tolerance), "\(preset.name)")
  }

  @Test func withoutQThreePointsSaySo() throws {
    let fit = try RetentionPointsFit([1: 0.27, 7: 0.13, 90: 0.04])
    #expect(fit.activity == .held(reason: .tooFewPoints(3)))
    #expect(abs(fit.model.activity - RetentionPointsFit.usualActivity) < 1e-12)
    let two = try RetentionPointsFit([1: 0.26, 30: 0.07])
    #expect(two.activity == .held(reason: .tooFewPoints(2)) && two.rootMeanSquare < 1e-6)
  }

  @Test func impossiblePointsAreRefused() {
    #expect(throws: FitError.noData) { try RetentionPointsFit([:]) }
    #expect(throws: FitError.notIdentified(parameters: ["q", "gamma", "delta"], conditionNumber: .infinity)) {
      try RetentionPointsFit([1: 0.26])
    }
    for points in [[0: 1.0, 1: 0.2], [1: 0.0, 7: 0.1], [1: Double.nan, 7: 0.1], [1: 1.2, 7: 0.1]] {
      #expect(throws: StatisticsError.self) { try RetentionPointsFit(points) }
    }
    #expect(throws: StatisticsError.self) { try RetentionPointsFit([1: 0.2, 7: 0.1], concentration: 0) }
    // A curve that does not fall means that nobody leaves.
    #expect(throws: FitError.self) { try RetentionPointsFit([1: 0.3, 7: 0.3, 30: 0.3, 90: 0.3]) }
    // A curve steeper than any q below 1 allows.
    #expect(throws: FitError.self) { try RetentionPointsFit([1: 0.4482, 7: 0.1902, 30: 0.1002, 90: 0.0652]) }
  }
}

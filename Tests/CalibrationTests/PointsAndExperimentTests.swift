import Behavior
import Calibration
import Foundation
import Testing

/// Retention points and past experiments.
@Suite struct PointsAndExperimentTests {
  @Test func fourPointsTellTheMedianApp() throws {
    let result = try RetentionCalibration([1: 0.26, 7: 0.13, 30: 0.07, 90: 0.04]).result()
    #expect(abs(try #require(result["activity.mean"]?.number) - 0.363) < 1e-3)
    #expect(abs(try #require(result["dropout.gamma"]?.number) - 0.485) < 1e-3)
    #expect(abs(try #require(result["dropout.delta"]?.number) - 1.215) < 2e-3)
    #expect(result["activity.mean"]?.basis == .fitted)
    #expect(result["activity.concentration"]?.basis == .held)
    #expect(result.parameters.allSatisfy { $0.standardError == nil })
  }

  @Test func threePointsDoNotIdentifyTheActivity() throws {
    let result = try RetentionCalibration([1: 0.4, 7: 0.2, 30: 0.1]).result()
    #expect(result["activity.mean"]?.basis == .held)
    #expect(result.warnings.contains { $0.contains("3 points do not identify") })
    #expect(BehaviorBlock(result).text.contains("held, not estimated"))
  }

  @Test func impossiblePointsAreRefused() throws {
    for (points, kind) in [
      ([1: 0.4], CalibrationError.Kind.cannotTell), ([1: 0.2, 7: 0.3], .data), ([1: 1.2, 7: 0.3], .usage),
      ([0: 1, 7: 0.3], .usage), ([:], .cannotTell),
    ] as [([Int: Double], CalibrationError.Kind)] {
      let error = #expect(throws: CalibrationError.self) { try RetentionCalibration(points).result() }
      #expect(error?.kind == kind, "\(points): \(error?.message ?? "")")
    }
  }

  /// With users who are alike, the appeal is the shift of the shares' log-odds, and its error Woolf's.
  @Test func appealOfUsersWhoAreAlike() throws {
    var behavior = BehaviorParameters()
    behavior.response.spread = 0
    let result = try ExperimentCalibration(
      control: .init(users: 10_000, successes: 350), treatment: .init(users: 10_000, successes: 420), behavior: behavior
    ).result()
    let effect = try #require(result.effects.first)
    #expect(abs(effect.value - log(420.0 / 9580 / (350.0 / 9650))) < 1e-6)
    #expect(abs(effect.standardError - (1.0 / 420 + 1.0 / 9580 + 1.0 / 350 + 1.0 / 9650).squareRoot()) < 1e-5)
  }

  @Test func appealOfUsersWhoDifferIsLarger() throws {
    let result = try ExperimentCalibration(
      control: .init(users: 10_000, successes: 350), treatment: .init(users: 10_000, successes: 420)
    ).result()
    let effect = try #require(result.effects.first)
    #expect(effect.value > log(420.0 / 9580 / (350.0 / 9650)))
    #expect(result.otherLines.first?.contains("appeal: +") == true)
    #expect(BehaviorBlock(result).text.contains("# "))
  }

  /// With everybody's chance to leave theta, S(d)^m = S(d) ratio gives m in closed form where theta is one for all.
  @Test func habitOfRetention() throws {
    var behavior = BehaviorParameters()
    (behavior.dropout.gamma, behavior.dropout.delta) = (20, 980)
    let result = try ExperimentCalibration(
      control: .init(users: 5000, successes: 2500), treatment: .init(users: 5000, successes: 2700),
      outcome: .retention(day: 30, habit: 0.5), behavior: behavior
    ).result()
    // -ln S(30) is about 30 * 0.02; the ratio 1.08 saves ln 1.08 of it.
    let expected = -log(1 - log(1.08) / (30 * 0.0202)) / 0.5
    #expect(abs(try #require(result["engagement.effect"]?.number) / expected - 1) < 0.1)
  }

  @Test func experimentsThatTellNothing() throws {
    for (control, treatment, kind) in [
      ((100, 0), (100, 5), CalibrationError.Kind.cannotTell), ((100, 5), (100, 100), .cannotTell),
      ((0, 0), (100, 5), .usage), ((100, 101), (100, 5), .usage),
    ] {
      let error = #expect(throws: CalibrationError.self) {
        try ExperimentCalibration(
          control: .init(users: control.0, successes: control.1),
          treatment: .init(users: treatment.0, successes: treatment.1)
        ).result()
      }
      #expect(error?.kind == kind)
    }
    let unclear = try ExperimentCalibration(
      control: .init(users: 100, successes: 10), treatment: .init(users: 100, successes: 11)
    ).result()
    #expect(unclear.warnings.contains { $0.contains("holds 0") })
  }
}

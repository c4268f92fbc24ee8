import Behavior
import Foundation
import LabStatistics

/// From the counts of a past A/B test to an effect in a scenario.
///
/// Opens give the `appeal` of a variant: log-odds of a user, which are larger than the log-odds of the two shares, because
/// users differ. Retention gives `engagement.effect`: how much the habit that messages build lowers the chance to leave.
public struct ExperimentCalibration: Sendable {
  /// One arm: who was in it, and of how many it came true.
  public struct Arm: Sendable, Equatable {
    public let users: Int
    public let successes: Int

    public init(users: Int, successes: Int) {
      (self.users, self.successes) = (users, successes)
    }

    var share: Double { Double(successes) / Double(users) }
    var variance: Double { share * (1 - share) / Double(users) }
  }

  /// What was counted.
  public enum Outcome: Sendable, Equatable {
    /// Recipients who opened the message.
    case opens
    /// Users still active in some sense on a day; `habit` is the mean engagement that the treated had.
    case retention(day: Int, habit: Double)
  }

  let control: Arm
  let treatment: Arm
  let outcome: Outcome
  let behavior: BehaviorParameters
  let level: Double

  /// A calibration.
  ///
  /// - Parameter behavior: what the spread of openness and the dropout are taken to be.
  public init(
    control: Arm, treatment: Arm, outcome: Outcome = .opens, behavior: BehaviorParameters = BehaviorParameters(),
    level: Double = 0.95
  ) {
    (self.control, self.treatment, self.outcome) = (control, treatment, outcome)
    (self.behavior, self.level) = (behavior, level)
  }

  /// Computes the effect.
  ///
  /// - Throws: ``CalibrationError``.
  public func result() throws(CalibrationError) -> CalibrationResult {
    for (name, arm) in [("control", control), ("treatment", treatment)] {
      guard arm.users > 0, (0...arm.users).contains(arm.successes) else {
        throw CalibrationError(
          .usage, "the \(name) needs users and as many successes at most, not \(arm.users):\(arm.successes)")
      }
      guard arm.successes > 0, arm.successes < arm.users else {
        throw CalibrationError(
          .cannotTell,
          "\(arm.successes == 0 ? "nobody" : "everybody") of the \(name) counts: an effect on log-odds needs some of both"
        )
      }
    }
    var result = CalibrationResult(kind: "experiment", title: "Effect of a past experiment")
    result.level = level
    result.data = [
      "Control \(words(control)), treatment \(words(treatment)).", logOdds,
    ]
    do {
      switch outcome {
      case .opens: try addAppeal(to: &result)
      case .retention(let day, let habit): try addEngagement(day: day, habit: habit, to: &result)
      }
    } catch {
      throw CalibrationError(error, fitting: "the effect")
    }
    if smallest < 10 {
      result.warnings.append("An arm has fewer than 10 users of one kind: the interval is rough.")
    }
    result.notes.append("The effect is that of one test on its users; carried over to others it is an assumption.")
    return try result.checked()
  }

  private var smallest: Int {
    [control, treatment].map { min($0.successes, $0.users - $0.successes) }.min() ?? 0
  }

  private func words(_ arm: Arm) -> String {
    "\(NumberWords.count(arm.successes)) of \(NumberWords.count(arm.users)) (\(NumberText.percent(arm.share)))"
  }

  /// Woolf's interval of the odds ratio's logarithm (1955, https://doi.org/10.1111/j.1469-1809.1955.tb01348.x).
  private var logOdds: String {
    func odds(_ arm: Arm) -> Double { log(arm.share / (1 - arm.share)) }
    func variance(_ arm: Arm) -> Double { 1 / Double(arm.successes) + 1 / Double(arm.users - arm.successes) }
    let difference = odds(treatment) - odds(control)
    let variance = variance(control) + variance(treatment)
    return "Log-odds of the shares: \(NumberText.signed(difference)) with a standard error of "
      + "\(NumberText.significant(variance.squareRoot(), digits: 3))."
  }

  private func addAppeal(to result: inout CalibrationResult) throws {
    let chance = OpenChance(behavior, topics: 5, lapsedShare: 0)
    func odds(_ arm: Arm) throws -> (value: Double, variance: Double) {
      let value = try chance.odds(share: arm.share)
      let slope = (chance.mean(odds: value + 1e-4) - chance.mean(odds: value - 1e-4)) / 2e-4
      return (value, arm.variance / (slope * slope))
    }
    let (before, after) = (try odds(control), try odds(treatment))
    let error = (before.variance + after.variance).squareRoot()
    let effect = after.value - before.value
    let width = Normal.twoSidedCritical(alpha: 1 - level) * error
    let signed = { (value: Double) in (value > 0 ? "+" : "") + NumberWords.plain((value * 1e4).rounded() / 1e4) }
    result.data.append(
      "Appeal of the treatment: \(signed(effect)) with a standard error of \(NumberText.significant(error, digits: 3)), "
        + "\(NumberText.percent(level)) \(signed(effect - width)) to \(signed(effect + width)).")
    func variants(_ appeal: String) -> String {
      "variants: {control: {weight: 50%}, treatment: {weight: 50%, appeal: \(appeal)}}"
        + "  # standard error \(NumberText.significant(error, digits: 3))"
    }
    result.otherLines = [variants(signed(effect))]
    result.uncertainLines = [variants("\"normal(\(signed(effect)), \(NumberWords.plain(error)))\"")]
    result.effects = [
      CalibrationResult.Effect(
        name: "appeal", value: effect, standardError: error,
        interval: Interval(center: effect, halfWidth: width))
    ]
    result.notes.append(
      "Users differ in openness with a standard deviation of \(NumberWords.plain(behavior.response.spread)), so that the "
        + "appeal to a user is more than the shift of the shares' log-odds.")
    warnIfUnclear(effect, width, to: &result)
  }

  private func addEngagement(day: Int, habit: Double, to result: inout CalibrationResult) throws {
    guard day >= 1, habit > 0, habit <= 1.5 else {
      throw CalibrationError(.usage, "retention needs a day from 1 and a habit above 0 and at most 1.5")
    }
    let life = SBG(alpha: behavior.dropout.gamma, beta: behavior.dropout.delta)
    // Who stays each day with chance (1 - theta)^m is still there after d days with E[(1 - theta)^(m d)].
    func multiplier(_ logRatio: Double) throws -> Double {
      let target = life.logSurvival(after: Double(day)) + logRatio
      guard target < 0 else {
        throw CalibrationError(
          .cannotTell,
          "the treatment retains more users than the dropout of the behavior lets stay; calibrate that first")
      }
      return try RootFinding.brent("multiplier of the dropout rate", low: 1e-9, high: 1e6) {
        life.logSurvival(after: $0 * Double(day)) - target
      }
    }
    let logRatio = log(treatment.share / control.share)
    let effect = -log(try multiplier(logRatio)) / habit
    let step = 1e-4
    let slope = (log(try multiplier(logRatio + step)) - log(try multiplier(logRatio - step))) / (2 * step * habit)
    func relativeVariance(_ arm: Arm) -> Double { arm.variance / (arm.share * arm.share) }
    let error = abs(slope) * (relativeVariance(control) + relativeVariance(treatment)).squareRoot()
    let width = Normal.twoSidedCritical(alpha: 1 - level) * error
    guard effect >= 0 else {
      throw CalibrationError(
        .cannotTell,
        "the treatment retains fewer users than the control: no habit that messages build can say that "
          + "(fatigue.annoyance can, and needs a test of frequencies)")
    }
    let source =
      "a test with \(words(control)) of the control and \(words(treatment)) of the treatment retained on day \(day); the "
      + "dropout rate times \(NumberText.significant(exp(-effect * habit), digits: 3)), at a mean habit of "
      + "\(NumberWords.plain(habit)), which is assumed."
    result.parameters = [
      CalibratedParameter(
        "engagement", "effect", .number(effect), standardError: error,
        interval: Interval(low: max(0, effect - width), high: effect + width), basis: .estimated, source: source)
    ]
    warnIfUnclear(effect, width, to: &result)
  }

  private func warnIfUnclear(_ effect: Double, _ width: Double, to result: inout CalibrationResult) {
    if abs(effect) <= width {
      result.warnings.append("The test does not tell the effect from none: its interval holds 0.")
    }
  }
}

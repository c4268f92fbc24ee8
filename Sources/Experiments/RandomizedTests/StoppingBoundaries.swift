import Foundation
import LabStatistics
import Simulation

/// How many standard errors from zero end a test at each of its looks.
struct StoppingBoundaries {
  /// By look; nil: the test does not end there.
  let z: [Double?]
  /// Critical value of the always-valid interval by look.
  let alwaysValid: [Double]

  /// - Parameters:
  ///   - information: Of each look as a share of the last one's, rising to 1.
  ///   - users: At the last look, for which the always-valid interval is narrowest.
  ///   - standardErrors: By look, for the Bayesian rule.
  ///   - prior: Standard deviation of the effect before anything is seen.
  init(
    _ rule: ExperimentDefinition.Rule, information: [Double], alpha: Double, users: Int, standardErrors: [Double?],
    prior: Double?
  ) throws {
    let fixed = Normal.twoSidedCritical(alpha: alpha)
    let last = information.count - 1
    let rho = try NormalMixture.rho(bestAt: Double(max(users, 2)), alpha: alpha)
    alwaysValid = try information.map {
      try NormalMixture(rho: rho, users: Double(max(users, 2)) * $0, variance: 1).halfWidth(alpha: alpha)
    }
    switch rule {
    case .fixed: z = information.indices.map { $0 == last ? fixed : nil }
    case .peeking: z = information.map { _ in fixed }
    case .obrienFleming:
      z = try GroupSequentialDesign(
        .spending(.lanDeMetsOBrienFleming), information: information, alpha: alpha
      ).boundaries.map { $0.isFinite ? $0 : nil }
    case .pocock:
      z = try GroupSequentialDesign(.spending(.lanDeMetsPocock), information: information, alpha: alpha).boundaries
    case .alwaysValid: z = alwaysValid
    case .bayes:
      z = standardErrors.map { error in
        guard let error, let prior, prior > 0 else { return nil }
        // The posterior's chance of the other sign falls to alpha / 2 there.
        return fixed * (1 + error * error / (prior * prior)).squareRoot()
      }
    }
  }
}

import LabStatistics

/// A number that one world gave, with the square of its standard error, or why it gave none.
package enum Measurement: Sendable, Equatable {
  case number(Double, variance: Double)
  case none(Status)

  /// The value in the treatment.
  init(valueOf pair: PairedComparison) {
    guard let value = pair.treatment else {
      self = .none(.zeroDenominator)
      return
    }
    self.init(value, variance: pair.treatmentVariance, count: pair.count)
  }

  /// The difference from the baseline.
  init(differenceOf pair: PairedComparison) {
    guard let treatment = pair.treatment, let control = pair.control else {
      self = .none(.zeroDenominator)
      return
    }
    self.init(treatment - control, variance: pair.pairedVariance, count: pair.count)
  }

  /// The lift, with the variance of the delta method. Where the baseline may be zero, as far as the world's users tell,
  /// there is none: both would be arbitrary.
  init(liftOf pair: PairedComparison, alpha: Double) throws {
    guard let treatment = pair.treatment, let control = pair.control else {
      self = .none(.zeroDenominator)
      return
    }
    let lift = try pair.lift(alpha: alpha)
    guard let estimate = lift.estimate, lift.status != .unboundedLift else {
      self = .none(lift.status ?? .zeroBaseline)
      return
    }
    let variance = LiftMethod.deltaVariance(
      control: control, treatment: treatment, controlVariance: pair.controlVariance,
      treatmentVariance: pair.treatmentVariance, covariance: pair.covariance)
    self.init(estimate, variance: pair.pairedVariance == 0 ? 0 : variance, count: pair.count)
  }

  private init(_ value: Double, variance: Double, count: Int) {
    if count < 2 {
      self = .none(.tooFewUnits)
    } else if value.isFinite, variance.isFinite {
      self = .number(value, variance: max(0, variance))
    } else {
      self = .none(.outOfRange)
    }
  }
}

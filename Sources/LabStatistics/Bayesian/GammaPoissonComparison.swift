import Foundation

/// Two event rates with gamma posteriors.
///
/// P(treatment > control) is a regularised incomplete beta function: G_C / (G_C + G_T) of two gamma variables is beta.
public struct GammaPoissonComparison: Sendable {
  /// Posterior of the control's rate.
  public let control: Gamma
  /// Posterior of the treatment's rate.
  public let treatment: Gamma

  /// Posteriors from events and exposures with one prior for both arms.
  ///
  /// - Throws: `StatisticsError.invalidArgument` when a posterior would not be proper.
  public init(control: EventCount, treatment: EventCount, priorShape: Double, priorRate: Double) throws {
    let posterior = { (count: EventCount) in
      try Gamma(shape: priorShape + Double(count.events), rate: priorRate + count.exposure)
    }
    self.control = try posterior(control)
    self.treatment = try posterior(treatment)
  }

  /// P(treatment's rate > control's rate).
  public var probabilityTreatmentBetter: Double {
    let total = control.rate + treatment.rate
    return exp(
      IncompleteBeta.logTails(
        a: control.shape, b: treatment.shape, x: control.rate / total, y: treatment.rate / total
      ).lower)
  }
}

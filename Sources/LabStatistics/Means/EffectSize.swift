/// Standardised differences of two means.
public struct EffectSize: Sendable, Equatable {
  /// Difference over the pooled standard deviation (Cohen 1988).
  public let cohenD: Double
  /// Cohen's d with the small-sample factor 1 - 3 / (4 df - 1) (Hedges 1981, doi:10.3102/10769986006002107).
  public let hedgesG: Double

  /// The effect sizes of two arms; nil when there is no pooled variance.
  public init?(control: UnitSummary, treatment: UnitSummary) {
    guard control.status == nil, treatment.status == nil else { return nil }
    let variance = MeanTest.pooledVariance(control, treatment)
    guard variance > 0 else { return nil }
    cohenD = (treatment.mean - control.mean) / variance.squareRoot()
    hedgesG = cohenD * (1 - 3 / (4 * Double(control.count + treatment.count - 2) - 1))
  }
}

import Foundation

/// Weighted log-rank tests of two survival curves.
///
/// At every event time the treated events are compared with their hypergeometric expectation given the margins.
/// Sources: Mantel (1966); Gehan (1965), doi:10.1093/biomet/52.1-2.203; Tarone and Ware (1977),
/// doi:10.1093/biomet/64.1.156. Best power: log-rank for proportional hazards, Gehan for early differences.
public struct LogRank: Sendable {
  /// How much an event time counts.
  public enum Weight: String, CaseIterable, Sendable {
    /// All event times count the same.
    case logRank = "log_rank"
    /// Weighted by the number at risk (Gehan-Wilcoxon).
    case gehanWilcoxon = "gehan_wilcoxon"
    /// Weighted by its square root (Tarone-Ware).
    case taroneWare = "tarone_ware"

    func value(atRisk: Double) -> Double {
      switch self {
      case .logRank: 1
      case .gehanWilcoxon: atRisk
      case .taroneWare: atRisk.squareRoot()
      }
    }
  }

  /// Events seen among the treated and expected under equal hazards (weighted, when a weight is used).
  public let observed, expected: Double

  /// Variance of `observed - expected`.
  public let variance: Double

  /// `(observed - expected)^2 / variance`.
  public let chiSquare: Double

  /// Upper tail of chi-square with one degree of freedom.
  public let pValue: Double

  /// Peto's estimate of the log hazard ratio, `(observed - expected) / variance`; meaningful for `.logRank`.
  public var petoLogHazardRatio: Double { (observed - expected) / variance }

  /// Compares two samples.
  ///
  /// - Throws: ``StatisticsError`` when no event time has both arms at risk and a choice left, so that nothing varies.
  public init(control: SurvivalSample, treatment: SurvivalSample, weight: Weight = .logRank) throws {
    var observed = 0.0
    var expected = 0.0
    var variance = 0.0
    for row in RiskTable(control: control, treatment: treatment).rows where row.events > 0 {
      let n = row.atRisk
      let d = row.events
      let share = row.treatedAtRisk / n
      let w = weight.value(atRisk: n)
      observed += w * row.treatedEvents
      expected += w * d * share
      if n > 1 { variance += w * w * d * share * (1 - share) * (n - d) / (n - 1) }
    }
    guard variance > 0 else { throw StatisticsError.undefined(quantity: "log-rank", status: .zeroVariance) }
    self.observed = observed
    self.expected = expected
    self.variance = variance
    let deviation = observed - expected
    chiSquare = deviation * deviation / variance
    pValue = Normal.twoSidedTail(deviation / variance.squareRoot())
  }
}

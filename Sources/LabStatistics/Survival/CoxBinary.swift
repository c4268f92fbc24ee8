import Foundation

/// Cox's proportional-hazards model with one binary covariate: treated or not.
///
/// The partial likelihood is maximised by Newton steps with halving from 0. Ties by Efron (1977),
/// doi:10.1080/01621459.1977.10480613 (default), or Breslow (1974). Assumes that the hazards are proportional; with
/// crossing curves report restricted means instead.
public struct CoxBinary: Sendable {
  /// How events at equal times enter the partial likelihood.
  public enum Ties: String, CaseIterable, Sendable {
    /// Efron's approximation: accurate also with many ties.
    case efron
    /// Breslow's approximation: simpler, biased towards 0 with many ties.
    case breslow
  }

  /// Estimated log hazard ratio, treatment against control.
  public let logHazardRatio: Double

  /// Its standard error from the observed information.
  public let standardError: Double

  /// `exp(logHazardRatio)`: below 1 means that treated users have the event later.
  public var hazardRatio: Double { exp(logHazardRatio) }

  /// Twice the gain in log partial likelihood over no effect.
  public let likelihoodRatio: Double

  /// Wald p-value of no effect, two-sided.
  public var pValue: Double { Normal.twoSidedTail(logHazardRatio / standardError) }

  /// Upper tail of the likelihood-ratio statistic.
  public var likelihoodRatioP: Double { Normal.twoSidedTail(max(0, likelihoodRatio).squareRoot()) }

  /// Fits the model.
  ///
  /// - Throws: ``StatisticsError`` when the likelihood has no maximum (one arm has no event while the other has, or
  ///   the risk sets never mix).
  public init(control: SurvivalSample, treatment: SurvivalSample, ties: Ties = .efron) throws {
    let rows = RiskTable(control: control, treatment: treatment).rows.filter { $0.events > 0 }
    let start = Self.likelihood(0, rows, ties)
    // Monotone likelihood: with beta to either infinity the score keeps its sign.
    let far = (Self.likelihood(-40, rows, ties).score, Self.likelihood(40, rows, ties).score)
    guard start.information > 0, far.0 > 1e-9, far.1 < -1e-9 else {
      throw StatisticsError.undefined(quantity: "hazard ratio", status: .separation)
    }
    var beta = 0.0
    var current = start
    for _ in 0..<200 {
      var step = current.score / current.information
      step = min(max(step, -2), 2)
      var next = Self.likelihood(beta + step, rows, ties)
      var halvings = 0
      while next.value < current.value - 1e-12 * abs(current.value), halvings < 60 {
        step /= 2
        next = Self.likelihood(beta + step, rows, ties)
        halvings += 1
      }
      beta += step
      current = next
      if abs(step) <= 1e-14 * max(1, abs(beta)) { break }
    }
    logHazardRatio = beta
    standardError = 1 / current.information.squareRoot()
    likelihoodRatio = 2 * (current.value - start.value)
  }

  private static func likelihood(
    _ beta: Double, _ rows: [RiskTable.Row], _ ties: Ties
  ) -> (value: Double, score: Double, information: Double) {
    let risk = exp(beta)
    var value = 0.0
    var score = 0.0
    var information = 0.0
    for row in rows {
      value += beta * row.treatedEvents
      score += row.treatedEvents
      for tie in 0..<Int(row.events) {
        let fraction = ties == .efron ? Double(tie) / row.events : 0
        let treated = risk * (row.treatedAtRisk - fraction * row.treatedEvents)
        let others =
          row.atRisk - row.treatedAtRisk - fraction * (row.events - row.treatedEvents)
        let share = treated / (treated + others)
        value -= log(treated + others)
        score -= share
        information += share * (1 - share)
      }
    }
    return (value, score, information)
  }
}

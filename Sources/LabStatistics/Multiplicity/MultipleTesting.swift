import Foundation

/// A correction for testing several hypotheses at once, as adjusted p-values.
///
/// An adjusted p-value is compared with the family-wide `alpha` directly. The family is stated by the caller; the
/// lab's convention is goal metrics x variants x segments, with guardrails apart.
///
/// ```swift
/// try MultipleTesting.holm.adjusted([0.01, 0.04, 0.03])  // [0.03, 0.06, 0.06]
/// ```
///
/// Step-wise procedures carry equal adjusted values for equal p-values and return them in the order of the input.
public enum MultipleTesting: String, CaseIterable, Sendable {
  /// Bonferroni: `min(1, m p)`. Controls the family-wise error under any dependence.
  case bonferroni
  /// Sidak (1967): `1 - (1 - p)^m`. Family-wise error under independence or positive orthant dependence.
  case sidak
  /// Holm (1979), step-down Bonferroni. Never less powerful than Bonferroni, any dependence.
  case holm
  /// Holm with Sidak steps.
  case holmSidak = "holm_sidak"
  /// Hochberg (1988), doi:10.1093/biomet/75.4.800: step-up of Simes; needs positive dependence.
  case hochberg = "simes_hochberg"
  /// Hommel (1988), doi:10.1093/biomet/75.2.383: closed testing with Simes' test; uniformly at least Hochberg.
  case hommel
  /// Benjamini and Hochberg (1995): the false discovery rate under independence or positive dependence.
  case benjaminiHochberg = "fdr_bh"
  /// Benjamini and Yekutieli (2001): the false discovery rate under any dependence.
  case benjaminiYekutieli = "fdr_by"
  /// Two-stage Benjamini-Hochberg: the first stage, at level `alpha`, estimates the number of true hypotheses.
  case twoStageBenjaminiHochberg = "fdr_tsbh"

  /// The adjusted p-values, in the order of the input.
  ///
  /// - Parameters:
  ///   - pValues: p-values in 0...1; an empty list gives an empty list.
  ///   - alpha: level of the family, in (0, 1); only the two-stage procedure depends on it.
  /// - Throws: ``StatisticsError`` when a p-value is not in 0...1 or `alpha` is not in (0, 1).
  public func adjusted(_ pValues: [Double], alpha: Double = 0.05) throws -> [Double] {
    try Check.fractions(pValues, "p")
    try Check.openFraction(alpha, "alpha")
    guard !pValues.isEmpty else { return [] }
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    let adjusted = sortedAdjusted(order.map { pValues[$0] }, alpha: alpha)
    var result = pValues
    for (rank, index) in order.enumerated() { result[index] = min(1, adjusted[rank]) }
    return result
  }

  /// Which hypotheses are rejected at the family level `alpha`, in the order of the input.
  ///
  /// - Throws: ``StatisticsError`` as ``adjusted(_:alpha:)``.
  public func rejected(_ pValues: [Double], alpha: Double = 0.05) throws -> [Bool] {
    try adjusted(pValues, alpha: alpha).map { $0 <= alpha }
  }

  /// Adjusted values of ascending p-values, before capping at 1.
  private func sortedAdjusted(_ p: [Double], alpha: Double) -> [Double] {
    let m = Double(p.count)
    switch self {
    case .bonferroni:
      return p.map { $0 * m }
    case .sidak:
      return p.map { Self.sidakPower($0, m) }
    case .holm:
      return Self.runningMaximum(p.enumerated().map { $1 * (m - Double($0)) })
    case .holmSidak:
      return Self.runningMaximum(p.enumerated().map { Self.sidakPower($1, m - Double($0)) })
    case .hochberg:
      return Self.runningMinimumFromEnd(p.enumerated().map { $1 * (m - Double($0)) })
    case .hommel:
      return Self.hommelAdjusted(p)
    case .benjaminiHochberg:
      return Self.stepUp(p, factor: 1)
    case .benjaminiYekutieli:
      return Self.stepUp(p, factor: (1...p.count).reduce(0) { $0 + 1 / Double($1) })
    case .twoStageBenjaminiHochberg:
      let first = Self.stepUp(p, factor: 1)
      let rejections = first.filter { $0 <= alpha }.count
      // With nothing or everything rejected the second stage has nothing to add.
      guard rejections > 0, rejections < p.count else { return first }
      return first.map { min(1, $0) * (m - Double(rejections)) / m }
    }
  }

  /// `1 - (1 - p)^k` without losing small p.
  private static func sidakPower(_ p: Double, _ k: Double) -> Double {
    p >= 1 ? 1 : -expm1(k * log1p(-p))
  }

  private static func stepUp(_ p: [Double], factor: Double) -> [Double] {
    let m = Double(p.count)
    return runningMinimumFromEnd(p.enumerated().map { $1 * factor * m / Double($0 + 1) })
  }

  private static func runningMaximum(_ values: [Double]) -> [Double] {
    var top = -Double.infinity
    return values.map {
      top = max(top, $0)
      return top
    }
  }

  private static func runningMinimumFromEnd(_ values: [Double]) -> [Double] {
    var bottom = Double.infinity
    return values.reversed().map {
      bottom = min(bottom, $0)
      return bottom
    }.reversed()
  }

  /// Hommel's closure by the algorithm of Wright (1992), doi:10.2307/2532694.
  private static func hommelAdjusted(_ p: [Double]) -> [Double] {
    let n = p.count
    var adjusted = p
    for m in stride(from: n, to: 1, by: -1) {
      let tail = n - m
      var c = Double.infinity
      for j in 1...m { c = min(c, Double(m) * p[tail + j - 1] / Double(j)) }
      for i in tail..<n { adjusted[i] = max(adjusted[i], c) }
      for i in 0..<tail { adjusted[i] = max(adjusted[i], min(Double(m) * p[i], c)) }
    }
    return adjusted
  }
}

extension MultipleTesting {
  /// The level of each interval reported after selection so that the false coverage rate is at most `rate`.
  ///
  /// Of `tests` parameters, the `selected` ones that were declared significant by Benjamini-Hochberg get intervals of
  /// coverage `1 - selected * rate / tests` (Benjamini and Yekutieli 2005, doi:10.1198/016214504000001907). There is
  /// no interval that belongs to Holm's procedure: use `alpha / tests` (Bonferroni) or this.
  ///
  /// - Throws: ``StatisticsError`` when `selected` is not in 1...`tests` or `rate` is not in (0, 1).
  public static func falseCoverageAlpha(selected: Int, of tests: Int, rate: Double = 0.05) throws -> Double {
    try Check.openFraction(rate, "rate")
    try Check.atLeast(tests, 1, "tests")
    try Check.that(selected >= 1 && selected <= tests, "selected", "must be in 1...\(tests), not \(selected)")
    return Double(selected) * rate / Double(tests)
  }
}

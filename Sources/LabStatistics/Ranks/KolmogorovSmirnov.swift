import Foundation

/// The two-sample Kolmogorov-Smirnov test: the largest gap between two empirical distribution functions.
///
/// With ties the exact p-value is conservative, because the recursion assumes continuous distributions.
public struct KolmogorovSmirnov: Sendable {
  /// The largest absolute difference of the empirical distribution functions.
  public let distance: Double

  /// Sample sizes.
  public let controlCount, treatmentCount: Int

  /// `distance * n * m`, a whole number.
  private let gap: Int

  /// Compares the two samples.
  ///
  /// - Throws: ``StatisticsError`` when a sample is empty or has a value that is not finite.
  public init(control: [Double], treatment: [Double]) throws {
    try Check.sample(control, "control", atLeast: 1)
    try Check.sample(treatment, "treatment", atLeast: 1)
    let left = control.sorted()
    let right = treatment.sorted()
    var i = 0
    var j = 0
    var widest = 0
    while i < left.count, j < right.count {
      let value = min(left[i], right[j])
      while i < left.count, left[i] == value { i += 1 }
      while j < right.count, right[j] == value { j += 1 }
      widest = max(widest, abs(i * right.count - j * left.count))
    }
    gap = widest
    controlCount = left.count
    treatmentCount = right.count
    distance = Double(widest) / (Double(left.count) * Double(right.count))
  }

  /// The exact chance, under equal continuous distributions, of a gap at least this wide.
  ///
  /// Counts lattice paths that touch the forbidden region by a backward recursion in which only positive numbers are
  /// added, so that tiny p-values keep their digits (Hodges 1958, doi:10.1007/BF02589501).
  ///
  /// - Returns: nil above a hundred million pairs, where ``asymptoticP`` is as good.
  public var exactP: Double? {
    guard controlCount.multipliedReportingOverflow(by: treatmentCount).partialValue <= 100_000_000,
      Double(controlCount) * Double(treatmentCount) <= 1e8
    else { return nil }
    guard gap > 0 else { return 1 }
    let n = controlCount
    let m = treatmentCount
    // touched[j]: chance that the path from (i, j) to (n, m) meets |i m - j n| >= gap.
    var touched = [Double](repeating: 0, count: m + 2)
    for i in stride(from: n, through: 0, by: -1) {
      for j in stride(from: m, through: 0, by: -1) {
        if abs(i * m - j * n) >= gap {
          touched[j] = 1
        } else if i == n, j == m {
          touched[j] = 0
        } else {
          let left = Double(n - i)
          let right = Double(m - j)
          let below = i == n ? 0 : touched[j]
          let beside = j == m ? 0 : touched[j + 1]
          touched[j] = (left * below + right * beside) / (left + right)
        }
      }
    }
    return min(1, touched[0])
  }

  /// The p-value of the one-sample distribution at the effective size `n m / (n + m)`, rounded to a whole number.
  public var asymptoticP: Double {
    let n = Double(controlCount)
    let m = Double(treatmentCount)
    let effective = max(1, (n * m / (n + m)).rounded(.toNearestOrEven))
    return KolmogorovDistribution(count: Int(effective)).upperTail(distance)
  }

  /// The p-value of Kolmogorov's limit law, `2 sum (-1)^(k-1) exp(-2 k^2 x^2)` at `x = distance sqrt(n m / (n + m))`.
  public var limitP: Double {
    let n = Double(controlCount)
    let m = Double(treatmentCount)
    return KolmogorovDistribution.limitUpperTail((n * m / (n + m)).squareRoot() * distance)
  }
}

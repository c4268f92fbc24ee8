import Foundation

/// Proportions of two arms compared within strata.
///
/// Sources: Cochran 1954, Mantel & Haenszel 1959; the error of the log odds ratio: Robins, Breslow & Greenland 1986
/// (doi:10.2307/2531052); homogeneity: Breslow & Day 1980; the risk difference: Greenland & Robins 1985.
public struct CochranMantelHaenszel: Sendable {
  private let tables: [Table]

  /// One stratum: a and b are successes and failures of the treatment, c and d of the control.
  private struct Table {
    let a, b, c, d: Double
    var n: Double { a + b + c + d }
    var expected: Double { (a + b) * (a + c) / n }
    var variance: Double { (a + b) / n * ((c + d) / n) * ((a + c) * (b + d) / (n - 1)) }
  }

  /// Strata of two arms; strata with fewer than two units are left out.
  ///
  /// - Throws: `StatisticsError.undefined` when no stratum has two units.
  public init(_ strata: [(treatment: SuccessCount, control: SuccessCount)]) throws {
    tables = strata.map {
      Table(
        a: Double($0.treatment.successes), b: Double($0.treatment.failures), c: Double($0.control.successes),
        d: Double($0.control.failures))
    }.filter { $0.n > 1 }
    guard !tables.isEmpty else {
      throw StatisticsError.undefined(quantity: "stratified comparison", status: .tooFewUnits)
    }
  }

  /// The test of no effect in any stratum; nil when no stratum can show one.
  ///
  /// - Parameter corrected: subtracts up to one half from the total deviation.
  public func statistic(corrected: Bool = false) -> Double? {
    let variance = tables.reduce(0) { $0 + $1.variance }
    guard variance > 0 else { return nil }
    var deviation = abs(tables.reduce(0) { $0 + ($1.a - $1.expected) })
    if corrected { deviation -= min(0.5, deviation) }
    return deviation * deviation / variance
  }

  /// The Mantel-Haenszel odds ratio; nil when its denominator is zero.
  public var oddsRatio: Double? {
    let denominator = tables.reduce(0) { $0 + $1.b * $1.c / $1.n }
    return denominator > 0 ? tables.reduce(0) { $0 + $1.a * $1.d / $1.n } / denominator : nil
  }

  /// The standard error of the log odds ratio; nil when the odds ratio is zero or missing.
  public var logOddsRatioError: Double? {
    var (r, s, pr, mixed, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for table in tables {
      let (p, q) = ((table.a + table.d) / table.n, (table.b + table.c) / table.n)
      let (top, bottom) = (table.a * table.d / table.n, table.b * table.c / table.n)
      r += top
      s += bottom
      pr += p * top
      mixed += p * bottom + q * top
      qs += q * bottom
    }
    guard r > 0, s > 0 else { return nil }
    return (pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s)).squareRoot()
  }

  /// The Mantel-Haenszel risk difference; nil without units in both arms of a stratum.
  public var riskDifference: Double? {
    let weight = tables.reduce(0) { $0 + ($1.a + $1.b) * ($1.c + $1.d) / $1.n }
    guard weight > 0 else { return nil }
    return tables.reduce(0) { $0 + ($1.a * ($1.c + $1.d) - $1.c * ($1.a + $1.b)) / $1.n } / weight
  }

  /// Breslow and Day's test of equal odds ratios, without Tarone's correction; nil when it does not exist.
  public var breslowDay: (statistic: Double, degreesOfFreedom: Int)? {
    guard tables.count > 1, let ratio = oddsRatio, ratio > 0 else { return nil }
    var sum = 0.0
    var used = 0
    for table in tables {
      let (rows, columns) = (table.a + table.b, table.a + table.c)
      guard let fitted = Self.fitted(ratio, rows: rows, columns: columns, total: table.n) else { continue }
      let cells = [fitted, rows - fitted, columns - fitted, table.n - rows - columns + fitted]
      guard cells.allSatisfy({ $0 > 0 }) else { continue }
      let deviation = table.a - fitted
      sum += deviation * deviation * cells.reduce(0) { $0 + 1 / $1 }
      used += 1
    }
    return used > 1 ? (sum, used - 1) : nil
  }

  /// The first cell of a table with these margins and this odds ratio.
  private static func fitted(_ ratio: Double, rows: Double, columns: Double, total: Double) -> Double? {
    let a = 1 - ratio
    let b = total - rows - columns + ratio * (rows + columns)
    let c = -ratio * rows * columns
    if abs(a) < 1e-12 { return b > 0 ? -c / b : nil }
    let root = (b * b - 4 * a * c).squareRoot()
    // Written so that the two nearly equal terms are not subtracted.
    let value = -2 * c / (b + root)
    return value.isFinite ? value : nil
  }
}

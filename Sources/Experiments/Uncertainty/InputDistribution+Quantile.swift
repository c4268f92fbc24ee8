import Foundation
import LabStatistics
import Primitives

extension InputDistribution {
  /// Returns the value below which a share of the distribution lies, of what is left of it within a range.
  ///
  /// With F the distribution function and a...b the range it is F⁻¹(F(a) + u · (F(b) − F(a))): one uniform gives one value,
  /// and none is ever rejected.
  ///
  /// - Parameters:
  ///   - u: Between 0 and 1.
  ///   - range: Values that the number may have.
  /// - Throws: `StatisticsError` for a distribution that does not exist.
  package func quantile(_ u: Double, in range: ClosedRange<Double>) throws -> Double {
    let whole = try Whole(self)
    let below = whole.cdf(range.lowerBound)
    let above = whole.upperTail(range.upperBound)
    // Each tail on its own side, as neither is exact as one minus the other.
    let inside =
      if below > 0.5 {
        whole.upperTail(range.lowerBound) - above
      } else if above > 0.5 {
        whole.cdf(range.upperBound) - below
      } else {
        1 - below - above
      }
    let value = try whole.quantile(lower: below + u * inside, upper: above + (1 - u) * inside)
    return min(max(value, range.lowerBound), range.upperBound)
  }

  /// The distribution before anything is cut off.
  private enum Whole {
    case normal(mean: Double, deviation: Double)
    case lognormal(logMedian: Double, deviation: Double)
    case beta(Beta)

    init(_ distribution: InputDistribution) throws {
      let (center, spread) = (distribution.center, distribution.spread)
      switch distribution.kind {
      case .normal: self = .normal(mean: center, deviation: spread)
      case .lognormal: self = .lognormal(logMedian: log(center), deviation: spread)
      case .beta:
        // From the moments: a + b = m(1 − m)/s² − 1, a = m(a + b).
        let size = center * (1 - center) / (spread * spread) - 1
        self = .beta(try Beta(a: center * size, b: (1 - center) * size))
      }
    }

    func cdf(_ x: Double) -> Double {
      switch self {
      case .normal(let mean, let deviation): return Normal.cdf((x - mean) / deviation)
      case .lognormal(let logMedian, let deviation):
        return x > 0 ? Normal.cdf((log(x) - logMedian) / deviation) : 0
      case .beta(let beta): return x <= 0 ? 0 : x >= 1 ? 1 : beta.cdf(x)
      }
    }

    func upperTail(_ x: Double) -> Double {
      switch self {
      case .normal(let mean, let deviation): return Normal.upperTail((x - mean) / deviation)
      case .lognormal(let logMedian, let deviation):
        return x > 0 ? Normal.upperTail((log(x) - logMedian) / deviation) : 1
      case .beta(let beta): return x <= 0 ? 1 : x >= 1 ? 0 : beta.upperTail(x)
      }
    }

    func quantile(lower p: Double, upper q: Double) throws -> Double {
      let z = p < q ? -Normal.upperQuantile(p) : Normal.upperQuantile(q)
      switch self {
      case .normal(let mean, let deviation): return mean + deviation * z
      case .lognormal(let logMedian, let deviation): return exp(logMedian + deviation * z)
      case .beta(let beta): return try beta.quantile(lower: p, upper: q)
      }
    }
  }
}

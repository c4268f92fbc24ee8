import Foundation

/// Yuen's t test of trimmed means: robust to a few extreme users.
///
/// Source: Yuen 1974 (doi:10.1093/biomet/61.1.165): g = floor(trim * n) values leave each tail, variances are
/// winsorised, h = n - 2g.
public struct YuenTest: Sendable, Equatable {
  /// Trimmed mean of the control; nil without values.
  public let controlMean: Double?
  /// Trimmed mean of the treatment; nil without values.
  public let treatmentMean: Double?
  /// The test of their difference.
  public let comparison: MeanComparison

  /// Compares two samples.
  ///
  /// - Parameters:
  ///   - trim: share cut from each tail, at least 0 and below 0.5.
  ///   - alpha: level of the interval.
  /// - Throws: `StatisticsError.invalidArgument` for a trim outside its range.
  public init(control: [Double], treatment: [Double], trim: Double, alpha: Double = 0.05) throws {
    guard trim >= 0, trim < 0.5 else {
      throw StatisticsError.invalidArgument(name: "trim", reason: "must be at least 0 and below 0.5, not \(trim)")
    }
    let arms = [control, treatment].map { TrimmedArm($0, trim: trim) }
    controlMean = arms[0].map(\.mean)
    treatmentMean = arms[1].map(\.mean)
    let difference = (arms[1]?.mean ?? 0) - (arms[0]?.mean ?? 0)
    guard let first = arms[0], let second = arms[1] else {
      comparison = MeanComparison(difference: difference, standardError: 0, status: .missingArm)
      return
    }
    guard first.kept > 1, second.kept > 1 else {
      comparison = MeanComparison(difference: difference, standardError: 0, status: .tooFewUnits)
      return
    }
    let degrees = MeanTest.satterthwaite([
      (first.varianceOfMean, first.kept - 1), (second.varianceOfMean, second.kept - 1),
    ])
    comparison = try MeanComparison(
      difference: difference, standardError: (first.varianceOfMean + second.varianceOfMean).squareRoot(),
      degreesOfFreedom: degrees, alpha: alpha)
  }
}

/// One arm after trimming.
private struct TrimmedArm {
  let mean: Double
  let kept: Int
  let varianceOfMean: Double

  init?(_ values: [Double], trim: Double) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let cut = Int(trim * Double(sorted.count))
    let inner = Array(sorted[cut..<(sorted.count - cut)])
    guard let lowest = inner.first, let highest = inner.last else { return nil }
    kept = inner.count
    mean = Moments(inner).mean
    let winsorised = sorted.map { min(highest, max(lowest, $0)) }
    let squares = Moments(winsorised).m2
    varianceOfMean = kept > 1 ? squares / (Double(kept) * Double(kept - 1)) : 0
  }
}

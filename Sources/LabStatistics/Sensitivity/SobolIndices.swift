/// The shares of an output's variance that parameters explain.
public struct SobolIndices: Sendable, Equatable {
  /// A share with its interval.
  public struct Share: Sendable, Equatable {
    /// The estimate; slightly outside 0...1 when the design is small.
    public let estimate: Double
    /// Percentile interval by bootstrap of the rows.
    public let interval: Interval
  }

  /// What is known of one parameter.
  public struct Parameter: Sendable, Equatable {
    /// Alone: what knowing this parameter would take off the variance (first order).
    public let first: Share?
    /// With all its interactions: what would be left if all others were known (total).
    public let total: Share?
  }

  /// Mean of the output.
  public let mean: Double?
  /// Variance of the output (divisor: the number of points).
  public let variance: Double?
  /// One per parameter, in their order.
  public let parameters: [Parameter]
  /// What no parameter explains alone, `1 - sum of the first orders`; nil without indices.
  public let interactions: Double?
  /// Rows of the design that the numbers come from.
  public let rows: Int
  /// Why there are no indices: `tooFewUnits`, `constantOutput`.
  public let status: Status?

  init(_ table: SobolRows, rows: Int, alpha: Double, resamples: Int, seed: UInt64) {
    self.rows = rows
    mean = rows > 0 ? table.mean : nil
    guard rows > 1, let whole = table.estimate(Array(0..<rows)) else {
      variance = rows > 1 ? 0 : nil
      parameters = (0..<table.parameters).map { _ in Parameter(first: nil, total: nil) }
      interactions = nil
      status = rows > 1 ? .constantOutput : .tooFewUnits
      return
    }
    var first = [[Double]](repeating: [], count: table.parameters)
    var total = first
    for number in 0..<resamples {
      var stream = ResamplingStream(seed: seed, number: UInt64(number))
      // A resample of equal rows alone has no variance and no shares; it says nothing.
      guard let again = table.estimate((0..<rows).map { _ in stream.index(below: rows) }) else { continue }
      for parameter in 0..<table.parameters {
        first[parameter].append(again.first[parameter])
        total[parameter].append(again.total[parameter])
      }
    }
    func share(_ estimate: Double, _ replicates: [Double]) -> Share {
      let spread = BootstrapDistribution(estimate: estimate, replicates: replicates.isEmpty ? [estimate] : replicates)
      return Share(
        estimate: estimate,
        interval: Interval(low: spread.quantile(alpha / 2), high: spread.quantile(1 - alpha / 2)))
    }
    variance = whole.variance
    parameters = (0..<table.parameters).map {
      Parameter(first: share(whole.first[$0], first[$0]), total: share(whole.total[$0], total[$0]))
    }
    interactions = 1 - whole.first.reduce(0, +)
    status = nil
  }
}

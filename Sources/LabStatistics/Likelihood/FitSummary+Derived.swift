extension FitSummary {
  /// A quantity computed from the parameters, with an interval by the delta method.
  ///
  /// The interval is symmetric on the scale of `range` (the logarithm of a positive number, the log-odds of a chance),
  /// so that it never leaves that range. Only the uncertainty of the parameters counts, not the noise of new data.
  ///
  /// - Parameters:
  ///   - range: where the quantity lies.
  ///   - quantity: from all parameter values in the model's order.
  /// - Throws: `StatisticsError.invalidArgument` when the quantity is outside its range at the estimates.
  public func derived(_ range: ModelParameter.Range, _ quantity: ([Double]) -> Double) throws -> DerivedEstimate {
    let value = quantity(values)
    guard range.contains(value) else {
      throw StatisticsError.invalidArgument(name: "quantity", reason: "must lie in its range, not \(value)")
    }
    let point = free.indices.map { ranges[$0].unbounded(values[free[$0]]) }
    let errors = free.indices.map { max(0, unboundedCovariance[$0][$0]).squareRoot() }
    let slopes = Differences.gradient(at: point, steps: errors.map { min(1e-3, max(1e-6, 0.01 * $0)) }) { point in
      var moved = values
      for (position, index) in free.enumerated() { moved[index] = ranges[position].natural(point[position]) }
      return range.unbounded(quantity(moved))
    }
    let variance = slopes.indices.reduce(0) { sum, i in
      sum + slopes.indices.reduce(0) { $0 + slopes[i] * slopes[$1] * unboundedCovariance[i][$1] }
    }
    let error = max(0, variance).squareRoot()
    let width = Normal.twoSidedCritical(alpha: 1 - level) * error
    let interval = Interval(center: range.unbounded(value), halfWidth: width).mapped(range.natural)
    return DerivedEstimate(
      value: value, standardError: error * range.slope(atNatural: value), interval: interval)
  }
}

/// Saltelli's design for Sobol's indices: what share of the variance of an output each parameter explains.
///
/// ```swift
/// let design = try SobolDesign(dimensions: 3, count: 1024, seed: 7)
/// let indices = try design.indices(of: design.points.map { model($0) })
/// indices.parameters[0].first    // alone
/// indices.parameters[0].total    // with all its interactions
/// ```
/// Two samples A and B of the unit cube, and for every parameter A with that parameter's column taken from B: `count`
/// times the number of parameters plus two points. A and B are the halves of one shifted Sobol sequence of twice as many
/// axes as there are parameters; above 20 parameters, of a Latin hypercube.
///
/// Sources: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018 (design, first order: table 2 (b)); Jansen 1999,
/// doi:10.1016/S0010-4655(98)00154-4 (total).
public struct SobolDesign: Sendable, Equatable {
  /// Parameters.
  public let dimensions: Int
  /// Points of each of the two samples; a power of two fills the cube best.
  public let count: Int
  /// Seed of the samples and of the bootstrap.
  public let seed: UInt64
  /// The points to evaluate, each in (0, 1) per parameter: A, B, then A with each column of B in turn.
  public let points: [[Double]]

  /// Draws a design.
  ///
  /// - Parameters:
  ///   - dimensions: parameters, at least 1.
  ///   - count: points per sample, at least 2; some hundreds for two digits.
  ///   - seed: seed of the samples.
  /// - Throws: ``StatisticsError`` when a number is out of range or there would be more than 1 000 000 points.
  public init(dimensions: Int, count: Int, seed: UInt64 = 0) throws {
    try Check.atLeast(dimensions, 1, "dimensions")
    try Check.atLeast(count, 2, "points")
    let total = count.multipliedReportingOverflow(by: dimensions + 2)
    try Check.that(
      !total.overflow && total.partialValue <= 1_000_000, "points",
      "\(count) times \(dimensions + 2) are more than 1000000 points")
    self.dimensions = dimensions
    self.count = count
    self.seed = seed
    let axes = 2 * dimensions
    let both =
      axes <= QuasiRandomSequence.mostDimensions
      ? try QuasiRandomSequence(dimensions: axes, seed: seed).points(count)
      : try LatinHypercube(dimensions: axes, count: count, seed: seed).points
    let a = both.map { Array($0.prefix(dimensions)) }
    let b = both.map { Array($0.suffix(dimensions)) }
    var points = a + b
    for parameter in 0..<dimensions {
      for row in 0..<count {
        var mixed = a[row]
        mixed[parameter] = b[row][parameter]
        points.append(mixed)
      }
    }
    self.points = points
  }

  /// The indices of the parameters.
  ///
  /// - Parameters:
  ///   - outputs: one per point; nil where there is none. A row of A counts only when it, its twin in B and all mixtures of
  ///     the two have outputs.
  ///   - alpha: intervals have confidence 1 - alpha.
  ///   - resamples: of rows, for the percentile intervals.
  /// - Throws: ``StatisticsError`` when the number of outputs is wrong, one is not finite, or alpha is not in (0, 1).
  public func indices(of outputs: [Double?], alpha: Double = 0.05, resamples: Int = 1000) throws -> SobolIndices {
    try Check.that(outputs.count == points.count, "outputs", "needs one per point (\(points.count))")
    try Check.sample(outputs.compactMap(\.self), "outputs", atLeast: 0)
    try Check.openFraction(alpha, "alpha")
    _ = try Bootstrap(resamples: resamples)
    let rows: [[Double]] = (0..<count).compactMap { row in
      let values = (0..<dimensions + 2).compactMap { outputs[$0 * count + row] }
      return values.count == dimensions + 2 ? values : nil
    }
    return SobolIndices(
      SobolRows(rows, parameters: dimensions), rows: rows.count, alpha: alpha, resamples: resamples, seed: seed)
  }
}

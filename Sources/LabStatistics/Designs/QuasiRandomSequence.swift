@preconcurrency import CGSL

/// Sobol's sequence: points that fill the unit cube more evenly than random ones.
///
/// ```swift
/// let points = try QuasiRandomSequence(dimensions: 2).points(3)
/// // [0.5, 0.5], [0.75, 0.25], [0.25, 0.75]
/// ```
/// Computed by `gsl_qrng_sobol` (Antonov and Saleev 1979, doi:10.1016/0041-5553(79)90085-5; direction numbers of Bratley
/// and Fox 1988, doi:10.1145/42288.214372). With a seed every coordinate is shifted bit by bit (a random digital shift,
/// L'Ecuyer and Lemieux 2002, doi:10.1007/0-306-48102-2_20), which keeps the evenness, and the origin comes first, so that
/// the first 2^m points are a complete net.
public struct QuasiRandomSequence: Sendable, Equatable {
  /// Axes of the cube.
  public let dimensions: Int
  /// Seed of the shift; nil for the sequence as published.
  public let seed: UInt64?

  /// Most axes that the direction numbers are known for.
  public static let mostDimensions = 40
  /// Bits of a coordinate.
  private static let bits = 30

  /// A sequence.
  ///
  /// - Parameters:
  ///   - dimensions: in 1...40.
  ///   - seed: of the shift.
  /// - Throws: ``StatisticsError`` when there are too few or too many axes.
  public init(dimensions: Int, seed: UInt64? = nil) throws {
    try Check.that(
      (1...Self.mostDimensions).contains(dimensions), "dimensions",
      "must be in 1...\(Self.mostDimensions) for Sobol's sequence, not \(dimensions); a Latin hypercube takes any number"
    )
    self.dimensions = dimensions
    self.seed = seed
  }

  /// The first points of the sequence, each coordinate in (0, 1).
  ///
  /// - Parameter count: in 0...1 000 000.
  /// - Throws: ``StatisticsError`` when `count` is out of range or the library refuses.
  public func points(_ count: Int) throws -> [[Double]] {
    try Check.that((0...1_000_000).contains(count), "points", "must be in 0...1000000, not \(count)")
    guard let sequence = gsl_qrng_alloc(gsl_qrng_sobol, UInt32(dimensions)) else {
      throw StatisticsError.numericalFailure(function: "gsl_qrng_alloc", reason: "out of memory")
    }
    defer { gsl_qrng_free(sequence) }
    var next = [Double](repeating: 0, count: dimensions)
    guard let seed else {
      return try (0..<count).map { _ in
        try GSL.check(gsl_qrng_get(sequence, &next), "gsl_qrng_get")
        return next
      }
    }
    var stream = ResamplingStream(seed: seed, number: 0)
    let shift = (0..<dimensions).map { _ in stream.next() >> UInt64(64 - Self.bits) }
    let scale = Double(1 << Self.bits)
    return try (0..<count).map { index in
      if index > 0 { try GSL.check(gsl_qrng_get(sequence, &next), "gsl_qrng_get") }
      // The middle of the smallest cell, so that no coordinate is 0.
      return zip(next, shift).map { (Double(UInt64($0 * scale) ^ $1) + 0.5) / scale }
    }
  }
}

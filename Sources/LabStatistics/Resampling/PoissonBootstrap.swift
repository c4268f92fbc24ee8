import Primitives

/// A bootstrap for streams: every user gets a Poisson(1) weight in every replicate, drawn from the user's own number.
///
/// One pass, fixed memory, any order, any shards: add users, merge with `+`, read the interval at the end. A user whose
/// rows arrive apart gets the same weights each time, so that users and not rows are resampled. Source: Chamandy,
/// Muralidharan, Najmi and Naidu (2012), *Estimating Uncertainty for Massive Data Streams*.
public struct PoissonBootstrap: Sendable, Equatable {
  /// Seed of the weights; only accumulators of one seed can be merged.
  public let seed: UInt64

  /// Replicated sums of the numerator and of the denominator.
  private var numerators: [Double]
  private var denominators: [Double]
  private var numerator = 0.0
  private var denominator = 0.0

  /// An empty accumulator of `replicates` replicates.
  ///
  /// - Throws: ``StatisticsError`` when `replicates` is not in 2...100 000.
  public init(replicates: Int = 1000, seed: UInt64 = 0) throws {
    try Check.that((2...100_000).contains(replicates), "replicates", "must be in 2...100000, not \(replicates)")
    self.seed = seed
    numerators = [Double](repeating: 0, count: replicates)
    denominators = numerators
  }

  /// Adds a row of a user to a ratio of sums; with denominator 1 per user the ratio is the mean.
  public mutating func add(user: UInt64, numerator: Double, denominator: Double = 1) {
    self.numerator += numerator
    self.denominator += denominator
    let run = RunKey(seed: seed).value
    let key = (UInt32(truncatingIfNeeded: run), UInt32(truncatingIfNeeded: run >> 32))
    let low = UInt32(truncatingIfNeeded: user)
    let high = UInt32(truncatingIfNeeded: user >> 32)
    var replicate = 0
    var block: UInt32 = 0
    while replicate < numerators.count {
      let words = Philox.block(SIMD4(block, low, high, 0x9015_5017), key: key)
      for lane in 0..<min(4, numerators.count - replicate) {
        let weight = Self.poisson(words[lane])
        if weight > 0 {
          numerators[replicate + lane] += weight * numerator
          denominators[replicate + lane] += weight * denominator
        }
      }
      replicate += 4
      block &+= 1
    }
  }

  /// The distribution of the ratio; nil when the denominator, or that of a replicate, is zero.
  public var distribution: BootstrapDistribution? {
    guard denominator != 0, denominators.allSatisfy({ $0 != 0 }) else { return nil }
    return BootstrapDistribution(
      estimate: numerator / denominator, replicates: zip(numerators, denominators).map { $0 / $1 })
  }

  /// The sum of two accumulators over different rows.
  ///
  /// - Throws: ``StatisticsError`` when their seeds or numbers of replicates differ.
  public static func merged(_ left: PoissonBootstrap, _ right: PoissonBootstrap) throws -> PoissonBootstrap {
    try Check.that(
      left.seed == right.seed && left.numerators.count == right.numerators.count, "bootstrap",
      "accumulators of different seeds or sizes cannot be merged")
    var result = left
    result.numerator += right.numerator
    result.denominator += right.denominator
    for index in result.numerators.indices {
      result.numerators[index] += right.numerators[index]
      result.denominators[index] += right.denominators[index]
    }
    return result
  }

  /// Differences between treatment and control replicates, whose users are independent.
  ///
  /// - Returns: nil when a ratio does not exist.
  /// - Throws: ``StatisticsError`` when the numbers of replicates differ.
  public static func difference(
    control: PoissonBootstrap, treatment: PoissonBootstrap
  ) throws -> BootstrapDistribution? {
    try Check.that(
      control.numerators.count == treatment.numerators.count, "bootstrap", "arms need the same number of replicates")
    guard control.distribution != nil, treatment.distribution != nil else { return nil }
    let differences = control.numerators.indices.map {
      treatment.numerators[$0] / treatment.denominators[$0] - control.numerators[$0] / control.denominators[$0]
    }
    return BootstrapDistribution(
      estimate: treatment.numerator / treatment.denominator - control.numerator / control.denominator,
      replicates: differences)
  }

  /// Upper limits, in units of 2^-32, of the cumulative chances of 0, 1, 2... under Poisson(1).
  private static let limits: [UInt32] = {
    var limits: [UInt32] = []
    var term = 0.36787944117144233  // e^-1
    var sum = 0.0
    for k in 0..<13 {
      if k > 0 { term /= Double(k) }
      sum += term
      limits.append(UInt32(min(4_294_967_295, (sum * 4_294_967_296).rounded(.down))))
    }
    return limits
  }()

  private static func poisson(_ word: UInt32) -> Double {
    var k = 0
    while k < limits.count, word >= limits[k] { k += 1 }
    return Double(k)
  }
}

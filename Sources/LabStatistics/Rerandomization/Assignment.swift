/// How a simulated test assigns units to arms.
///
/// ```swift
/// let half = try Assignment(weights: [0.5, 0.5])
/// let small = try Assignment(weights: [0.45, 0.45], kind: .blocked)  // a tenth takes no part
/// ```
public struct Assignment: Sendable, Equatable {
  /// How the assignments of different units depend on each other.
  public enum Kind: String, Sendable, CaseIterable {
    /// Each unit on its own.
    case independent
    /// Within eight units (of one stratum) the arms' sizes differ from their shares by less than one unit.
    case blocked
  }

  /// The chance of each arm; what is missing to 1 is the chance to take no part.
  public let weights: [Double]
  /// How assignments depend on each other.
  public let kind: Kind

  /// Chances of the successive splits of independent assignments, in 2^-32; 2^32 is certainty.
  let thresholds: [UInt64]
  /// Eight times the chance of an arm or one before it, in 2^-32; 2^35 is certainty.
  let steps: [UInt64]

  /// Describes an assignment.
  ///
  /// - Parameters:
  ///   - weights: the chance of each arm, each above 0, together at most 1. They are kept to 2^-32.
  ///   - kind: independent unless said.
  /// - Throws: ``StatisticsError`` when weights are impossible.
  public init(weights: [Double], kind: Kind = .independent) throws {
    try Check.that((1...64).contains(weights.count), "weights", "needs 1 to 64 arms, not \(weights.count)")
    for (index, weight) in weights.enumerated() {
      try Check.that(weight > 0 && weight <= 1, "weights[\(index)]", "must be above 0 and at most 1, not \(weight)")
    }
    let total = weights.reduce(0, +)
    try Check.that(total <= 1 + 1e-9, "weights", "add up to \(total), more than 1")
    self.weights = weights
    self.kind = kind
    var cumulated = 0.0
    steps = weights.map { weight in
      cumulated += weight
      return cumulated >= 1 - 1e-9 ? 1 << 35 : UInt64((cumulated * 0x1p35).rounded())
    }
    // The first split takes the first arm out of all, the next the second arm out of the rest, and so on.
    var rest = 1.0
    thresholds = weights.map { weight in
      let chance = weight / rest
      rest -= weight
      // Rounding must not leave a unit out when the weights add up to 1.
      return chance >= 1 - 1e-9 ? 1 << 32 : UInt64((chance * 0x1p32).rounded())
    }
  }
}

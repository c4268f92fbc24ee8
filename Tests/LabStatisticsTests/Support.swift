import Foundation

/// Whether two numbers agree within a relative tolerance.
func isClose(_ got: Double, _ expected: Double, relative: Double = 1e-12, absolute: Double = 0) -> Bool {
  abs(got - expected) <= absolute + relative * abs(expected)
}

/// Whether a number exists and lies within a distance of another.
func isNear(_ got: Double?, _ expected: Double, _ distance: Double) -> Bool {
  got.map { abs($0 - expected) <= distance } ?? false
}

/// A small seeded generator for tests (SplitMix64, Steele, Lea & Flood 2014).
struct TestRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Strictly between 0 and 1.
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }

  /// Standard normal (Box and Muller).
  mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }

  mutating func exponential() -> Double { -log(uniform()) }

  mutating func chance(_ p: Double) -> Bool { uniform() < p }
}

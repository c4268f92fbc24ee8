/// The random draws of one user in one run: an addressable, stateless source.
///
/// ```swift
/// let draws = Draws(run: RunKey(seed: 7, replication: 0), user: 42)
/// let u = Draws.uniform(draws.block(.churn, occurrence: 3).x)  // day 3's churn draw, in (0, 1)
/// ```
@frozen
public struct Draws: Sendable {
  @usableFromInline let key: (UInt32, UInt32)
  @usableFromInline let high: UInt32

  /// Addresses the draws of `user` under a run's key.
  @inlinable
  public init(run: RunKey, user: UInt32) {
    key = (UInt32(truncatingIfNeeded: run.value), user)
    high = UInt32(truncatingIfNeeded: run.value >> 32)
  }

  /// The user whose draws they are.
  @inlinable public var user: UInt32 { key.1 }

  /// Returns four words for a purpose.
  ///
  /// - Parameters:
  ///   - purpose: What is decided.
  ///   - occurrence: The day, or the number of the occurrence.
  ///   - entity: The thing it is about when a purpose has several (a campaign's ``stableHash(_:)``).
  ///   - index: The block's number when one decision needs more than four words (below 2^24).
  @inlinable @inline(__always)
  public func block(_ purpose: Purpose, occurrence: UInt32, entity: UInt32 = 0, index: UInt32 = 0) -> SIMD4<UInt32> {
    Philox.block(SIMD4(entity, occurrence, purpose.rawValue | (index << 8), high), key: key)
  }

  /// Maps a word to the open interval (0, 1).
  @inlinable @inline(__always)
  public static func uniform(_ word: UInt32) -> Double {
    (Double(word) + 0.5) * 0x1p-32
  }
}

/// The key of one run, from its seed and the number of its replication.
@frozen
public struct RunKey: Sendable, Hashable {
  /// The mixed 64-bit key.
  public let value: UInt64

  /// Mixes seed and replication so that neighbouring pairs share nothing.
  ///
  /// Source: the finaliser of SplitMix64 (Steele, Lea & Flood 2014, https://doi.org/10.1145/2660193.2660195).
  public init(seed: UInt64, replication: UInt32 = 0) {
    var z = seed &+ 0x9E37_79B9_7F4A_7C15 &* (UInt64(replication) &+ 1)
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    value = z ^ (z >> 31)
  }
}

/// Returns the 32-bit FNV-1a hash of a name: the same on every machine, unlike `Hasher`.
public func stableHash(_ name: String) -> UInt32 {
  name.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
}

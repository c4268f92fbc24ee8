import Primitives

/// Random words for one resample: addressed by seed and number, so that any resample can be repeated on its own.
///
/// A Philox4x32-10 counter; see `Philox`.
public struct ResamplingStream: RandomNumberGenerator, Sendable {
  private let key: (UInt32, UInt32)
  private let number: UInt64
  private var block: UInt32 = 0
  private var words = SIMD4<UInt32>()
  private var left = 0

  /// Starts the stream of one resample.
  public init(seed: UInt64, number: UInt64) {
    let run = RunKey(seed: seed).value
    key = (UInt32(truncatingIfNeeded: run), UInt32(truncatingIfNeeded: run >> 32))
    self.number = number
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if left == 0 {
      words = Philox.block(
        SIMD4(block, UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32), 0x5E5A_3B1E),
        key: key)
      block &+= 1
      left = 2
    }
    left -= 1
    return left == 1 ? UInt64(words.x) << 32 | UInt64(words.y) : UInt64(words.z) << 32 | UInt64(words.w)
  }

  /// A uniform number in (0, 1).
  public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// A uniform index below `count`, without bias (Lemire 2019).
  public mutating func index(below count: Int) -> Int { Int(next(upperBound: UInt64(count))) }
}

/// The counter-based generator Philox4x32-10: a pure function from a 128-bit counter and a 64-bit key to four words.
///
/// ```swift
/// let words = Philox.block(SIMD4(0, 0, 0, 0), key: (0, 0))  // 0x6627e8d5 0xe169c58d 0xbc57ac4c 0x9b00dbd8
/// ```
///
/// Having no state is the point: a draw is addressed by what it decides, so that the same question about the same user
/// gets the same answer in every arm, thread and machine.
///
/// Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11,
/// https://doi.org/10.1145/2063384.2063405. Checked against the known answers of Random123.
public enum Philox {
  /// Returns the four random words at `counter` under `key`.
  @inlinable @inline(__always)
  public static func block(_ counter: SIMD4<UInt32>, key: (UInt32, UInt32)) -> SIMD4<UInt32> {
    var c0 = counter.x
    var c1 = counter.y
    var c2 = counter.z
    var c3 = counter.w
    var k0 = key.0
    var k1 = key.1
    for _ in 0..<10 {
      let a = UInt64(0xD251_1F53) &* UInt64(c0)
      let b = UInt64(0xCD9E_8D57) &* UInt64(c2)
      c0 = UInt32(truncatingIfNeeded: b >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: b)
      c2 = UInt32(truncatingIfNeeded: a >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: a)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(c0, c1, c2, c3)
  }
}

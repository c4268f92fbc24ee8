/// A fast hash of bytes that is the same in every run.
package enum ByteHash {
  /// FNV-1a with a final mixing step, so that all bits may be used. Source: draft-eastlake-fnv; the mixer of SplitMix64.
  package static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Packs texts for tests, without compressing them (RFC 1952 around a stored block of RFC 1951).
enum Gzip {
  static func packed(_ text: String) -> [UInt8] {
    let data = Array(text.utf8)
    let length = UInt16(data.count)
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
    packed += little(UInt32(length) | UInt32(~length) << 16)
    packed += data
    packed += little(checksum(data))
    packed += little(UInt32(data.count))
    return packed
  }

  private static func little(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func checksum(_ data: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in data {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xEDB8_8320 }
      }
    }
    return ~sum
  }
}

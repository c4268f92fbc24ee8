/// Counts rows that are equal in all their fields, by a number of 64 bits for each row.
///
/// Two different rows are taken for equal with a chance of 1 to 4 million for 3 million rows. The memory is limited;
/// rows beyond it are not looked at.
struct RowFingerprints {
  /// Rows that are equal to an earlier one.
  private(set) var duplicates = 0
  /// Whether all rows were looked at.
  private(set) var isComplete = true

  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 12)
  private var count = 0
  private let limit: Int

  /// - Parameter limit: bytes that may be used.
  init(limit: Int) { self.limit = limit }

  /// Looks at a row.
  ///
  /// - Returns: whether an equal one was there before.
  mutating func isKnown(_ source: any RecordSource) -> Bool {
    guard isComplete else { return false }
    let fingerprint = max(1, Self.fingerprint(source))
    var slot = Int(truncatingIfNeeded: fingerprint) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == fingerprint {
        duplicates += 1
        return true
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = fingerprint
    count += 1
    if 3 * count > 2 * slots.count { grow() }
    return false
  }

  /// A missing field counts as no field: in lines of JSON both are the same.
  private static func fingerprint(_ source: any RecordSource) -> UInt64 {
    var sum: UInt64 = 0x9E37_79B9_7F4A_7C15
    for column in 0..<source.columnCount {
      guard let field = source.field(column) else { continue }
      // A step of SplitMix64 for the sum of hash and column, so that fields do not cancel each other.
      var part = ByteHash.hash(field.bytes) &+ UInt64(column + 1) &* 0x9E37_79B9_7F4A_7C15
      part = (part ^ (part >> 30)) &* 0xBF58_476D_1CE4_E5B9
      part = (part ^ (part >> 27)) &* 0x94D0_49BB_1331_11EB
      sum = sum &+ (part ^ (part >> 31))
    }
    return sum
  }

  private mutating func grow() {
    guard slots.count * 16 <= limit else {
      isComplete = false
      slots = []
      return
    }
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for fingerprint in slots where fingerprint != 0 {
      var slot = Int(truncatingIfNeeded: fingerprint) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = fingerprint
    }
    slots = larger
  }
}

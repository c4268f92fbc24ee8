import Primitives

/// Reads the parts of a time, one after the other.
struct TimeReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private let end: Int

  /// A reader at the first byte that is no space.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var (first, last) = (0, bytes.count)
    while first < last, bytes[first] == 32 { first += 1 }
    while last > first, bytes[last - 1] == 32 { last -= 1 }
    place = first
    end = last
  }

  /// Whether everything was read.
  var isAtEnd: Bool { place == end }

  /// Days since 1970-01-01 of `yyyy-MM-dd`, or of `yyyyMMdd` without a separator.
  mutating func date(separator: UInt8?) -> Int? {
    guard let year = digits(4), skip(separator), let month = digits(2), skip(separator), let day = digits(2) else {
      return nil
    }
    return CivilDate(year: year, month: month, day: day)?.dayNumber
  }

  /// Seconds since 1970-01-01 00:00 of `yyyy-MM-ddTHH:mm`, perhaps with seconds and a fraction, which is cut off.
  mutating func timestamp() -> Int? {
    guard let day = date(separator: UInt8(ascii: "-")), place < end,
      bytes[place] | 0x20 == UInt8(ascii: "t") || bytes[place] == 32
    else { return nil }
    place += 1
    guard let hour = digits(2), hour < 24, skip(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else {
      return nil
    }
    var second = 0
    if skip(UInt8(ascii: ":")) {
      // 60 is a leap second.
      guard let number = digits(2), number <= 60 else { return nil }
      second = number
      guard skipFraction() else { return nil }
    }
    return day * secondsPerDay + hour * 3600 + minute * 60 + second
  }

  /// Seconds east of UTC of `Z`, `+02`, `+0200` or `+02:00`.
  mutating func offset() -> Int? {
    _ = skip(32)
    guard place < end else { return nil }
    let sign = bytes[place]
    place += 1
    if sign | 0x20 == UInt8(ascii: "z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = digits(2), hours < 24 else { return nil }
    var minutes = 0
    if place < end {
      _ = skip(UInt8(ascii: ":"))
      guard let number = digits(2), number < 60 else { return nil }
      minutes = number
    }
    let seconds = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// A whole number; a fraction is rounded down where it may be.
  mutating func integer(hasFraction: Bool) -> Int? {
    let isNegative = skip(UInt8(ascii: "-"))
    let start = place
    var value = 0
    while place < end, bytes[place] &- 48 < 10, place - start < 18 {
      value = value * 10 + Int(bytes[place] &- 48)
      place += 1
    }
    guard place > start else { return nil }
    let before = place
    if hasFraction { guard skipFraction() else { return nil } }
    let isCut = isNegative && bytes[before..<place].contains { (49...57).contains($0) }
    return isNegative ? -value - (isCut ? 1 : 0) : value
  }

  /// Passes over a fraction; false for a point without digits.
  private mutating func skipFraction() -> Bool {
    guard skip(UInt8(ascii: ".")) || skip(UInt8(ascii: ",")) else { return true }
    let start = place
    while place < end, bytes[place] &- 48 < 10 { place += 1 }
    return place > start
  }

  private mutating func skip(_ byte: UInt8?) -> Bool {
    guard let byte else { return true }
    guard place < end, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func digits(_ count: Int) -> Int? {
    guard place + count <= end else { return nil }
    var value = 0
    for byte in bytes[place..<place + count] {
      guard byte &- 48 < 10 else { return nil }
      value = value * 10 + Int(byte &- 48)
    }
    place += count
    return value
  }
}

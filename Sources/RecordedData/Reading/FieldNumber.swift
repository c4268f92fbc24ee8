import Foundation

/// A field read as a number.
package enum FieldNumber: Equatable {
  case value(Double)
  /// Empty, NA, null and the like.
  case missing
  /// NaN, an infinity, or beyond what a number can hold.
  case notFinite
  case notANumber

  /// Longest text that can be a number, in bytes.
  private static let longest = 400

  /// Reads a number correctly rounded, or `true`/`false` and `yes`/`no` as one and zero.
  ///
  /// - Parameter point: the byte between whole and fraction.
  package init(_ field: UnsafeBufferPointer<UInt8>, point: UInt8 = UInt8(ascii: ".")) {
    let text = Self.trimmed(field)
    guard !text.isEmpty else {
      self = .missing
      return
    }
    if let number = Self.decimal(text, point: point) {
      self = number.isFinite ? .value(number) : .notFinite
    } else {
      self = Self.word(text)
    }
  }

  private static func trimmed(_ field: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let first = field.first, let last = field.last else { return field }
    if first > 32, last > 32 { return field }
    guard let start = field.firstIndex(where: { $0 > 32 }), let end = field.lastIndex(where: { $0 > 32 }) else {
      return UnsafeBufferPointer(rebasing: field[..<0])
    }
    return UnsafeBufferPointer(rebasing: field[start...end])
  }

  /// The number written in decimal notation; nil when it is none.
  private static func decimal(_ text: UnsafeBufferPointer<UInt8>, point: UInt8) -> Double? {
    var i = 0
    let count = text.count
    var isNegative = false
    if text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
      isNegative = text[0] == UInt8(ascii: "-")
      i = 1
    }
    var mantissa: UInt64 = 0
    var (digits, dropped, decimals, any) = (0, false, 0, false)
    var isFraction = false
    while i < count {
      let digit = text[i] &- 48
      if digit < 10 {
        any = true
        if digits < 18 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if mantissa != 0 { digits += 1 }
          if isFraction { decimals += 1 }
        } else {
          dropped = true
        }
      } else if text[i] == point, !isFraction {
        isFraction = true
      } else {
        break
      }
      i += 1
    }
    guard any else { return nil }
    var exponent = 0
    if i < count {
      guard let written = Self.exponent(text, from: i) else { return nil }
      exponent = written
    }
    let scale = exponent - decimals
    // Both factors are exact doubles, so the one rounding is the right one (Clinger 1990, doi:10.1145/93542.93557).
    if !dropped, mantissa < 1 << 53, abs(scale) <= 22 {
      let magnitude = scale < 0 ? Double(mantissa) / powersOfTen[-scale] : Double(mantissa) * powersOfTen[scale]
      return isNegative ? -magnitude : magnitude
    }
    return slowly(text, point: point)
  }

  private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var i = start + 1
    var isNegative = false
    if i < text.count, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      isNegative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    guard i < text.count else { return nil }
    var value = 0
    while i < text.count {
      let digit = text[i] &- 48
      guard digit < 10 else { return nil }
      value = min(100_000, value * 10 + Int(digit))
      i += 1
    }
    return isNegative ? -value : value
  }

  private static func slowly(_ text: UnsafeBufferPointer<UInt8>, point: UInt8) -> Double? {
    guard text.count <= longest else { return nil }
    let plain = text.map { $0 == point ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: plain, as: UTF8.self))
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  private static func word(_ text: UnsafeBufferPointer<UInt8>) -> FieldNumber {
    guard text.count <= 10 else { return .notANumber }
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "true", "yes": return .value(1)
    case "false", "no": return .value(0)
    case "na", "n/a", "null", "none", "\\n": return .missing
    case "nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity": return .notFinite
    default: return .notANumber
    }
  }
}

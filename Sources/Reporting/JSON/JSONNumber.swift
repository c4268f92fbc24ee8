import Foundation

/// How numbers are written in JSON: 12 significant digits at most, in the shortest form that reads back as the same number.
package enum JSONNumber {
  /// Significant digits that are kept, more than any estimate deserves and few enough to hide the last bit of a `Double`.
  package static let significantDigits = 12

  /// Returns the number rounded to 12 significant digits.
  package static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    return Double(String(format: "%.\(significantDigits - 1)e", value)) ?? value
  }

  /// Returns the text of a number as ECMAScript and RFC 8785 write it, or nothing when it is not finite.
  ///
  /// Source of the layout: ECMA-262, `Number::toString`; https://www.rfc-editor.org/rfc/rfc8785#section-3.2.2.3.
  package static func text(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    let number = rounded(value)
    guard number != 0 else { return "0" }
    let (digits, exponent) = shortest(number.magnitude)
    return (number < 0 ? "-" : "") + layout(digits: digits, pointAfter: exponent)
  }

  /// The shortest digits that identify a positive number, and the position of the decimal point counted from their start.
  private static func shortest(_ number: Double) -> (digits: String, pointAfter: Int) {
    // Swift's description is the shortest that reads back, either plain (123.45) or with an exponent (1.5e-07).
    let parts = number.description.split(separator: "e")
    var exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = String(mantissa[0])
    exponent += digits.count
    if mantissa.count == 2 { digits += mantissa[1] }
    let leading = digits.prefix { $0 == "0" }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == "0" { digits.removeLast() }
    return (digits, exponent)
  }

  private static func layout(digits: String, pointAfter n: Int) -> String {
    let k = digits.count
    if k <= n, n <= 21 { return digits + String(repeating: "0", count: n - k) }
    if 0 < n, n <= 21 { return "\(digits.prefix(n)).\(digits.dropFirst(n))" }
    if -6 < n, n <= 0 { return "0." + String(repeating: "0", count: -n) + digits }
    let exponent = n - 1
    let mantissa = k == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
    return "\(mantissa)e\(exponent < 0 ? "-" : "+")\(abs(exponent))"
  }
}

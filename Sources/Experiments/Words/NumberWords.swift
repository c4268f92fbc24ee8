import Foundation

/// Numbers in sentences: locale-free, three significant digits.
enum NumberWords {
  /// A relative change, `+12.3%`.
  static func percent(_ value: Double, signed: Bool = true) -> String {
    (signed && value > 0 ? "+" : "") + number(value * 100) + "%"
  }

  /// A number with three significant digits.
  static func number(_ value: Double) -> String {
    if value == 0 { return "0" }
    if abs(value) >= 1000 { return String(format: "%.0f", value) }
    let digits = max(0, 2 - Int(floor(log10(abs(value)))))
    return String(format: "%.\(min(digits, 9))f", value)
  }
}

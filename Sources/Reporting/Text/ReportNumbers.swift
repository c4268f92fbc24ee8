import Foundation

/// Writes numbers for readers: grouped, signed where a change is meant, and no more digits than they deserve.
package struct ReportNumbers: Sendable {
  /// What stands before negative numbers.
  var minus: String

  /// For pages: with a true minus sign.
  package static let page = ReportNumbers(minus: "\u{2212}")
  /// For terminals and files that programs read.
  package static let plain = ReportNumbers(minus: "-")

  /// `1234567` -> `1,234,567`.
  package func count(_ value: Int) -> String {
    (value < 0 ? minus : "") + Self.grouped(String(value.magnitude))
  }

  /// `33238` -> `34,000`: two significant digits, rounded up, for advice.
  package func roughly(_ value: Int) -> String {
    var step = 1
    while value / step >= 100 { step *= 10 }
    return count((value + step - 1) / step * step)
  }

  /// `0.2531` -> `25.3%`, or `+25.3%` when signed.
  package func percent(_ value: Double, signed: Bool = false) -> String {
    let points = value * 100
    let decimals =
      switch points.magnitude {
      case 0, 100...: 0
      case 0.995...: 1
      case 0.0995...: 2
      default: 3
      }
    return number(points, decimals: decimals, signed: signed) + "%"
  }

  /// A percentage that somebody chose rather than measured, so without digits that say nothing: `0.25` -> `+25%`.
  package func target(percent value: Double) -> String {
    trimmed(percent(value, signed: true).dropLast()) + "%"
  }

  /// A number with about `digits` significant digits: `38.21`, `0.00412`, `12,345`.
  package func number(_ value: Double, digits: Int = 3, signed: Bool = false) -> String {
    guard value != 0, value.isFinite else { return number(value, decimals: 0, signed: signed) }
    let magnitude = Int(floor(log10(value.magnitude)))
    if magnitude < -6 { return (signed && value > 0 ? "+" : "") + (JSONNumber.text(value) ?? "") }
    return number(value, decimals: max(0, digits - 1 - magnitude), signed: signed)
  }

  /// Three significant digits without zeros at the end: `0.1`, `41.7`, `312`.
  package func measured(_ value: Double) -> String { trimmed(number(value)[...]) }

  /// `1234.5` -> `1,235 EUR`, `0.0142` -> `0.0142 EUR`.
  package func money(_ value: Double, _ currency: String, signed: Bool = false) -> String {
    let text =
      switch value.magnitude {
      case 1000...: number(value, decimals: 0, signed: signed)
      case 1...: number(value, decimals: 2, signed: signed)
      default: trimmed(number(value, digits: 3, signed: signed)[...])
      }
    return "\(text) \(currency)"
  }

  /// `0.0004` -> `below 0.001`.
  package func probability(_ value: Double) -> String {
    value < 0.001 ? "below 0.001" : number(value, decimals: 3)
  }

  /// `12345678` -> `12.3 million`.
  package func rounded(_ value: Double) -> String {
    switch value.magnitude {
    case 1e9...: number(value / 1e9, digits: 3) + " billion"
    case 1e6...: number(value / 1e6, digits: 3) + " million"
    default: number(value, decimals: 0)
    }
  }

  private func number(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    let text = String(format: "%.\(decimals)f", value.magnitude)
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    let sign = isZero ? "" : value < 0 ? minus : signed ? "+" : ""
    let parts = text.split(separator: ".")
    return sign + Self.grouped(String(parts[0])) + (parts.count == 2 ? ".\(parts[1])" : "")
  }

  /// Without the zeros at the end of a fraction.
  private func trimmed(_ text: Substring) -> String {
    guard text.contains(".") else { return String(text) }
    let digits = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(digits.reversed())
  }

  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}

import Foundation
import LabStatistics

/// How numbers stand in blocks and sentences, the same in every locale.
enum NumberWords {
  /// Six significant digits, without an exponent where YAML's readers would stumble over one.
  static func plain(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "–" }
    let magnitude = Int(floor(log10(abs(value))))
    guard magnitude < 15 else { return String(format: "%.0f", value) }
    let text = String(format: "%.\(max(0, min(12, 5 - magnitude)))f", value)
    guard text.contains(".") else { return text }
    let digits = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(digits.reversed())
  }

  static func count(_ value: Int) -> String { NumberText.count(Double(value)) }

  /// `1 user`, `3,196 users`.
  static func count(_ value: Int, _ one: String, _ many: String) -> String {
    "\(count(value)) \(value == 1 ? one : many)"
  }

  static func logLikelihood(_ value: Double) -> String { String(format: "%.2f", value) }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The name of a file without its folder; a database as it is.
  static func file(_ source: String) -> String {
    source.contains("://") ? source : source.split(separator: "/").last.map(String.init) ?? source
  }
}

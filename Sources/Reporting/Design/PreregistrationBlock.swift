import Experiments
import Foundation

/// The entry of `experiments:` that a design leads to.
struct PreregistrationBlock {
  let result: DesignResult

  init(_ result: DesignResult) { self.result = result }

  var text: String {
    let advice = result.recommendation
    let wanted = result.kpi.better == "lower" ? "lowers" : "raises"
    let lift = result.truth.lift.map { " by \(Self.percent(abs($0)))" } ?? ""
    let looks = result.looks.filter { $0 <= advice.day }
    var lines = [
      "experiments:",
      "  \(name):",
      "    title: \(Self.quoted("\(result.arm) against \(result.control)"))",
      "    hypothesis: \(Self.quoted("`\(result.arm)` \(wanted) \(result.kpi.name)\(lift)"))",
      "    arms: {\(key(result.control)): \(Self.share(result.weights[0])), \(key(result.arm)): "
        + "\(Self.share(1 - Self.rounded(result.weights[0])))}",
      "    control: \(key(result.control))",
    ]
    if result.audience != "everyone" { lines.append("    who: \(Self.quoted(result.audience))") }
    if advice.share < 0.999 { lines.append("    share: \(Self.share(advice.share, up: true))") }
    lines.append("    metrics: \(result.kpi.name)")
    if !result.guardrails.isEmpty {
      lines.append("    guardrails: [\(result.guardrails.map(key).joined(separator: ", "))]")
    }
    lines.append("    looks: [\(looks.map { "\($0) \($0 == 1 ? "day" : "days")" }.joined(separator: ", "))]")
    lines.append("    rule: \(advice.rule)")
    lines.append("    alpha: \(Self.percent(result.alpha))")
    let last = result.cells.last { $0.size == advice.users && $0.day == advice.day }
    if let least = last?.best.detectableLift, least > 0, least < 1000 {
      lines.append("    minimum_lift: \(Self.percent(least))")
    }
    lines.append("    adjusted: \(result.adjustment == nil ? "false" : "true")")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A name of letters, digits and underscores.
  private var name: String {
    let raw = "\(result.arm)_on_\(result.kpi.name)"
    return String(raw.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  private func key(_ name: String) -> String {
    name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") } ? name : Self.quoted(name)
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func rounded(_ share: Double) -> Double { (share * 1000).rounded() / 1000 }

  private static func share(_ share: Double, up: Bool = false) -> String {
    percent(up ? (share * 1000).rounded(.up) / 1000 : rounded(share))
  }

  /// At most three significant digits, none of them a zero at the end.
  private static func percent(_ value: Double) -> String {
    var text = String(format: "%.\(value < 0.001 ? 3 : 1)f", value * 100)
    if value > 0, Double(text) == 0 { text = "0.001" }
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }
}

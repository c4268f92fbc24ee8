import Foundation

/// Numbers as people read them, the same in every locale.
public enum NumberText {
  /// What stands where no number exists.
  public static let missing = "–"

  /// A number with this many significant digits, without trailing zeros.
  public static func significant(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite else { return missing }
    let text = String(format: "%.\(max(1, digits))g", number)
    guard text.contains("e") else { return text }
    return abs(number) >= 1e-4 && abs(number) < 1e15 ? plain(number, digits: digits) : text
  }

  /// A whole number with its thousands grouped, such as `3,842`.
  public static func count(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return significant(number) }
    let digits = String(format: "%.0f", abs(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }

  /// A share as a percentage, such as `12.3%`.
  public static func percent(_ share: Double, digits: Int = 3) -> String {
    share.isFinite ? significant(share * 100, digits: digits) + "%" : missing
  }

  /// A share as a signed percentage, such as `+12.3%`.
  public static func signedPercent(_ share: Double, digits: Int = 3) -> String {
    (share > 0 ? "+" : "") + percent(share, digits: digits)
  }

  /// A number with its sign, such as `+0.012`.
  public static func signed(_ number: Double, digits: Int = 4) -> String {
    (number > 0 ? "+" : "") + significant(number, digits: digits)
  }

  /// A p-value: never "0", `<1e-300` when it is smaller than a double can say.
  public static func pValue(_ p: Double) -> String {
    guard p.isFinite else { return missing }
    if p < 1e-300 { return "<1e-300" }
    if p < 1e-4 { return String(format: "%.2g", p) }
    return String(format: p < 0.1 ? "%.4f" : "%.3f", p)
  }

  private static func plain(_ number: Double, digits: Int) -> String {
    let magnitude = Int(log10(abs(number)).rounded(.down))
    let places = max(0, digits - 1 - magnitude)
    return String(format: "%.\(places)f", number)
  }
}

import Foundation

/// Shares as people write them: `5%` or `0.05`.
public enum Share {
  /// Reads a share; nil when it is not a finite number of zero or more.
  public static func read(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let digits = (isPercent ? String(text.dropLast()) : text).trimmingCharacters(in: .whitespaces)
    guard let number = Double(digits), number.isFinite, number >= 0 else { return nil }
    return isPercent ? number / 100 : number
  }

  /// `0.05` -> `5%`.
  public static func text(_ share: Double) -> String { String(format: "%.6g%%", share * 100) }
}

/// The three answers to "does it reach its objective?".
package enum Verdict: String, Sendable, CaseIterable {
  case reaches = "reaches its objective"
  case fails = "does not reach it"
  case unclear = "cannot tell at this size"

  /// The verdict of a result; a text that is none of the three counts as unclear.
  package init(_ text: String) { self = Verdict(rawValue: text) ?? .unclear }

  /// The words on a badge.
  package var badge: String {
    switch self {
    case .reaches: "Reaches its objective"
    case .fails: "Does not reach it"
    case .unclear: "Cannot tell at this size"
    }
  }

  /// A sign that tells verdicts apart without colour.
  package var symbol: String {
    switch self {
    case .reaches: "✓"
    case .fails: "✕"
    case .unclear: "?"
    }
  }

  /// Name of its style.
  package var style: String {
    switch self {
    case .reaches: "good"
    case .fails: "bad"
    case .unclear: "unclear"
    }
  }
}

import Experiments

/// What an interval says about a change, in the direction that the KPI counts as an improvement.
package enum Reading: String, Sendable, CaseIterable {
  case better
  case worse
  /// The KPI counts neither way as an improvement.
  case changed
  /// The interval contains no change.
  case unclear = "no clear change"
  /// Both arms are the same program: the difference is exactly zero.
  case same = "no change"
  /// There is no interval to read.
  case missing = "cannot tell"

  /// Reads a difference of a KPI.
  package init(_ difference: RunResult.IntervalEstimate, better: String) {
    guard let estimate = difference.estimate, let low = difference.low, let high = difference.high else {
      self = .missing
      return
    }
    if estimate == 0, low == 0, high == 0 {
      self = .same
    } else if low <= 0, high >= 0 {
      self = .unclear
    } else {
      switch better {
      case "higher": self = estimate > 0 ? .better : .worse
      case "lower": self = estimate < 0 ? .better : .worse
      default: self = .changed
      }
    }
  }

  /// A sign that tells readings apart without colour.
  package var symbol: String {
    switch self {
    case .better: "▲"
    case .worse: "▼"
    case .changed: "◆"
    case .unclear, .same: "○"
    case .missing: "?"
    }
  }

  /// Name of its style.
  package var style: String {
    switch self {
    case .better: "good"
    case .worse: "bad"
    case .changed: "changed"
    case .unclear, .same, .missing: "unclear"
    }
  }
}

import Experiments

/// A picture of an estimate, its interval and the objective on one scale, drawn with styles only.
struct IntervalBar {
  /// Ends of the scale.
  var range: ClosedRange<Double>

  /// Makes the scale that the objectives share: zero, every target and every interval are on it.
  init?(_ objectives: [RunResult.ObjectiveResult]) {
    let includesZero = objectives.contains { $0.kind != "value" }
    let values =
      objectives.flatMap { [$0.target, $0.measured.estimate, $0.measured.low, $0.measured.high] }
      .compactMap { $0 }.filter(\.isFinite) + (includesZero ? [0] : [])
    guard let low = values.min(), let high = values.max(), high > low else { return nil }
    let margin = (high - low) * 0.06
    range = (low - margin)...(high + margin)
  }

  /// The picture; the numbers in words stand beside it, so it is hidden from screen readers.
  func html(_ objective: RunResult.ObjectiveResult, target: String) -> HTML {
    var marks: HTML = .empty
    if objective.kind != "value" { marks += "<span class=\"zero\" style=\"left:\(position(0))\"><i>0</i></span>" }
    let side: HTML = fraction(objective.target) > 0.75 ? " left" : ""
    marks +=
      "<span class=\"goal\(side)\" style=\"left:\(position(objective.target))\"><i>objective \(target)</i></span>"
    if let low = objective.measured.low, let high = objective.measured.high {
      let width = JSONNumber.text(((fraction(high) - fraction(low)) * 1000).rounded() / 10) ?? "0"
      marks += "<span class=\"interval\" style=\"left:\(position(low));width:\(width)%\"></span>"
    }
    if let estimate = objective.measured.estimate {
      marks += "<span class=\"point\" style=\"left:\(position(estimate))\"></span>"
    }
    return "<div class=\"bar\" aria-hidden=\"true\">\(marks)</div>"
  }

  private func fraction(_ value: Double) -> Double {
    min(1, max(0, (value - range.lowerBound) / (range.upperBound - range.lowerBound)))
  }

  private func position(_ value: Double) -> String {
    (JSONNumber.text((fraction(value) * 1000).rounded() / 10) ?? "0") + "%"
  }
}

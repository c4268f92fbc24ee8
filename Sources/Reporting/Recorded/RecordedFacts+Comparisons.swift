import LabStatistics
import RecordedData

extension RecordedFacts {
  /// The value of an arm.
  func value(_ value: Double?, of metric: String) -> String {
    guard let value else { return "–" }
    return isShare(metric) ? number(value * 100, digits: 4) + "%" : number(value, digits: 4)
  }

  /// `-0.820 [-1.33, -0.312] pp`, or without unit for means.
  func difference(_ result: MetricResult) -> String {
    let scale = isShare(result.metric) ? 100.0 : 1
    let unit = isShare(result.metric) ? " pp" : ""
    guard let estimate = result.difference.estimate else { return "–" }
    let text = number(estimate * scale, digits: 3, signed: true)
    guard let low = result.difference.low, let high = result.difference.high else { return text + unit }
    return "\(text) [\(number(low * scale, digits: 3)), \(number(high * scale, digits: 3))]\(unit)"
  }

  /// `-4.3% [-6.9%, -1.7%]`.
  func lift(_ result: MetricResult) -> String {
    guard let estimate = result.lift.estimate else { return "–" }
    let text = numbers.percent(estimate, signed: true)
    guard let low = result.lift.low, let high = result.lift.high else { return text }
    return "\(text) [\(numbers.percent(low)), \(numbers.percent(high))]"
  }

  /// The corrected p-value, or the plain one where nothing was corrected.
  func pValue(_ result: MetricResult) -> String {
    (result.adjustedPValue ?? result.pValue).map { LabStatistics.NumberText.pValue($0) } ?? "–"
  }

  /// What the corrected p-value says.
  func reading(_ result: MetricResult) -> Reading {
    guard let isSignificant = result.isSignificant, let estimate = result.difference.estimate else { return .missing }
    guard isSignificant, estimate != 0 else { return .unclear }
    guard let metric = specification(result.metric) else { return .changed }
    return (estimate > 0) == metric.isHigherBetter ? .better : .worse
  }

  /// The comparison in one plain sentence.
  func sentence(_ result: MetricResult) -> String {
    let name = "\(result.metric) in \(result.arm)"
    guard let estimate = result.difference.estimate else {
      return "\(name): cannot tell, because \(reasons(result))."
    }
    let size =
      isShare(result.metric)
      ? "\(number(abs(estimate) * 100, digits: 3)) points" : number(abs(estimate), digits: 3)
    let relative = result.lift.estimate.map { " (\(numbers.percent($0, signed: true)))" } ?? ""
    let direction = estimate > 0 ? "higher" : "lower"
    guard let p = result.adjustedPValue ?? result.pValue else {
      return estimate == 0
        ? "\(name): the same as \(result.baseline), without an interval, because \(reasons(result))."
        : "\(name): \(size)\(relative) \(direction) than \(result.baseline), without an interval, because "
          + "\(reasons(result))."
    }
    let chance = "p = \(LabStatistics.NumberText.pValue(p))"
    switch reading(result) {
    case .better, .worse, .changed:
      return
        "\(name) is \(size)\(relative) \(direction) than in \(result.baseline), more than chance explains (\(chance))."
    default:
      guard let low = result.difference.low, let high = result.difference.high else {
        return "\(name): no clear change from \(result.baseline) (\(chance))."
      }
      guard low <= 0, high >= 0 else {
        return
          "\(name) is \(size)\(relative) \(direction) than in \(result.baseline), which the number of tests may explain "
          + "(\(chance))."
      }
      let scale = isShare(result.metric) ? 100.0 : 1
      return "\(name): no clear change from \(result.baseline); the data allow "
        + "\(number(low * scale, digits: 3, signed: true)) to \(number(high * scale, digits: 3, signed: true))"
        + "\(isShare(result.metric) ? " points" : "") (\(chance))."
    }
  }

  /// What must be known about a comparison, when something must.
  func remarks(_ result: MetricResult) -> [String] {
    var remarks = result.statuses.map { Words.sentenceCase($0.text) + "." }
    if result.method.hasPrefix("could not be computed") { remarks.append(Words.sentenceCase(result.method) + ".") }
    if let adjustment = result.adjustment, let theta = adjustment.theta {
      let gain = adjustment.varianceRatio.map { 1 - $0 }
      remarks.append(
        "Adjusted by \(specification(result.metric)?.covariate?.text ?? "a covariate"): theta \(number(theta, digits: 4))"
          + (gain.map { ", variance \(numbers.percent($0)) smaller." } ?? "."))
    }
    return remarks
  }

  private func reasons(_ result: MetricResult) -> String {
    result.statuses.isEmpty ? "there is no interval" : result.statuses.map(\.text).joined(separator: "; ")
  }

  /// What the test of a difference between segments says.
  func sentence(_ difference: SegmentAnalysis.Difference, segment: String) -> String {
    let name = "\(difference.metric) in \(difference.arm)"
    guard let p = difference.adjustedPValue ?? difference.pValue else {
      return "\(name): cannot tell whether the effect differs by \(segment)."
    }
    let chance = "p = \(LabStatistics.NumberText.pValue(p))"
    return p < plan.alpha
      ? "\(name): the effect differs by \(segment) (\(chance))."
      : "\(name): no clear sign that the effect differs by \(segment) (\(chance))."
  }
}

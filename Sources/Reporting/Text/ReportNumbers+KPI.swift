import Experiments

extension ReportNumbers {
  /// The value of a KPI: shares in percent, others with their unit.
  package func value(_ value: Double, of kpi: RunResult.KPISummary, withUnit: Bool = true) -> String {
    if kpi.isShare { return percent(value) }
    return withUnit ? "\(number(value)) \(kpi.unit)" : number(value)
  }

  /// A change of a KPI: shares in percentage points.
  package func change(_ value: Double, of kpi: RunResult.KPISummary, withUnit: Bool = true) -> String {
    if kpi.isShare {
      let points = value * 100
      return number(points, digits: points.magnitude < 1 ? 2 : 3, signed: true) + (withUnit ? " points" : "")
    }
    return withUnit ? "\(number(value, signed: true)) \(kpi.unit)" : number(value, signed: true)
  }

  /// `+25.3% (+24.1% to +26.5%)`, or why there is no such number.
  package func lift(_ lift: RunResult.IntervalEstimate) -> String {
    interval(lift) { percent($0, signed: true) }
  }

  /// The lift, or the difference where the baseline allows no percentage: the estimate and its interval in words.
  package func size(
    _ lift: RunResult.LiftResult, of kpi: RunResult.KPISummary?
  ) -> (estimate: String, interval: String) {
    guard lift.lift.estimate == nil, lift.difference.estimate != nil, let kpi else {
      return parts(lift.lift) { percent($0, signed: true) }
    }
    let size = parts(lift.difference) { change($0, of: kpi, withUnit: false) }
    let unit = kpi.isShare ? "points" : kpi.unit
    let hasBounds = lift.difference.low != nil && lift.difference.high != nil
    return ("\(size.estimate) \(unit)", hasBounds ? "\(size.interval) \(unit)" : size.interval)
  }

  /// An estimate and its interval in two texts, for the columns of a table.
  package func parts(
    _ interval: RunResult.IntervalEstimate, write: (Double) -> String
  ) -> (estimate: String, interval: String) {
    let estimate = interval.estimate.map(write) ?? "–"
    guard let low = interval.low, let high = interval.high else { return (estimate, StatusText.short(interval.status)) }
    return (estimate, "\(write(low)) to \(write(high))")
  }

  /// An estimate and its interval, each written by `write`, or why there is none.
  package func interval(_ interval: RunResult.IntervalEstimate, write: (Double) -> String) -> String {
    guard let estimate = interval.estimate else { return StatusText.sentence(interval.status) }
    guard let low = interval.low, let high = interval.high else {
      return "\(write(estimate)) (\(StatusText.sentence(interval.status)))"
    }
    return "\(write(estimate)) (\(write(low)) to \(write(high)))"
  }
}

extension RunResult.KPISummary {
  /// Whether the value is a share between 0 and 1.
  package var isShare: Bool { kind == "share" }
  /// The title, or the name in words.
  package var label: String { Words.sentenceCase(title.isEmpty ? Words.fromIdentifier(name) : title) }
  /// What an improvement is, in words; empty when neither way is one.
  package var betterNote: String {
    switch better {
    case "higher": "higher is better"
    case "lower": "lower is better"
    default: ""
    }
  }
}

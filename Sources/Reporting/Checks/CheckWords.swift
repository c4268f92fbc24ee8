import Experiments
import Simulation

/// What checks measured, in words.
struct CheckWords {
  let kpis: [RunResult.KPISummary]
  let currency: String
  let numbers: ReportNumbers

  init(_ result: RunResult, numbers: ReportNumbers) {
    kpis = result.kpis
    currency = result.scenario.currency
    self.numbers = numbers
  }

  /// `+3.1% (+2.4% to +3.8%)`.
  func measured(_ result: CheckResult) -> String {
    let measured = result.measured
    guard let estimate = measured.estimate else { return StatusText.short(measured.status) }
    guard let low = measured.low, let high = measured.high else {
      let why = measured.status.map { " (\(StatusText.short($0)))" } ?? ""
      return text(estimate, result.check.measure) + why
    }
    let measure = result.check.measure
    return "\(text(estimate, measure)) (\(text(low, measure)) to \(text(high, measure)))"
  }

  /// The bounds as they are written.
  func bounds(_ result: CheckResult) -> String {
    let texts = [result.check.fail?.text, result.check.warn.map { "warn \($0.text)" }]
    return texts.compactMap { $0 }.joined(separator: ", ")
  }

  /// What was expected and found, in a sentence without a final stop.
  func sentence(_ result: CheckResult) -> String {
    let wanted = result.brokenBound?.text ?? bounds(result)
    return "\(result.check.measureText) of \(result.arm) should be \(wanted), and is \(measured(result))"
  }

  private func text(_ value: Double, _ measure: CheckMeasure) -> String {
    switch measure {
    case .lift: numbers.percent(value, signed: true)
    case .difference(let kpi): kpis.first { $0.name == kpi }.map { numbers.change(value, of: $0) } ?? "\(value)"
    case .value(let kpi): kpis.first { $0.name == kpi }.map { numbers.value(value, of: $0) } ?? "\(value)"
    case .pressureMean, .pressureP95: "\(numbers.measured(value)) per week"
    case .cost, .revenue: numbers.money(value, currency)
    case .count: numbers.count(Int(value))
    case .share: numbers.percent(value)
    }
  }
}

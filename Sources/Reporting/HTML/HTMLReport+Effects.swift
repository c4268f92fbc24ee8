import Experiments

extension HTMLReport {
  /// What each arm changes, KPI by KPI.
  var effectsSection: PageSection? {
    let main = facts.mainKPI
    let others = result.kpis.filter { $0.name != main?.name }
    let mainFigure = main.flatMap { charts.lifts(of: $0) }.map { figure($0) } ?? .empty
    let small = others.compactMap { kpi in
      charts.lifts(of: kpi).map { figure($0, style: .small, note: note(kpi)) }
    }
    guard mainFigure != .empty || !small.isEmpty else { return nil }
    let grid: HTML =
      small.isEmpty ? .empty : "<h3>Everything else they change</h3>\n<div class=\"grid\">\n\(small)</div>\n"
    return PageSection(
      id: "effects", shortTitle: "Effects", title: "What each program changes",
      lead: """
        Change against <b>\(Words.midSentence(facts.label(arm: result.scenario.baseline)))</b> for the same people. A bar is the \
        \(confidence) interval of simulation error: where this run knows the true effect to lie.
        """,
      content: legend + mainFigure + grid + tableFigure(charts.values, id: "values", open: false))
  }

  /// The confidence that the intervals share, in words.
  var confidence: String {
    let levels = Set(result.lifts.map(\.confidence))
    guard levels.count == 1, let level = levels.first else { return "95%" }
    return numbers.percent(level).replacing(".0%", with: "%")
  }

  private var legend: HTML {
    let items = [Reading.better, .worse, .unclear].map { reading -> HTML in
      "<li class=\"reading \(reading.style)\"><span aria-hidden=\"true\">\(reading.symbol)</span> \(reading.rawValue)</li>"
    }
    let target: HTML =
      charts.target(on: facts.mainKPI?.name ?? "") == nil ? .empty : "<li><i class=\"dash\"></i> objective</li>"
    return "<ul class=\"legend\" aria-label=\"Signs\">\(items)\(target)</ul>"
  }

  private func note(_ kpi: RunResult.KPISummary) -> String {
    let parts = [kpi.betterNote, kpi.guardrail ? "guardrail" : ""].filter { !$0.isEmpty }
    return Words.sentenceCase(parts.joined(separator: " · "))
  }
}

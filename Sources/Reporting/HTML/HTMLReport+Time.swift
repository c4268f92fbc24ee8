import Experiments

extension HTMLReport {
  /// How activity, lift and retention unfold.
  var timeSection: PageSection? {
    let main = facts.mainKPI
    let others = result.kpis.filter { $0.name != main?.name }.compactMap { charts.cumulativeLift(of: $0) }
    let otherFigures: HTML =
      others.isEmpty
      ? .empty
      : """
      <details class="more"><summary>Lift over time of \(Words.count(others.count, "other KPI", "other KPIs"))</summary>
      <div class="grid">\(others.map { figure($0, style: .card) })</div></details>
      """
    let figures: [HTML] = [
      charts.activeUsers.map { figure($0) } ?? .empty,
      main.flatMap { charts.cumulativeLift(of: $0) }.map { chart in
        var chart = chart
        chart.title = "Lift so far: \(Words.midSentence(chart.title))"
        return figure(chart)
      } ?? .empty,
      otherFigures,
      charts.retention.map { figure($0) } ?? .empty,
    ]
    guard figures.contains(where: { $0 != .empty }) else { return nil }
    return PageSection(
      id: "time", shortTitle: "Over time", title: "How it unfolds",
      lead: "A program that works should keep working: look for lifts that fade and for curves that meet again.",
      content: HTML(figures))
  }
}

import Experiments

extension HTMLReport {
  /// How much messaging people bear, and when.
  var pressureSection: PageSection? {
    let panels = facts.arms.compactMap { arm -> (label: String, content: HTML)? in
      let figures = [charts.weeklyPressure(of: arm), charts.heatMap(of: arm)].compactMap { $0 }
      guard !figures.isEmpty else { return nil }
      return (
        facts.label(arm: arm.name), "<div class=\"grid\">\n\(figures.map { figure($0, style: .card) })</div>\n"
      )
    }
    guard !panels.isEmpty else { return nil }
    let kinds = facts.arms.map { facts.messages(in: $0) }.max { $0.count < $1.count } ?? "pushes"
    let heaviest = panels.firstIndex { panel in
      panel.label == facts.arms.max { $0.pressure.mean < $1.pressure.mean }.map { facts.label(arm: $0.name) }
    }
    return PageSection(
      id: "pressure", shortTitle: "Pressure", title: "How much people have to bear",
      lead:
        "\(Words.sentenceCase(kinds)) that really arrive; pushes per week are counted for people who can be reached.",
      content: tabs(panels, name: "pressure", chosen: heaviest ?? 0))
  }
}

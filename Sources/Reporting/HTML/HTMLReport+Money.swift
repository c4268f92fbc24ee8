import Experiments

extension HTMLReport {
  /// Cost against incremental revenue.
  var moneySection: PageSection? {
    guard let chart = charts.money else { return nil }
    return PageSection(
      id: "money", shortTitle: "Cost and revenue", title: "What it costs, what it brings", lead: .empty,
      content: figure(renamed(chart), tableOpen: true))
  }

  private func renamed(_ chart: Chart) -> Chart {
    var chart = chart
    chart.title = "Extra revenue against extra cost"
    return chart
  }
}

import Experiments

extension HTMLReport {
  /// Users compared by the messages that they got, beside the effect of those.
  var naiveSection: PageSection? {
    guard let table = facts.naiveTable(numbers) else { return nil }
    return PageSection(
      id: "naive", shortTitle: "Naive", title: "What a naive comparison would say, and what was caused",
      lead: "\(ReportFacts.naiveSentence)", content: tableFigure(table, id: "naive", open: true))
  }
}

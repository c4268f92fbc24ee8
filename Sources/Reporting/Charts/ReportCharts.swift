/// The charts of a report, made from its facts.
package struct ReportCharts: Sendable {
  let facts: ReportFacts
  let numbers = ReportNumbers.page

  package init(_ facts: ReportFacts) { self.facts = facts }
}

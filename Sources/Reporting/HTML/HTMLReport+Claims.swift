import Experiments

extension HTMLReport {
  /// Who claims conversions, beside what was caused.
  var claimsSection: PageSection? {
    let claims = facts.claims
    guard !claims.isEmpty else { return nil }
    let figures = (result.attribution ?? []).map { view -> HTML in
      let own = claims.filter { $0.view == view }
      let title = Words.sentenceCase(Words.fromIdentifier(view.name))
      let rule: HTML = "<p>Credit goes to \(facts.words(view)).</p>\n"
      let main =
        charts.claims(of: view).map { figure($0, tableOpen: true) }
        ?? ("<h3>\(title)</h3>\n" as HTML) + rule
        + tableFigure(charts.table(of: own, caption: title), id: "claims-\(view.name)", open: true)
      return main
        + (charts.credits(of: view).map { tableFigure($0, id: "credits-\(view.name)", open: false) } ?? .empty)
    }
    let sources = charts.sessionSources.map { tableFigure($0, id: "sources", open: false) } ?? .empty
    return PageSection(
      id: "claims", shortTitle: "Claims", title: "What messages claim, and what they caused",
      lead: "\(ReportFacts.claimSentence)", content: HTML(figures) + sources)
  }
}

import Experiments

extension HTMLReport {
  /// What the numbers that are not known exactly do to the answer; nil where all are certain.
  var uncertaintySection: PageSection? {
    guard let uncertainty = result.uncertainty, let sentence = facts.worldSentence else { return nil }
    let advice = uncertainty.advice.map { text -> HTML in "<li>\(text)</li>" }
    let main = facts.mainKPI.flatMap { charts.worlds(of: $0) }.map { figure($0, tableOpen: true) } ?? .empty
    return PageSection(
      id: "uncertainty", shortTitle: "Not known", title: "How much hangs on what is not known",
      lead: """
        \(sentence) <b>World</b> is the share of the doubt that comes from the uncertain numbers, which only better data \
        shrinks; <b>noise</b> is the rest, which more simulated people shrink.
        """,
      content: """
        <ul class="plain">\(advice)</ul>
        \(main)
        \(tableFigure(charts.uncertainInputs, id: "uncertain-inputs", open: true))
        \(tableFigure(charts.worldTable, id: "worlds", open: false))
        """)
  }
}

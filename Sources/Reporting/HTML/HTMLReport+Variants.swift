import Experiments

extension HTMLReport {
  /// The A/B tests of campaign variants.
  var variantsSection: PageSection? {
    guard !result.experiments.isEmpty else { return nil }
    let panels = facts.arms.compactMap { arm -> (label: String, content: HTML)? in
      let tests = result.experiments.filter { $0.arm == arm.name }
      guard !tests.isEmpty else { return nil }
      return (facts.label(arm: arm.name), HTML(tests.map(block)))
    }
    return PageSection(
      id: "variants", shortTitle: "A/B tests", title: "Which variant is better?",
      lead: """
        Inside an arm, users are split at random between the variants of a message, or between those who get it and \
        those held out, as in a real A/B test. These intervals show <b>sampling error</b>: what a real test with as many users could tell.
        """,
      content: tabs(panels, name: "variants"))
  }

  private func block(_ test: RunResult.VariantTest) -> HTML {
    let chart = charts.variants(of: test).map { figure($0) } ?? .empty
    return """
      \(splitNote(test.sampleRatioPValue, isAlarm: test.sampleRatioAlarm))
      \(chart)
      \(tableFigure(charts.counts(of: test), id: "counts-\(test.arm)-\(test.campaign)-\(test.control)", open: true))
      """
  }

  /// Whether users are split as planned.
  func splitNote(_ pValue: Double?, isAlarm: Bool) -> HTML {
    let p = pValue.map { " (p-value of the split: \(numbers.probability($0)))" } ?? ""
    guard isAlarm else {
      return "<p class=\"fine\"><b class=\"tag\">✓ Fair split</b> Users are divided as planned\(p).</p>"
    }
    return """
      <p class="alarm"><b class="tag">! Unfair split</b> Users are not divided as planned\(p): do not trust this comparison.</p>
      """
  }
}

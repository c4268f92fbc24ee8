import Experiments

extension HTMLReport {
  /// Where the numbers come from, so that anyone can make them again.
  var provenanceSection: PageSection {
    let scenario = result.scenario
    var items: [(String, HTML)] = [
      ("Scenario", "\(scenario.name)"),
      ("Scenario hash", "<code>\(scenario.hash)</code>"),
      ("Seed", "<code>\(String(result.seed))</code>"),
      ("People", "\(numbers.count(result.users)), the same in every arm"),
    ]
    if let people = result.people {
      items.append(
        (
          "Installed base",
          """
          \(numbers.count(people.rows)) users from a table with \(people.columns.joined(separator: ", ")); the rest was drawn. \
          Hash of the table <code>\(people.sha256)</code>
          """
        ))
    }
    for piece in result.own ?? [] {
      items.append(("Own \(piece.kind)", "\(piece.name), version \(piece.version)"))
    }
    items += [
      (
        "Time",
        "\(DateText.span(days: scenario.horizonDays)) from \(DateText.long(scenario.start)), after \(DateText.span(days: scenario.warmUpDays)) of warm-up"
      ),
      ("Lab version", "\(result.version)"),
      ("Results schema", "\(result.schema)"),
      ("Digest of the results", "<code>\(result.digest)</code>"),
    ]
    if let timing = result.timing {
      items.append(
        (
          "Effort",
          """
          \(DateText.duration(seconds: timing.wallSeconds)) on \(Words.count(timing.threads, "thread", "threads")), \
          \(numbers.rounded(Double(timing.userDays))) user-days, \(numbers.rounded(timing.userDaysPerSecond)) a second, \
          \(DateText.size(bytes: timing.peakMemoryBytes)) of memory at most
          """
        ))
    }
    let rows = items.map { title, text -> HTML in "<div><dt>\(title)</dt><dd>\(text)</dd></div>" }
    return PageSection(
      id: "provenance", shortTitle: "Provenance", title: "Where these numbers come from",
      lead: "The same scenario, seed and version give the same digest on any machine, with any number of threads.",
      content: """
        <dl class="provenance">\(rows)</dl>
        <p class="needs-script" hidden><button type="button" data-results>Download results.json</button></p>

        """)
  }
}

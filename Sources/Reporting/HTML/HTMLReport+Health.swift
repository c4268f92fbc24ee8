import Experiments

extension HTMLReport {
  /// What the reader must know before any number.
  var healthSection: HTML {
    let order = ["alarm", "warning", "note"]
    let warnings =
      order.flatMap { level in result.warnings.filter { $0.level == level } }
      + result.warnings.filter { !order.contains($0.level) }
    let items = warnings.map { warning -> HTML in
      let (style, word) = Self.level(warning.level)
      return """
        <li class="\(style)"><b class="tag">\(word)</b> <span>\(warning.message)</span></li>

        """
    }
    let serious = warnings.contains { $0.level == "alarm" || $0.level == "warning" }
    let content: HTML =
      items.isEmpty
      ? "<p class=\"fine\"><b class=\"tag\">✓ Fine</b> Nothing was found that would put these results in doubt.</p>"
      : "<ul class=\"warnings\">\(items)</ul>"
    return """
      <section id="health" aria-labelledby="health-title" class="health\(serious ? " serious" : "")">
      <h2 id="health-title">Before you read</h2>
      \(content)
      </section>

      """
  }

  private static func level(_ level: String) -> (style: HTML, word: HTML) {
    switch level {
    case "alarm": ("alarm", "! Alarm")
    case "warning": ("warning", "! Warning")
    default: ("note", "i Note")
    }
  }
}

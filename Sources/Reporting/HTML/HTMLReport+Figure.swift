import Experiments

extension HTMLReport {
  /// How much room a chart gets.
  enum FigureStyle: String {
    /// The width of the page, with its summary.
    case wide
    /// One of several in a grid, with its summary.
    case card
    /// One of many in a grid; the summary is only read aloud.
    case small
  }

  /// A chart with its words, its table and its downloads.
  func figure(_ chart: Chart, style: FigureStyle = .wide, note: String = "", tableOpen: Bool = false) -> HTML {
    let id = Self.anchor(chart.id)
    let heading: HTML = style == .wide ? "<h3>\(chart.title)</h3>" : "<h4>\(chart.title)</h4>"
    let visible = style == .small ? note : chart.summary
    let summary: HTML = visible.isEmpty ? .empty : "<p class=\"summary\">\(visible)</p>"
    let open: HTML = tableOpen || !drawsCharts ? " open" : .empty
    return """
      <figure class="chart \(style.rawValue)" id="chart-\(id)" data-file="\(id)">
      <figcaption>\(heading)\(summary)</figcaption>
      \(drawsCharts ? chart.plot : .empty)
      \(tableFold(chart.table, open: open, hasPicture: drawsCharts))
      </figure>

      """
  }

  /// A table that stands for itself, with a download.
  func tableFigure(_ table: DataTable, id: String, open: Bool) -> HTML {
    let id = Self.anchor(id)
    return """
      <figure class="chart table" id="chart-\(id)" data-file="\(id)">
      \(tableFold(table, open: open ? " open" : .empty, hasPicture: false))
      </figure>

      """
  }

  private func tableFold(_ table: DataTable, open: HTML, hasPicture: Bool) -> HTML {
    let picture: HTML =
      hasPicture
      ? "<button type=\"button\" class=\"quiet\" data-svg aria-label=\"Download the picture: \(table.caption)\">SVG</button>"
      : .empty
    return """
      <details\(open)><summary>\(hasPicture ? "Numbers" : table.caption)</summary>\(table.html)</details>
      <div class="tools needs-script" hidden>\
      <button type="button" class="quiet" data-csv aria-label="Download as CSV: \(table.caption)">CSV</button>\(picture)</div>
      """
  }

  /// Panels of which one shows at a time; all of them without JavaScript.
  func tabs(_ panels: [(label: String, content: HTML)], name: String, chosen: Int = 0) -> HTML {
    guard panels.count > 1 else {
      return HTML(panels.map { "<h3 class=\"panel-title\">\($0.label)</h3>\n\($0.content)" as HTML })
    }
    let parts = panels.enumerated().map { index, panel -> HTML in
      """
      <div class="panel" id="\(Self.anchor(name))-\(index)" data-label="\(panel.label)">
      <h3 class="panel-title">\(panel.label)</h3>
      \(panel.content)
      </div>

      """
    }
    return "<div class=\"tabs\" data-tabs=\"\(name)\" data-chosen=\"\(chosen)\">\n\(parts)</div>\n"
  }

  /// A name that is safe as an anchor and as the name of a file.
  static func anchor(_ name: String) -> String {
    String(
      name.unicodeScalars.map { scalar in
        let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        return isSafe || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
      })
  }
}

extension DataTable {
  /// The table, in a frame that scrolls sideways on narrow screens.
  var html: HTML {
    let head = columns.map { column -> HTML in
      let style: HTML = column.isNumeric ? " class=\"n\"" : .empty
      return "<th scope=\"col\"\(style)>\(column.title)</th>"
    }
    let body = rows.map { row -> HTML in
      let cells = row.enumerated().map { index, cell in self.cell(cell, at: index) }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table><caption>\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>\(body)</tbody></table></div>
      """
  }

  private func cell(_ cell: Cell, at index: Int) -> HTML {
    let value: HTML = cell.value.map { " data-value=\"\($0)\"" } ?? .empty
    if index == 0 { return "<th scope=\"row\"\(value)>\(cell.text)</th>" }
    let isNumeric = columns.indices.contains(index) && columns[index].isNumeric
    let style: HTML = isNumeric ? " class=\"n\"" : .empty
    return "<td\(style)\(value)>\(cell.text)</td>"
  }
}

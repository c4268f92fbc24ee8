/// A section of the page and its entry in the navigation.
struct PageSection {
  /// Anchor.
  var id: String
  /// Words in the navigation.
  var shortTitle: String
  var title: String
  /// One or two sentences under the title.
  var lead: HTML
  var content: HTML

  var html: HTML {
    let lead: HTML = self.lead == .empty ? .empty : "<p class=\"lead\">\(self.lead)</p>"
    return """
      <section id="\(id)" aria-labelledby="\(id)-title">
      <h2 id="\(id)-title">\(title)</h2>
      \(lead)
      \(content)
      </section>

      """
  }
}

/// A chart: a Vega-Lite specification, the same numbers as a table, and words for those who cannot see it.
package struct Chart: Sendable {
  /// Unique in the page; also the name of the downloaded file.
  package var id: String
  package var title: String
  /// One sentence on what it shows and how, also read aloud in place of the picture.
  package var summary: String
  /// A Vega-Lite specification.
  package var spec: JSONValue
  package var table: DataTable
  /// Height that the page reserves before the chart is drawn, in pixels.
  package var height: Int

  /// A specification with what all charts share; sizes, fonts and colours come from the page.
  static func spec(_ members: JSONValue, width: JSONValue = "container") -> JSONValue {
    var spec: JSONValue = [
      "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
      "width": width,
      "autosize": ["type": "fit-x", "contains": "padding"],
    ]
    if case .object(let list) = members {
      for member in list { spec = spec.with(member.key, member.value) }
    }
    return spec
  }
}

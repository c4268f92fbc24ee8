/// A metric as written in inputs and on the command line: `spend`, `mean(spend)`, `clicks/views`,
/// `sum(clicks)/sum(views)`.
struct MetricExpression: Equatable {
  /// The column of the mean, or of the ratio's numerator.
  let numerator: String
  /// The column of the ratio's denominator; nil for a mean.
  let denominator: String?

  /// Reads a metric.
  ///
  /// - Throws: `StatisticsError.invalidArgument` under `name`.
  init(_ text: String, name: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(Self.column)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw StatisticsError.invalidArgument(
        name: name, reason: "must be a column, or two columns as numerator/denominator, not '\(text)'")
    }
    numerator = parts[0]
    denominator = parts.count == 2 ? parts[1] : nil
  }

  private static func column(_ part: Substring) -> String {
    var text = part.filter { !$0.isWhitespace }
    for wrapper in ["mean(", "sum(", "avg("] where text.hasPrefix(wrapper) && text.hasSuffix(")") {
      text = String(text.dropFirst(wrapper.count).dropLast())
    }
    return text
  }
}

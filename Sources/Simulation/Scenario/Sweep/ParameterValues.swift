/// What a varying value may be: a list, or a range.
public enum ParameterValues: Sendable, Equatable {
  /// These texts, each as it would stand in a file.
  case list([String])
  case range(ParameterRange)

  /// Reads `1,2,3`, `a..b` or `a..b step s`; ranges in a list stand for their steps.
  ///
  /// Commas within brackets, braces and quotes belong to a value.
  public init(_ text: String) throws(SweepTextError) {
    let items = try Self.items(of: text)
    if items.count == 1, let only = items.first, let range = try ParameterRange(parsing: only) {
      self = .range(range)
      return
    }
    var values: [String] = []
    for item in items {
      if let range = try ParameterRange(parsing: item) {
        guard let steps = range.steps else { throw range.needsStep }
        values += steps
      } else {
        values.append(item)
      }
    }
    guard values.count <= SweepDefinition.mostPoints else {
      throw SweepTextError(text, "are more than \(SweepDefinition.mostPoints) values", "give fewer")
    }
    guard Set(values).count == values.count else {
      throw SweepTextError(text, "gives a value twice", "give each value once")
    }
    self = .list(values)
  }

  /// The values of a grid; nil for a range without steps.
  public var levels: [String]? {
    switch self {
    case .list(let values): values
    case .range(let range): range.steps
    }
  }

  /// The value at a share of the way from the first to the last.
  ///
  /// - Parameter share: in 0...1.
  public func value(at share: Double) -> String {
    switch self {
    case .list(let values): values[Self.index(of: share, count: values.count)]
    case .range(let range): range.value(at: share)
    }
  }

  /// The item of a list at a share of the way, each item having an equal part of it.
  static func index(of share: Double, count: Int) -> Int {
    max(0, min(count - 1, Int((share * Double(count)).rounded(.down))))
  }

  /// As it is written, in one way.
  public var text: String {
    switch self {
    case .list(let values): values.joined(separator: ", ")
    case .range(let range): range.text
    }
  }

  /// Splits at the commas that stand outside of brackets and quotes.
  private static func items(of text: String) throws(SweepTextError) -> [String] {
    var items: [String] = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "[{(".contains(character) {
        depth += 1
      } else if "]})".contains(character) {
        depth -= 1
      } else if character == ",", depth <= 0 {
        items.append("")
        continue
      }
      items[items.count - 1].append(character)
    }
    let trimmed = items.map(\.trimmingSpaces)
    guard !trimmed.contains("") else {
      throw SweepTextError(text, "has an empty value", "write e.g. `1,2,3` or `1..5`")
    }
    return trimmed
  }
}

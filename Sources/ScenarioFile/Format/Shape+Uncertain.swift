import Behavior
import Primitives
import Simulation

extension Shape where Value == Double {
  /// A number, or a distribution of what it may be: `normal(0.485, 0.03)`.
  ///
  /// What is read is the center; the distribution is noted beside it.
  ///
  /// - Parameter plain: How a number within a range is written.
  static func uncertain(
    _ range: ClosedRange<Double>, _ plain: (ClosedRange<Double>) -> Shape
  ) -> Shape {
    let number = plain(range)
    let spread = plain(0...(range.upperBound - range.lowerBound))
    return Shape(
      form: number.form.orDistribution,
      read: { node, path, reading in
        guard case .scalar(let text, _) = node.content, text.contains("(") else {
          return number.read(node, path, &reading)
        }
        switch DistributionText.parse(text, reading) {
        case .failure(let objection):
          reading.complain(objection.code, path, at: node.place, objection.what, objection.remedy)
          return nil
        case .success(let parts):
          func argument(_ text: String, _ shape: Shape<Double>) -> Double? {
            shape.read(YAMLValue(.scalar(text, plain: true), at: node.place), path, &reading)
          }
          let center = argument(parts.center, number)
          let width = argument(parts.spread, parts.kind == .lognormal ? .number(0...5) : spread)
          guard let center, let width else { return nil }
          reading.note(path, InputDistribution(parts.kind, center, width))
          return center
        }
      }, write: number.write)
  }
}

/// The text of a distribution, split into its parts.
struct DistributionText {
  var kind: InputDistribution.Kind
  var center: String
  var spread: String

  /// Splits `normal(0.485, 0.03)`.
  static func parse(_ text: String, _ reading: Reading) -> Result<DistributionText, Objection> {
    let pieces = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
    let word = trimmed(pieces[0])
    guard let kind = InputDistribution.Kind(rawValue: word) else {
      let forms = InputDistribution.Kind.allCases.map { "`\($0.syntax)`" }.joined(separator: ", ")
      return .failure(
        Objection(
          code: "unknown-word", what: "`\(word)` is not a distribution",
          remedy: reading.suggestion(
            for: word, among: InputDistribution.Kind.allCases.map(\.rawValue), otherwise: "write \(forms)")))
    }
    let inside = pieces.count == 2 ? trimmed(pieces[1]) : ""
    guard inside.hasSuffix(")") else {
      return .failure(
        .kind(
          "`\(text)` is not closed",
          "write `\(kind.syntax)`; inside `{...}` and `[...]` it needs quotes, because of its comma"))
    }
    let arguments = inside.dropLast().split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
    guard arguments.count == 2 else {
      return .failure(
        .kind(
          "`\(text)` has \(arguments.count) \(arguments.count == 1 ? "number" : "numbers") instead of 2",
          "write `\(kind.syntax)`"))
    }
    return .success(DistributionText(kind: kind, center: arguments[0], spread: arguments[1]))
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension InputDistribution.Kind {
  /// How it is written.
  var syntax: String {
    switch self {
    case .normal: "normal(mean, standard deviation)"
    case .beta: "beta(mean, standard deviation)"
    case .lognormal: "lognormal(median, standard deviation of the log)"
    }
  }
}

extension Form {
  /// The form of a single value, or of its distribution.
  var orDistribution: Form {
    guard case .scalar(var scalar) = self else { return self }
    scalar.patterns.append(Pattern.distribution)
    return .scalar(scalar)
  }
}

extension UncertainNumber {
  /// Returns the distribution as it is written, in the unit of the number; nil when the scenario has no such number.
  func text(in scenario: Scenario) -> String? {
    guard let place = scenario.place(of: path) else { return nil }
    let number = Shape<Double>.of(place.unit, place.range)
    func argument(_ value: Double, _ shape: Shape<Double>) -> String {
      guard case .scalar(let text, _) = shape.write(value)?.content else { return "" }
      return text.replacing(currencyPlaceholder, with: scenario.currency)
    }
    let spread = argument(distribution.spread, distribution.kind == .lognormal ? .number(0...5) : number)
    return "\(distribution.kind.rawValue)(\(argument(distribution.center, number)), \(spread))"
  }
}

extension YAMLValue {
  /// Puts a value at a path of keys, with the maps that lead to it.
  mutating func set(_ value: YAMLValue, at path: ArraySlice<String>) {
    guard let key = path.first else {
      self = value
      return
    }
    var entries: [Entry] = if case .mapping(let entries) = content { entries } else { [] }
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value.set(value, at: path.dropFirst())
    } else {
      var inner = YAMLValue.mapping([])
      inner.set(value, at: path.dropFirst())
      entries.append(Entry(key: key, keyPlace: .nowhere, value: inner))
    }
    content = .mapping(entries)
  }
}

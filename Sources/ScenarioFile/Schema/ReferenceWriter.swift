/// Writes the format of scenario files as a reference page in Markdown: a section for each object, a table of its keys.
struct ReferenceWriter {
  private var sections: [String] = []
  private var written: Set<String> = []

  /// Returns the page of a form.
  static func page(of form: Form) -> String {
    var writer = ReferenceWriter()
    if case .object(let object) = form { writer.section(object) }
    return introduction + writer.sections.joined(separator: "\n") + "\n" + conclusion
  }

  private static let introduction = """
    # Scenario files

    <!-- Generated from the format that the parser uses; do not edit. -->

    A scenario is a YAML file that describes an app, its users, and the programs of messages that are compared. This page
    lists every key. `engagelab validate FILE` reports everything that is wrong with a file, with line and column;
    `engagelab validate --schema` prints a JSON Schema for editors. Conditions on users (`who`, `segments`) are written in
    the [expression language](expressions.md); inside `{...}` and `[...]` one with a comma needs quotes, as in
    `funnel: ['did(video, 30 days)', did(buy)]`. What the app reports is the [tag plan](tag-plan.md). Where the
    defaults about people come from is in the [parameters](parameters.md).

    Every number carries its unit: durations `20 s`, `10 min`, `2 h`, `14 days`, `8 weeks`; shares `35%`; amounts of money
    `0.05 EUR`, in the scenario's currency; effects on the log-odds of an open are plain numbers. Long numbers may be
    written `200_000`. Keys may be given once. Anchors and aliases (`&name`, `*name`) may be used for whole values; merge
    keys (`<<`) and YAML tags may not. A file has at most 2 MB.


    """

  private static let conclusion = """

    ## Uncertain numbers

    Any number of `behavior`, the numbers of the parts of an app (`cart`, `levels`, `subscription`, `technical`, `ratings`,
    `referrals`) and the `appeal` of a message or a variant may be a distribution instead of one value:

    | Written | Center | Spread |
    |---|---|---|
    | `normal(mean, standard deviation)` | the mean | in the unit of the number: `gamma: normal(0.485, 0.03)`, `fades_in: normal(2 days, 6 h)` |
    | `beta(mean, standard deviation)` | the mean, above 0 and below 1 | `ios: beta(36%, 2%)` |
    | `lognormal(median, standard deviation of the log)` | the median, above 0 | a plain number; 0.1 is about 10 %: `delta: lognormal(1.2, 0.1)` |

    The results are those of the *central* world, in which each number is at its center. Beside them `replications` worlds
    are drawn, each with its own numbers and people, cut off at the range of the number; the report says how much of the
    doubt is the world's and how much is noise: [what is not known](uncertainty.md). Inside `{...}` a distribution needs
    quotes, because of its comma: `dropout: {gamma: "normal(0.485, 0.03)"}`.

    Each number is drawn independently of the others, unless `correlated` says how far two of `behavior` go together.

    ## Overrides

    `--set path=value` replaces a value of the file for one run: `--set population.size=1000`,
    `--set campaigns.weekly.when.days[0]=3`, `--set "limits.push={at_most: 3, per: 7 days}"`. It is checked like the file.
    `--set path=null` takes a key away, so that its default holds.

    """

  private mutating func section(_ object: ObjectForm) {
    guard written.insert(object.name).inserted else { return }
    var lines = ["## \(ReferenceWriter.title(object.name))", "", object.meaning, ""]
    if !object.choices.isEmpty { lines += choices(object) }
    lines += ["| Key | Value | Default | Meaning |", "|---|---|---|---|"]
    for field in object.fields {
      let value = ReferenceWriter.value(field.form)
      let fallback =
        switch field.need {
        case .required: "**required**"
        case .optional(nil): ""
        case .optional(let text?): "`\(text)`"
        }
      lines.append("| `\(field.key)` | \(cell(value)) | \(cell(fallback)) | \(cell(field.meaning)) |")
    }
    if let further = object.further {
      let value = ReferenceWriter.value(further.value)
      lines.append("| any other \(further.key) | \(cell(value)) |  | \(cell(further.meaning)) |")
    }
    lines.append("")
    lines += words(of: object)
    sections.append(lines.joined(separator: "\n"))
    for field in object.fields { for inner in ReferenceWriter.objects(in: field.form) { section(inner) } }
  }

  private func choices(_ object: ObjectForm) -> [String] {
    var lines = ["Exactly one of these keys says which kind it is:", ""]
    for choice in object.choices {
      let needs = choice.needs.map { "`\($0)`" }
      let allows = choice.allows.map { "`\($0)` (optional)" }
      let with = needs + allows
      lines.append("- `\(choice.key)`" + (with.isEmpty ? "" : " with " + with.joined(separator: ", ")))
    }
    return lines + [""]
  }

  /// Explains the words that are valid values.
  private func words(of object: ObjectForm) -> [String] {
    var lines: [String] = []
    for field in object.fields {
      for scalar in ReferenceWriter.scalars(in: field.form) {
        for word in scalar.words where !word.meaning.isEmpty {
          lines.append("- `\(field.key): \(word.word)`: \(word.meaning)")
        }
      }
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }

  private static func title(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst().replacing("_", with: " ")
  }

  /// Describes a value in a few words.
  private static func value(_ form: Form) -> String {
    switch form {
    case .scalar(let scalar):
      return phrase(scalar) + (scalar.range.map { " (\($0))" } ?? "")
    case .object(let object):
      let anchor = title(object.name).lowercased().replacing(" ", with: "-")
      return "[\(title(object.name).lowercased())](#\(anchor))"
    case .map(let map):
      let inner = if case .either = map.value { "(\(value(map.value)))" } else { value(map.value) }
      return "map from \(map.key) to \(inner)"
    case .list(let item, let orOne): return (orOne ? "one or a list of: " : "list of: ") + value(item)
    case .either(let forms): return forms.map(value).joined(separator: "; or ")
    }
  }

  /// Says how a single value is written.
  private static func phrase(_ scalar: ScalarForm) -> String {
    // Plain numbers and names need no example.
    if scalar.native != nil || scalar.syntax == "a name" || scalar.syntax == "a text" { return scalar.kind }
    if scalar.kind.hasPrefix("name of") { return scalar.syntax }
    for article in ["a ", "an "] where scalar.syntax.hasPrefix(article) {
      return String(scalar.syntax.dropFirst(article.count))
    }
    return scalar.kind == "expression" ? "expression" : scalar.syntax
  }

  private static func objects(in form: Form) -> [ObjectForm] {
    switch form {
    case .scalar: []
    case .object(let object): [object]
    case .map(let map): objects(in: map.value)
    case .list(let item, _): objects(in: item)
    case .either(let forms): forms.flatMap(objects)
    }
  }

  private static func scalars(in form: Form) -> [ScalarForm] {
    switch form {
    case .scalar(let scalar): [scalar]
    case .object: []
    case .map(let map): scalars(in: map.value)
    case .list(let item, _): scalars(in: item)
    case .either(let forms): forms.flatMap(scalars)
    }
  }
}

/// Writes the format of scenario files as a JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12.
///
/// Objects stand once, under `$defs`. Values with units are strings with a pattern; numbers and dates may come from a YAML
/// parser as such or as strings, and both are valid.
struct SchemaWriter {
  private var definitions: [(String, JSONText)] = []

  /// Returns the schema of a form.
  static func schema(of form: Form) -> String {
    var writer = SchemaWriter()
    let root = writer.schema(of: form)
    return JSONText.object([
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("EngagementLab scenario")),
      ("description", .string("An app, its users, and the programs of messages that are compared.")),
      ("$ref", root.reference),
      ("$defs", .object(writer.definitions)),
    ]).text() + "\n"
  }

  /// A schema, or the reference to one.
  private struct Written {
    var schema: JSONText
    var reference: JSONText {
      if case .object(let pairs) = schema, let ref = pairs.first, ref.0 == "$ref" { return ref.1 }
      return schema
    }
  }

  private mutating func schema(of form: Form) -> Written {
    switch form {
    case .scalar(let scalar): return Written(schema: .object(SchemaWriter.scalar(scalar)))
    case .object(let object): return object.fields.isEmpty ? Written(schema: .object([])) : define(object)
    case .map(let map):
      return Written(
        schema: .object([
          ("type", .string("object")), ("additionalProperties", schema(of: map.value).schema),
        ]))
    case .list(let item, let orOne):
      let item = schema(of: item).schema
      let list = JSONText.object([("type", .string("array")), ("items", item)])
      return Written(schema: orOne ? .object([("anyOf", .array([item, list]))]) : list)
    case .either(let forms):
      return Written(schema: .object([("anyOf", .array(forms.map { schema(of: $0).schema }))]))
    }
  }

  /// Adds an object to the definitions and returns a reference to it.
  private mutating func define(_ object: ObjectForm) -> Written {
    let name = object.name.replacing(" ", with: "_")
    let reference = JSONText.object([("$ref", .string("#/$defs/\(name)"))])
    guard !definitions.contains(where: { $0.0 == name }) else { return Written(schema: reference) }
    let position = definitions.count
    definitions.append((name, .object([])))
    let further = object.further.map { schema(of: $0.value).schema } ?? .bool(false)
    var pairs: [(String, JSONText)] = [
      ("description", .string(object.meaning)), ("type", .string("object")), ("additionalProperties", further),
    ]
    let required = object.fields.filter { $0.need == .required }.map(\.key)
    if !required.isEmpty { pairs.append(("required", .array(required.map { .string($0) }))) }
    pairs.append(("properties", .object(object.fields.map { ($0.key, property($0)) })))
    if !object.choices.isEmpty { pairs.append(("oneOf", .array(object.choices.map { choice($0, object) }))) }
    definitions[position].1 = .object(pairs)
    return Written(schema: reference)
  }

  private mutating func property(_ field: FieldForm) -> JSONText {
    var meaning = field.meaning
    if case .optional(let text?) = field.need { meaning += " Default: \(text)." }
    guard case .object(let pairs) = schema(of: field.form).schema else { return .object([]) }
    return .object([("description", .string(meaning))] + pairs.filter { $0.0 != "description" })
  }

  /// One way to fill an object: its key, the keys that it needs, and none that belongs to another.
  private func choice(_ choice: ObjectForm.Choice, _ object: ObjectForm) -> JSONText {
    let own = Set([choice.key] + choice.needs + choice.allows)
    let foreign = object.fields.map(\.key).filter { key in
      !own.contains(key) && object.choices.contains { ([$0.key] + $0.needs + $0.allows).contains(key) }
    }
    return .object([
      ("required", .array(([choice.key] + choice.needs).map { .string($0) })),
      ("properties", .object(foreign.map { ($0, .bool(false)) })),
    ])
  }

  private static func scalar(_ form: ScalarForm) -> [(String, JSONText)] {
    var schemas: [[(String, JSONText)]] = []
    if !form.words.isEmpty { schemas.append([("enum", .array(form.words.map { .string($0.word) }))]) }
    switch form.native {
    case .number(let range):
      schemas.append([
        ("type", .string("number")), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
      ])
    case .integer(let range):
      schemas.append([
        ("type", .string("integer")), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
      ])
    case .boolean: schemas.append([("type", .string("boolean"))])
    case .booleanOrInteger: schemas.append([("type", .array([.string("boolean"), .string("integer")]))])
    case nil: break
    }
    for pattern in form.patterns {
      schemas.append([("type", .string("string"))] + (pattern.isEmpty ? [] : [("pattern", .string(pattern))]))
    }
    let kind = "\(form.kind.prefix(1).uppercased())\(form.kind.dropFirst()): \(form.syntax)"
    let description: (String, JSONText) = ("description", .string(kind))
    guard schemas.count != 1, !schemas.isEmpty else { return [description] + (schemas.first ?? []) }
    return [description, ("anyOf", .array(schemas.map { .object($0) }))]
  }
}

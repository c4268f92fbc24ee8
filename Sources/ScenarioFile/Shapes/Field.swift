/// A key of an object, and the part of the model that it fills.
struct Field<Root: Sendable>: Sendable {
  typealias Path<Value> = any WritableKeyPath<Root, Value> & Sendable

  var key: String
  var form: Form
  var isRequired: Bool
  var meaning: String
  /// Whether the value that holds when the key is left out is shown to the reader.
  var showsDefault = true
  var read: @Sendable (_ node: YAMLValue, _ path: [String], _ root: inout Root, _ reading: inout Reading) -> Void
  var write: @Sendable (_ root: Root) -> YAMLValue?

  /// A key that must be given.
  static func required<Value>(
    _ key: String, _ shape: Shape<Value>, _ path: Path<Value>, _ meaning: String
  ) -> Field {
    Field(
      key: key, form: shape.form, isRequired: true, meaning: meaning,
      read: { node, names, root, reading in
        if let value = shape.read(node, names, &reading) { root[keyPath: path] = value }
      },
      write: { shape.write($0[keyPath: path]) })
  }

  /// A key that may be left out; the model has its default.
  static func optional<Value>(
    _ key: String, _ shape: Shape<Value>, _ path: Path<Value>, _ meaning: String, showsDefault: Bool = true
  ) -> Field {
    var field = required(key, shape, path, meaning)
    field.isRequired = false
    field.showsDefault = showsDefault
    return field
  }

  /// A key that may be left out, and then has no value.
  static func optional<Value>(
    _ key: String, _ shape: Shape<Value>, _ path: Path<Value?>, _ meaning: String
  ) -> Field {
    Field(
      key: key, form: shape.form, isRequired: false, meaning: meaning,
      read: { node, names, root, reading in
        if let value = shape.read(node, names, &reading) { root[keyPath: path] = value }
      },
      write: { $0[keyPath: path].flatMap(shape.write) })
  }

  /// A key whose fields belong to the same part of the model.
  static func group(
    _ key: String, _ name: String, _ meaning: String, blank: Root, fields: [Field], isRequired: Bool = false,
    further: FurtherKeys<Root>? = nil
  ) -> Field {
    let form = ObjectForm(
      name: name, meaning: meaning, fields: forms(of: fields, blank: blank), further: further?.form)
    return Field(
      key: key, form: .object(form), isRequired: isRequired, meaning: meaning, showsDefault: false,
      read: { node, names, root, reading in read(fields, further, from: node, names, into: &root, &reading) },
      write: { root in
        let pairs =
          Field.pairs(fields, of: root, blank: blank, keepsRequired: isRequired) + (further?.write(root) ?? [])
        return pairs.isEmpty ? nil : .mapping(pairs)
      })
  }

  /// Describes fields, with their defaults taken from a blank value.
  static func forms(of fields: [Field], blank: Root) -> [FieldForm] {
    fields.map { field in
      let value = field.isRequired || !field.showsDefault ? nil : field.write(blank)
      let need = field.isRequired ? FieldForm.Need.required : .optional(defaultText: value.map(YAMLWriter.inline))
      return FieldForm(key: field.key, form: field.form, need: need, meaning: field.meaning)
    }
  }

  /// Reads the fields that a mapping gives, and complains about unknown, missing and repeated keys.
  ///
  /// A key that is nearly right is complained about and then read as the key that was meant, so that what it holds is
  /// checked too and nothing that refers to it looks wrong.
  static func read(
    _ fields: [Field], _ further: FurtherKeys<Root>? = nil, from node: YAMLValue, _ path: [String],
    into root: inout Root, _ reading: inout Reading
  ) {
    guard case .mapping(let all) = node.content else {
      let keys = fields.map { "`\($0.key)`" }.joined(separator: ", ")
      reading.complain(
        "wrong-kind", path, at: node.place, "expected a map of keys, found \(node.kind)", "its keys are \(keys)")
      return
    }
    let entries = Shape<Root>.unique(all, path, &reading)
    var found: [String: YAMLValue.Entry] = [:]
    for entry in entries where fields.contains(where: { $0.key == entry.key }) { found[entry.key] = entry }
    for entry in entries where found[entry.key] == nil {
      let all = fields.map(\.key)
      let keys = all.map { "`\($0)`" }.joined(separator: ", ")
      if let further, nearestKey(entry.key, all) == nil {
        further.read(entry, path + [entry.key], &root, &reading)
        continue
      }
      let remedy = reading.suggestion(
        for: entry.key, among: all.filter { found[$0] == nil } + all, otherwise: "the keys here are \(keys)")
      reading.complain("unknown-key", path + [entry.key], at: entry.keyPlace, "unknown key `\(entry.key)`", remedy)
      let meant = all.first { remedy == "did you mean `\($0)`?" }
      if let meant, found[meant] == nil { found[meant] = entry }
    }
    for field in fields {
      if let entry = found[field.key] {
        reading.note(path + [field.key], key: entry.keyPlace, value: entry.value)
        guard !entry.value.isNull else {
          reading.complain(
            "no-value", path + [field.key], at: entry.keyPlace, "`\(field.key)` has no value",
            "give it one, or remove the line")
          continue
        }
        field.read(entry.value, path + [field.key], &root, &reading)
      } else if field.isRequired {
        reading.complain(
          "missing-key", path + [field.key], at: node.place, "`\(field.key)` is missing",
          "add it: \(clause(field.meaning))")
      }
    }
  }

  /// Writes the fields that differ from a blank value; nil when there is none.
  static func write(_ fields: [Field], of root: Root, blank: Root, keeps: [String] = []) -> YAMLValue? {
    let pairs = pairs(fields, of: root, blank: blank, keeps: keeps)
    return pairs.isEmpty ? nil : .mapping(pairs)
  }

  /// - Parameter keeps: Keys that are written even with the default.
  private static func pairs(
    _ fields: [Field], of root: Root, blank: Root, keepsRequired: Bool = true, keeps: [String] = []
  ) -> [(String, YAMLValue)] {
    fields.compactMap { field in
      guard let value = field.write(root) else { return nil }
      let isKept = (field.isRequired && keepsRequired) || keeps.contains(field.key)
      return isKept || value != field.write(blank) ? (field.key, value) : nil
    }
  }
}

extension Shape {
  /// A fixed set of keys.
  ///
  /// - Parameter choices: Keys of which exactly one must be given.
  static func object(
    _ name: String, _ meaning: String, blank: Value, fields: [Field<Value>], choices: [ObjectForm.Choice] = []
  ) -> Shape {
    let form = ObjectForm(
      name: name, meaning: meaning, fields: Field.forms(of: fields, blank: blank), choices: choices)
    return Shape(
      form: .object(form),
      read: { node, path, reading in
        var value = blank
        guard choices.isEmpty || Shape.check(choices, of: form, node, path, &reading) else {
          reading.giveUp(on: path)
          return nil
        }
        Field.read(fields, from: node, path, into: &value, &reading)
        guard case .mapping = node.content else { return nil }
        // Without the value of the choosing key nothing says what the object is.
        let chosen = Set(choices.map { path + [$0.key] })
        if reading.complaints.contains(where: { chosen.contains(Array($0.path.prefix(path.count + 1))) }) {
          reading.giveUp(on: path)
        }
        return value
      },
      write: { value in
        // What the choosing key needs is written even where it is the default.
        let chosen = choices.first { choice in
          fields.contains { $0.key == choice.key && $0.write(value) != $0.write(blank) }
        }
        return Field.write(fields, of: value, blank: blank, keeps: chosen?.needs ?? []) ?? .mapping([])
      })
  }

  /// Checks that exactly one of the choosing keys is given, with the keys that go with it.
  private static func check(
    _ choices: [ObjectForm.Choice], of form: ObjectForm, _ node: YAMLValue, _ path: [String], _ reading: inout Reading
  ) -> Bool {
    guard case .mapping(let entries) = node.content else { return true }
    let chosen = entries.filter { entry in choices.contains { $0.key == entry.key } }
    guard let first = chosen.first, let choice = choices.first(where: { $0.key == first.key }) else {
      let keys = choices.map { "`\($0.key)`" }.joined(separator: ", ")
      // A key that is nearly one of the choices is the likely mistake.
      for entry in entries where !form.fields.contains(where: { $0.key == entry.key }) {
        if let near = nearestKey(entry.key, choices.map(\.key)) {
          reading.complain(
            "unknown-key", path + [entry.key], at: entry.keyPlace, "unknown key `\(entry.key)`",
            "did you mean `\(near)`?")
          return false
        }
      }
      reading.complain(
        "missing-key", path, at: node.place, "the \(form.name) does not say which kind it is",
        "give exactly one of \(keys)")
      return false
    }
    for entry in chosen.dropFirst() where entry.key != first.key {
      reading.complain(
        "conflicting-keys", path + [entry.key], at: entry.keyPlace,
        "`\(entry.key)` cannot stand beside `\(first.key)`", "keep one of the two")
    }
    let special = Set(choices.flatMap { $0.needs + $0.allows })
    for entry in entries where special.contains(entry.key) && !(choice.needs + choice.allows).contains(entry.key) {
      let owners = choices.filter { ($0.needs + $0.allows).contains(entry.key) }.map { "`\($0.key)`" }
      reading.complain(
        "conflicting-keys", path + [entry.key], at: entry.keyPlace,
        "`\(entry.key)` does not go with `\(choice.key)`", "remove it; it belongs to \(owners.joined(separator: ", "))")
    }
    for key in choice.needs where !entries.contains(where: { $0.key == key }) {
      let meaning = form.fields.first { $0.key == key }?.meaning ?? ""
      reading.complain(
        "missing-key", path + [key], at: node.place, "`\(key)` is missing",
        "`\(choice.key)` needs it: \(clause(meaning))")
    }
    return true
  }
}

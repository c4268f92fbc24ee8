/// How a value of the model stands in a file: its form, how it is read and how it is written.
struct Shape<Value: Sendable>: Sendable {
  var form: Form
  /// Reads a value, or complains and returns nil.
  var read: @Sendable (_ node: YAMLValue, _ path: [String], _ reading: inout Reading) -> Value?
  /// Writes a value; nil when it is left out.
  var write: @Sendable (_ value: Value) -> YAMLValue?

  /// Returns the shape of another type that stands for the same values.
  func converted<Other: Sendable>(
    to make: @escaping @Sendable (Value) -> Other, from unmake: @escaping @Sendable (Other) -> Value
  ) -> Shape<Other> {
    Shape<Other>(
      form: form,
      read: { node, path, reading in read(node, path, &reading).map(make) },
      write: { write(unmake($0)) })
  }
}

extension Shape {
  /// A single value.
  static func scalar(
    _ form: ScalarForm,
    parse: @escaping @Sendable (_ text: String, _ reading: Reading) -> Result<Value, Objection>,
    print: @escaping @Sendable (Value) -> String
  ) -> Shape {
    Shape(
      form: .scalar(form),
      read: { node, path, reading in
        guard case .scalar(let text, _) = node.content, !node.isNull else {
          reading.complain(
            "wrong-kind", path, at: node.place, "expected \(form.phrase), found \(node.kind)", "write \(form.syntax)")
          return nil
        }
        switch parse(text, reading) {
        case .success(let value): return value
        case .failure(let objection):
          reading.complain(objection.code, path, at: node.place, objection.what, objection.remedy)
          return nil
        }
      },
      write: { YAMLValue.text(print($0)) })
  }

  /// A list of values; with `orOne` a single value stands for a list of one.
  static func list<Item>(of item: Shape<Item>, orOne: Bool = false) -> Shape where Value == [Item] {
    Shape(
      form: .list(item.form, orOne: orOne),
      read: { node, path, reading in
        guard case .sequence(let nodes) = node.content else {
          if orOne, !node.isNull { return item.read(node, path, &reading).map { [$0] } }
          reading.complain("wrong-kind", path, at: node.place, "expected a list, found \(node.kind)", "write `[a, b]`")
          return nil
        }
        var items: [Item] = []
        for (index, node) in nodes.enumerated() {
          let itemPath = path + ["[\(index)]"]
          reading.note(itemPath, key: node.place, value: node)
          if let value = item.read(node, itemPath, &reading) { items.append(value) }
        }
        return items
      },
      write: { items in
        if orOne, items.count == 1 { return items.first.flatMap(item.write) }
        return YAMLValue(.sequence(items.compactMap(item.write)))
      })
  }

  /// A single value or a list that stands for the simple cases of an object.
  static func brief(_ brief: Shape, or full: Shape, isBrief: @escaping @Sendable (Value) -> Bool) -> Shape {
    Shape(
      form: .either([brief.form, full.form]),
      read: { node, path, reading in
        if case .mapping = node.content { return full.read(node, path, &reading) }
        return brief.read(node, path, &reading)
      },
      write: { isBrief($0) ? brief.write($0) : full.write($0) })
  }

  /// Returns the shape with a further check of a value that could be read.
  func checked(
    _ check: @escaping @Sendable (_ value: Value, _ node: YAMLValue, _ path: [String], _ reading: inout Reading) -> Void
  ) -> Shape {
    Shape(
      form: form,
      read: { node, path, reading in
        guard let value = read(node, path, &reading) else { return nil }
        check(value, node, path, &reading)
        return value
      }, write: write)
  }

  /// Names with values, in the order of the file.
  ///
  /// A name whose value cannot be read at all is kept when `placeholder` gives a value, so that references to it do not
  /// look wrong too.
  static func map<Item>(
    _ key: String, to item: Shape<Item>, placeholder: (@Sendable () -> Item)? = nil
  ) -> Shape where Value == [Named<Item>] {
    Shape(
      form: .map(MapForm(key: key, value: item.form)),
      read: { node, path, reading in
        guard case .mapping(let entries) = node.content else {
          reading.complain(
            "wrong-kind", path, at: node.place, "expected a map (key: \(key)), found \(node.kind)",
            "write `name: value`, one per line")
          return nil
        }
        var items: [Named<Item>] = []
        for entry in Shape.unique(entries, path, &reading) {
          let itemPath = path + [entry.key]
          reading.note(itemPath, key: entry.keyPlace, value: entry.value)
          if let value = item.read(entry.value, itemPath, &reading) ?? placeholder?() {
            items.append(Named(entry.key, value))
          }
        }
        return items
      },
      write: { items in
        YAMLValue.mapping(items.compactMap { named in item.write(named.value).map { (named.name, $0) } })
      })
  }

  /// Returns the entries of a mapping without those whose key occurs before, which are complained about.
  static func unique(
    _ entries: [YAMLValue.Entry], _ path: [String], _ reading: inout Reading
  ) -> [YAMLValue.Entry] {
    var first: [String: YAMLValue.Place] = [:]
    return entries.filter { entry in
      guard let earlier = first[entry.key] else {
        first[entry.key] = entry.keyPlace
        return true
      }
      let line = if case .file(let position) = earlier { " on line \(position.line)" } else { "" }
      reading.complain(
        "duplicate-key", path + [entry.key], at: entry.keyPlace, "`\(entry.key)` was given before\(line)",
        "keep one of the two")
      return false
    }
  }
}

/// A value with its name.
struct Named<Value: Sendable>: Sendable {
  var name: String
  var value: Value
  init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

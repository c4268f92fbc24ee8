/// A value given on the command line instead of that in the file: `population.size=1000`; `null` takes the key away, so that
/// its default holds.
struct Override {
  var index: Int
  var text: String

  init(_ text: String, index: Int) {
    self.text = text
    self.index = index
  }

  /// Why an override cannot be applied.
  struct Failure: Error {
    var index: Int
    var what: String
    var remedy: String
  }

  /// Puts the value into a tree, with the maps that lead to it.
  func apply(to root: inout YAMLValue) throws(Failure) {
    guard let equals = text.firstIndex(of: "=") else {
      throw failure("there is no `=`", "write path=value, e.g. `population.size=1000`")
    }
    guard let steps = Override.steps(text[..<equals]) else {
      throw failure(
        "`\(text[..<equals])` is not a path of keys", "write e.g. `population.size` or `campaigns.x.when.days[0]`")
    }
    let value = try value(of: String(text[text.index(after: equals)...]))
    if value.isNull {
      try remove(at: steps[...], in: &root)
    } else {
      try set(value, at: steps[...], in: &root)
    }
  }

  /// Takes a key away, so that its default holds.
  private func remove(at steps: ArraySlice<Step>, in node: inout YAMLValue) throws(Failure) {
    let isLast = steps.count == 1
    switch (steps.first, node.content) {
    case (.key(let key)?, .mapping(var entries)):
      guard let position = entries.firstIndex(where: { $0.key == key }) else {
        throw failure("there is no key `\(key)` to take away", "leave it out")
      }
      if isLast {
        entries.remove(at: position)
      } else {
        try remove(at: steps.dropFirst(), in: &entries[position].value)
      }
      node.content = .mapping(entries)
    case (.item(let item)?, .sequence(var items)) where !isLast && items.indices.contains(item):
      try remove(at: steps.dropFirst(), in: &items[item])
      node.content = .sequence(items)
    case (.item?, .sequence(let items)):
      throw failure(
        isLast ? "an item of a list cannot be taken away" : "the list has only \(items.count) items",
        "give the whole list")
    default: throw failure("there is nothing to take away", "leave it out")
    }
  }

  /// Reads the value as YAML; what is no YAML is a plain text.
  private func value(of text: String) throws(Failure) -> YAMLValue {
    do {
      let source = SourceText(name: "", text: try RawText.check(text))
      return placed(try YAMLReader.read(source))
    } catch {
      switch error.code {
      case "yaml-syntax": return YAMLValue(.scalar(text, plain: true), at: .override(index))
      case "empty-file": throw failure("there is no value after `=`", "write path=value")
      default: throw failure(error.what, error.remedy)
      }
    }
  }

  /// Returns a value with every place replaced by this override.
  private func placed(_ value: YAMLValue) -> YAMLValue {
    var value = value
    value.place = .override(index)
    switch value.content {
    case .scalar: break
    case .sequence(let items): value.content = .sequence(items.map(placed))
    case .mapping(let entries):
      value.content = .mapping(
        entries.map { YAMLValue.Entry(key: $0.key, keyPlace: .override(index), value: placed($0.value)) })
    }
    return value
  }

  /// A key of a map or an index of a list.
  private enum Step {
    case key(String)
    case item(Int)
  }

  /// Splits `a.b[0].c`, or returns nil.
  private static func steps(_ path: Substring) -> [Step]? {
    var steps: [Step] = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let key = pieces.first, !key.isEmpty else { return nil }
      steps.append(.key(String(key)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let item = Int(piece.dropLast()), item >= 0 else { return nil }
        steps.append(.item(item))
      }
    }
    return steps.isEmpty || steps.count > YAMLReader.Limit.depth ? nil : steps
  }

  private func set(_ value: YAMLValue, at steps: ArraySlice<Step>, in node: inout YAMLValue) throws(Failure) {
    guard let step = steps.first else {
      node = value
      return
    }
    switch (step, node.content) {
    case (.key(let key), .mapping(var entries)):
      if let position = entries.firstIndex(where: { $0.key == key }) {
        try set(value, at: steps.dropFirst(), in: &entries[position].value)
      } else {
        var inner = YAMLValue(.mapping([]), at: .override(index))
        try set(value, at: steps.dropFirst(), in: &inner)
        entries.append(YAMLValue.Entry(key: key, keyPlace: .override(index), value: inner))
      }
      node.content = .mapping(entries)
    case (.item(let item), .sequence(var items)):
      guard items.indices.contains(item) else {
        throw failure("the list has only \(items.count) items", "indexes start at 0")
      }
      try set(value, at: steps.dropFirst(), in: &items[item])
      node.content = .sequence(items)
    case (.key(let key), _):
      throw failure("`\(key)` would be a key of \(node.kind)", "give the whole value, e.g. `{\(key): ...}`")
    case (.item(let item), _):
      throw failure("`[\(item)]` would be an item of \(node.kind)", "give the whole list")
    }
  }

  private func failure(_ what: String, _ remedy: String) -> Failure {
    Failure(index: index, what: what, remedy: remedy)
  }
}

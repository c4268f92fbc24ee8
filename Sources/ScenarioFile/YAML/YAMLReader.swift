import Yams

/// Reads the text of a YAML document into a tree, or says why it cannot be read.
///
/// Yams composes the document, but three things are kept from it by a disguise. Aliases are hidden, because Yams expands
/// them before anyone can count the result (a few hundred bytes can name more values than a machine can hold), and resolved
/// here against a limit. Explicit keys (`? `) are hidden, because Yams hashes whole trees that stand as keys, once for
/// each level above them; a scenario has no use for them. Of keys that occur twice all but one are renamed for the time of the parse, because Yams gives up
/// at the first and would hide every later problem of the file.
struct YAMLReader {
  /// Bounds that no honest scenario comes near.
  enum Limit {
    static let bytes = 2_000_000
    static let depth = 50
    static let values = 100_000
    /// Keys given twice that are told one by one; each costs a parse, so a large file gets fewer.
    static func repeatedKeys(in source: SourceText) -> Int { source.size > 100_000 ? 2 : 20 }
  }

  /// Why a text cannot be read at all.
  struct Failure: Error, Equatable {
    var code: String
    var position: SourcePosition
    var what: String
    var remedy: String
  }

  private let source: SourceText
  private var disguise = Disguise()
  private var anchors: [String: YAMLValue] = [:]
  private var open: Set<String> = []
  private var values = 0

  /// Parses a text that `RawText.check` has passed.
  static func read(_ source: SourceText) throws(Failure) -> YAMLValue {
    var reader = YAMLReader(source: source)
    return try reader.read()
  }

  private init(source: SourceText) { self.source = source }

  private mutating func read() throws(Failure) -> YAMLValue {
    disguise.hide("*", in: source)
    disguise.hide("?", in: source)
    var renamed = 0
    while true {
      do {
        // The parser owns the anchors of the nodes, so it must outlive the conversion.
        let parser = try Parser(yaml: disguise.text(of: source), resolver: .basic, encoding: .utf8)
        let value = try root(of: parser)
        return try withExtendedLifetime(parser) { try convert(value, depth: 1) }
      } catch let failure as Failure {
        throw failure
      } catch let YamlError.duplicatedKeysInMapping(names, context) {
        let mark = SourcePosition(line: context.mark.line, column: context.mark.column)
        renamed += 1
        guard renamed <= Limit.repeatedKeys(in: source), disguise.hideKey(at: mark, in: source) else {
          let name = disguise.restored(names.first ?? "").prefix(60)
          throw Failure(
            code: "duplicate-key", position: mark, what: "`\(name)` is given again in the same map",
            remedy: "keep one of the two")
        }
      } catch let error as YamlError {
        throw YAMLReader.failure(error, source: source)
      } catch {
        throw Failure(
          code: "yaml-syntax", position: SourcePosition(line: 1, column: 1), what: "the file cannot be read as YAML",
          remedy: "check quotes, brackets and indentation")
      }
    }
  }

  /// Returns the only document.
  private func root(of parser: Parser) throws -> Node {
    let first = SourcePosition(line: 1, column: 1)
    guard let root = try parser.nextRoot() else {
      throw Failure(
        code: "empty-file", position: first, what: "the file has no content",
        remedy: "start with `scenario: name-of-it`; `engagelab validate --schema` describes the rest")
    }
    if let second = try parser.nextRoot() {
      throw Failure(
        code: "several-documents", position: position(second.mark), what: "a second document in the file",
        remedy: "keep one scenario per file and remove the line `---`")
    }
    return root
  }

  private func position(_ mark: Mark?) -> SourcePosition {
    SourcePosition(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  // MARK: Conversion

  private mutating func convert(_ node: Node, depth: Int) throws(Failure) -> YAMLValue {
    let here = position(node.mark)
    guard depth <= Limit.depth else {
      throw Failure(
        code: "too-deep", position: here, what: "values nested more than \(Limit.depth) deep",
        remedy: "a scenario needs no more than ten levels; check the brackets")
    }
    try count(1, at: here)
    try checkTag(node, at: here)
    let anchor = node.anchor.map { disguise.restored($0.rawValue) }
    let value: YAMLValue
    switch node {
    case .scalar(let scalar):
      let plain = scalar.style == .plain || scalar.style == .any
      if plain, let name = disguise.aliasName(scalar.string) { return try resolve(name, at: here) }
      if plain, disguise.isExplicitKey(scalar.string) { throw explicitKey(at: here) }
      value = YAMLValue(.scalar(disguise.restored(scalar.string), plain: plain), at: .file(here))
    case .sequence(let sequence):
      var items: [YAMLValue] = []
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      value = YAMLValue(.sequence(items), at: .file(here))
    case .mapping(let mapping):
      value = YAMLValue(.mapping(try entries(of: mapping, depth: depth)), at: .file(here))
    case .alias:
      throw Failure(
        code: "yaml-syntax", position: here, what: "an alias out of place", remedy: "write the value itself")
    }
    if let anchor { anchors[anchor] = value }
    return value
  }

  private mutating func entries(of mapping: Node.Mapping, depth: Int) throws(Failure) -> [YAMLValue.Entry] {
    var entries: [YAMLValue.Entry] = []
    for (key, node) in mapping {
      let place = position(key.mark)
      guard case .scalar(let scalar) = key else {
        throw Failure(
          code: "bad-key", position: place, what: "a key that is not a word",
          remedy: "write a single word before the `:`")
      }
      let plain = scalar.style == .plain || scalar.style == .any
      if plain, disguise.isExplicitKey(scalar.string) { throw explicitKey(at: place) }
      if plain, disguise.aliasName(scalar.string) != nil {
        throw Failure(code: "bad-key", position: place, what: "an alias as a key", remedy: "write the key itself")
      }
      let name = disguise.restored(scalar.string)
      if plain, name == "<<" {
        throw Failure(
          code: "merge-key", position: place, what: "the merge key `<<` is not supported",
          remedy: "repeat the keys, or use an alias for a whole value")
      }
      try count(1, at: place)
      try checkTag(key, at: place)
      if let anchor = key.anchor {
        anchors[disguise.restored(anchor.rawValue)] = YAMLValue(.scalar(name, plain: plain), at: .file(place))
      }
      let value = try convert(node, depth: depth + 1)
      entries.append(YAMLValue.Entry(key: name, keyPlace: .file(place), value: value))
    }
    return entries
  }

  private func explicitKey(at place: SourcePosition) -> Failure {
    Failure(
      code: "bad-key", position: place, what: "a value cannot start with `? `",
      remedy: "write `key: value`, or put the text in quotes")
  }

  /// Returns a copy of an anchored value, counted as if it were written out.
  private mutating func resolve(_ name: String, at here: SourcePosition) throws(Failure) -> YAMLValue {
    guard var value = anchors[name] else {
      throw Failure(
        code: "unknown-alias", position: here, what: "`*\(name)` refers to no anchor above",
        remedy: "mark the value with `&\(name)` first, or put the text in quotes")
    }
    try count(YAMLReader.size(value, upTo: Limit.values), at: here)
    value.place = .file(here)
    return value
  }

  private mutating func count(_ number: Int, at here: SourcePosition) throws(Failure) {
    values += number
    guard values <= Limit.values else {
      throw Failure(
        code: "too-large", position: here,
        what: "more than 100,000 values, aliases written out", remedy: "shorten the file; check the aliases")
    }
  }

  /// Counts the values of a tree, but not beyond a limit.
  private static func size(_ value: YAMLValue, upTo limit: Int) -> Int {
    var total = 1
    switch value.content {
    case .scalar: break
    case .sequence(let items):
      for item in items where total <= limit { total += size(item, upTo: limit - total) }
    case .mapping(let entries):
      for entry in entries where total <= limit { total += 1 + size(entry.value, upTo: limit - total) }
    }
    return total
  }

  private func checkTag(_ node: Node, at here: SourcePosition) throws(Failure) {
    let tag: Tag
    switch node {
    case .scalar(let scalar): tag = scalar.tag
    case .sequence(let sequence): tag = sequence.tag
    case .mapping(let mapping): tag = mapping.tag
    case .alias: return
    }
    let name = tag.description
    guard name.isEmpty || name == Tag.Name.str.rawValue || name == Tag.Name.implicit.rawValue else {
      throw Failure(
        code: "yaml-tag", position: here, what: "a YAML tag (`\(name)`)", remedy: "remove it; kinds of values are fixed"
      )
    }
  }
}

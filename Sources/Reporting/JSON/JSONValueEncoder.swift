import Experiments

/// Turns `Encodable` values into a ``JSONValue`` with a fixed order of keys.
///
/// Properties keep the order of their declaration and become `snake_case`; keys of dictionaries are names that a user
/// chose, so they are kept as they are and sorted. A missing optional is written as `null`, so that every object of a kind has
/// the same keys; but for a ``RunResult/OptionalPart``, which is left out.
package enum JSONValueEncoder {
  /// Returns the document of a value.
  ///
  /// - Throws: What the value's own `encode(to:)` throws.
  package static func encode(_ value: some Encodable) throws -> JSONValue {
    try document(of: value, at: [])
  }

  static func document(of value: some Encodable, at path: [any CodingKey]) throws -> JSONValue {
    let node = JSONNode()
    try value.encode(to: JSONNodeEncoder(node: node, codingPath: path, keysAreNames: value is any NamedByUser))
    return node.value
  }

  /// `pushCap` -> `push_cap`.
  static func snakeCase(_ key: String) -> String {
    var text = ""
    for character in key {
      if character.isUppercase, !text.isEmpty { text += "_" }
      text += character.lowercased()
    }
    return text
  }
}

/// Dictionaries, whose keys are not names of properties.
private protocol NamedByUser {}
extension Dictionary: NamedByUser where Key == String {}

/// A place in the document that an encoder fills.
private final class JSONNode {
  enum Kind {
    case scalar(JSONValue)
    case list([JSONNode])
    case object([(key: String, node: JSONNode)], sorted: Bool)
  }

  var kind = Kind.scalar(.null)

  init() {}
  init(_ value: JSONValue) { kind = .scalar(value) }

  var value: JSONValue {
    switch kind {
    case .scalar(let value): return value
    case .list(let nodes): return .array(nodes.map(\.value))
    case .object(let members, let sorted):
      let ordered = sorted ? members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) } : members
      return .object(ordered.map { JSONValue.Member($0.key, $0.node.value) })
    }
  }

  func append(_ node: JSONNode) {
    if case .list(var nodes) = kind {
      nodes.append(node)
      kind = .list(nodes)
    } else {
      kind = .list([node])
    }
  }

  func set(_ key: String, _ node: JSONNode, sorted: Bool) {
    if case .object(var members, _) = kind {
      members.append((key, node))
      kind = .object(members, sorted: sorted)
    } else {
      kind = .object([(key, node)], sorted: sorted)
    }
  }
}

private struct JSONNodeEncoder: Encoder {
  let node: JSONNode
  let codingPath: [any CodingKey]
  let keysAreNames: Bool
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.kind = .object([], sorted: keysAreNames)
    return KeyedEncodingContainer(KeyedNode<Key>(node: node, codingPath: codingPath, keysAreNames: keysAreNames))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.kind = .list([])
    return ListNode(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    ScalarNode(node: node, codingPath: codingPath)
  }
}

/// What the three containers have in common: a scalar, or the document of a nested value.
private func makeNode(_ value: some Encodable, at path: [any CodingKey]) throws -> JSONNode {
  switch value {
  case let value as Bool: JSONNode(.bool(value))
  case let value as String: JSONNode(.string(value))
  case let value as Double: JSONNode(.number(value))
  case let value as Float: JSONNode(.number(Double(value)))
  case let value as any BinaryInteger:
    JSONNode(Int64(exactly: value).map(JSONValue.integer) ?? .unsigned(UInt64(clamping: value)))
  default: JSONNode(try JSONValueEncoder.document(of: value, at: path))
  }
}

private struct KeyedNode<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONNode
  let codingPath: [any CodingKey]
  let keysAreNames: Bool

  private func set(_ key: Key, _ child: JSONNode) {
    let name = keysAreNames ? key.stringValue : JSONValueEncoder.snakeCase(key.stringValue)
    node.set(name, child, sorted: keysAreNames)
  }

  func encodeNil(forKey key: Key) { set(key, JSONNode()) }
  func encode(_ value: some Encodable, forKey key: Key) throws { set(key, try makeNode(value, at: codingPath + [key])) }

  // A missing optional leaves its key behind; these are the types of optional properties that results use.
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOptional(value, forKey: key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOptional(value, forKey: key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOptional(value, forKey: key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOptional(value, forKey: key) }
  func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws { try encodeOptional(value, forKey: key) }

  private func encodeOptional(_ value: (some Encodable)?, forKey key: Key) throws {
    if let value {
      try encode(value, forKey: key)
    } else if !isOptionalPart(value) {
      encodeNil(forKey: key)
    }
  }

  private func isOptionalPart<Value>(_ value: Value?) -> Bool { Value.self is any RunResult.OptionalPart.Type }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    superEncoder(forKey: key).container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    superEncoder(forKey: key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { JSONNodeEncoder(node: node, codingPath: codingPath, keysAreNames: keysAreNames) }

  func superEncoder(forKey key: Key) -> any Encoder {
    let child = JSONNode()
    set(key, child)
    return JSONNodeEncoder(node: child, codingPath: codingPath + [key], keysAreNames: false)
  }
}

private struct ListNode: UnkeyedEncodingContainer {
  let node: JSONNode
  let codingPath: [any CodingKey]

  var count: Int {
    if case .list(let nodes) = node.kind { nodes.count } else { 0 }
  }

  func encodeNil() { node.append(JSONNode()) }
  func encode(_ value: some Encodable) throws { node.append(try makeNode(value, at: codingPath)) }

  func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
    superEncoder().container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }

  func superEncoder() -> any Encoder {
    let child = JSONNode()
    node.append(child)
    return JSONNodeEncoder(node: child, codingPath: codingPath, keysAreNames: false)
  }
}

private struct ScalarNode: SingleValueEncodingContainer {
  let node: JSONNode
  let codingPath: [any CodingKey]

  func encodeNil() { node.kind = .scalar(.null) }
  func encode(_ value: some Encodable) throws { node.kind = try makeNode(value, at: codingPath).kind }
}

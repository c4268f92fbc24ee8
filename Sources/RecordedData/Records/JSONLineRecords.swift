import Primitives

/// The rows of a file of JSON lines: one flat object a line, of texts, numbers, truth values and `null`.
///
/// Objects need not have the same keys: a key that is not there is a missing value.
package final class JSONLineRecords: RecordSource {
  package let name: String
  package let placeName = "line"
  package private(set) var blankLines = 0
  package private(set) var fault: BadRows.Reason?
  package private(set) var columns: [String] = []

  private var scanner: RecordScanner
  private var keys: [[UInt8]] = []
  private var isSeen: [Bool] = []
  private var values: [FlatObject.Text?] = []
  private var members: [FlatObject.Member] = []
  private var scratch: [UInt8] = []
  /// The unescaped texts of the current row, where their addresses stay.
  private var texts = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

  /// Most different keys; more are a mistake, and would cost memory without bound.
  private static let mostKeys = 1000

  package var place: Int { scanner.line }
  package var progress: RecordProgress {
    RecordProgress(unit: .bytes, done: scanner.source.bytesDone, total: scanner.source.bytesInAll)
  }

  /// The lines of a source.
  ///
  /// - Throws: ``DataError``.
  package init(_ source: any ByteSource) throws(DataError) {
    name = source.name
    scanner = RecordScanner(source)
    try scanner.startLines()
    if scanner.firstByte == UInt8(ascii: "[") {
      throw DataError("this is one list of JSON; write one object a line (jq -c '.[]' FILE)", in: name)
    }
  }

  deinit { texts.deallocate() }

  package func position(of name: String) throws(DataError) -> Int {
    if let known = columns.firstIndex(of: name) { return known }
    return add(Array(name.utf8), isSeen: false)
  }

  package var absence: DataError? {
    guard let column = columns.indices.first(where: { !isSeen[$0] }) else { return nil }
    let seen = columns.indices.filter { isSeen[$0] }.map { columns[$0] }
    let hint =
      nearestName(to: columns[column], in: seen).map { "did you mean '\($0)'?" }
      ?? (seen.isEmpty ? "no line is an object" : "their keys are: \(Header.listed(seen))")
    return DataError("no object has the key '\(columns[column])'; \(hint)", in: name, kind: .usage)
  }

  package func next() throws -> Bool {
    while try scanner.next() {
      if scanner.shape == .blank {
        blankLines += 1
        continue
      }
      try read()
      return true
    }
    return false
  }

  private func read() throws(DataError) {
    for column in values.indices { values[column] = nil }
    let line = scanner.field(0).bytes
    do {
      fault = nil
      try FlatObject.read(line, scratch: &scratch, members: &members)
    } catch {
      switch error {
      case .notAnObject: fault = .notAnObject
      case .nested(let key):
        let key = key.isUnescaped ? scratch[key.start..<key.start + key.count] : Array(bytes(key, line))[...]
        fault = .nested(column: Excerpt.of(String(decoding: key, as: UTF8.self)))
      }
      return
    }
    if texts.count < scratch.count {
      texts.deallocate()
      texts = .allocate(capacity: scratch.count * 2)
    }
    _ = texts.update(fromContentsOf: scratch)
    for (order, member) in members.enumerated() {
      let column = try column(of: member.key, line, expected: order)
      isSeen[column] = true
      values[column] = member.value
    }
  }

  /// The column of a key; keys most often come in the order in which they were first seen.
  private func column(
    of key: FlatObject.Text, _ line: UnsafeBufferPointer<UInt8>, expected: Int
  ) throws(DataError) -> Int {
    let bytes =
      key.isUnescaped
      ? UnsafeBufferPointer(rebasing: UnsafeBufferPointer(texts)[key.start..<key.start + key.count])
      : self.bytes(key, line)
    if expected < keys.count, keys[expected].elementsEqual(bytes) { return expected }
    if let known = keys.firstIndex(where: { $0.elementsEqual(bytes) }) { return known }
    guard keys.count < Self.mostKeys else {
      throw DataError(
        "the objects have more than \(Self.mostKeys) different keys; are the keys data?", in: name, line: scanner.line)
    }
    return add(Array(bytes), isSeen: true)
  }

  private func add(_ key: [UInt8], isSeen seen: Bool) -> Int {
    keys.append(key)
    columns.append(String(decoding: key, as: UTF8.self))
    isSeen.append(seen)
    values.append(nil)
    return keys.count - 1
  }

  package func field(_ position: Int) -> Field? {
    guard let value = values[position] else { return nil }
    return Field(
      bytes: value.isUnescaped
        ? UnsafeBufferPointer(rebasing: UnsafeBufferPointer(texts)[value.start..<value.start + value.count])
        : bytes(value, scanner.field(0).bytes))
  }

  private func bytes(_ text: FlatObject.Text, _ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: line[text.start..<text.start + text.count])
  }
}

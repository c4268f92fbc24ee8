/// One field of the record that is being read; its bytes are only valid until the next record.
package struct Field {
  /// The bytes between delimiters, without the outer quotes.
  package let bytes: UnsafeBufferPointer<UInt8>
  /// Whether quotes stood around it: an empty text in quotes is a text, nothing at all is a missing value.
  package let isQuoted: Bool
  /// Whether pairs of quotes inside stand for one.
  package let hasEscapes: Bool

  /// A field.
  package init(bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool = false, hasEscapes: Bool = false) {
    self.bytes = bytes
    self.isQuoted = isQuoted
    self.hasEscapes = hasEscapes
  }

  /// The field as text.
  package var text: String {
    hasEscapes ? String(decoding: unescaped, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
  }

  /// Hands out the bytes with pairs of quotes made one.
  package func withPlainBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    hasEscapes ? try unescaped.withUnsafeBufferPointer(body) : try body(bytes)
  }

  /// The bytes with pairs of quotes made one.
  package var unescaped: [UInt8] {
    guard hasEscapes else { return Array(bytes) }
    var result: [UInt8] = []
    var isSecond = false
    for byte in bytes {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if !isSecond { result.append(byte) }
    }
    return result
  }
}

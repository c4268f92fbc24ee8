/// One field of the record that is being read; its bytes are only valid until the next record.
package struct Field {
  /// The bytes between delimiters, without the outer quotes.
  package let bytes: UnsafeBufferPointer<UInt8>
  /// Whether pairs of quotes inside stand for one.
  package let hasEscapes: Bool

  /// The field as text.
  package var text: String {
    hasEscapes ? String(decoding: unescaped, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
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

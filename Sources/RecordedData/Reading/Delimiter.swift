/// Finds out what stands between the fields of a text file.
package enum Delimiter {
  /// The delimiters that are tried, in order of preference.
  private static let candidates: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// The candidate that occurs most often in the first line, outside quotes; a comma when none does.
  package static func detect(in head: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var counts = candidates.map { _ in 0 }
    var isQuoted = false
    for byte in head {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let best = counts.max() ?? 0
    return counts.firstIndex(of: best).map { best > 0 ? candidates[$0] : candidates[0] } ?? candidates[0]
  }

  /// The name shown to people.
  package static func name(_ delimiter: UInt8) -> String {
    switch delimiter {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    default: String(UnicodeScalar(delimiter))
    }
  }
}

import RecordedData

/// Rows for tests.
enum Rows {
  /// The rows of a text.
  static func of(_ text: String, piece: Int = .max) throws -> any RecordSource {
    try DataFile.records(MemoryBytes(Array(text.utf8), piece: piece))
  }

  /// All fields of all rows, nil for missing ones; a row with a fault is the fault in words.
  static func all(_ text: String, piece: Int = .max) throws -> [[String?]] {
    let source = try of(text, piece: piece)
    var rows: [[String?]] = []
    while try source.next() {
      if let fault = source.fault {
        rows.append([fault.text])
      } else {
        rows.append(source.columns.indices.map { source.field($0)?.text })
      }
    }
    return rows
  }
}

/// Numbers that are the same in every run.
struct FixedNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}

extension FixedNumbers: RandomNumberGenerator {
  mutating func next() -> UInt64 { UInt64(next(1 << 31)) << 33 ^ UInt64(next(1 << 31)) << 11 ^ UInt64(next(1 << 11)) }
}

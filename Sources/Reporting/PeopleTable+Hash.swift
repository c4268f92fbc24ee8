import Crypto
import Foundation
import Simulation

extension PeopleTable {
  /// SHA-256, in lowercase hexadecimal, of the columns in canonical order: what they mean, not how they came.
  ///
  /// For each column the UTF-8 length of the name (64 bits), the name, a byte for the type (`n` numbers, `f` true and false,
  /// `t` texts), the number of rows (64 bits), then the values: numbers as the 64 bits of a double (0 for −0), one byte for
  /// true and false, and for texts how many there are (64 bits), those that occur in ascending order of their UTF-8, each
  /// with its length before it, then a 32-bit position in them for each row. All integers are little-endian. So a table from
  /// whole numbers has the hash of the same one from doubles.
  public var sha256: String {
    var hash = SHA256()
    for column in columns {
      hash.add(column.name)
      switch column.values {
      case .doubles(let values):
        hash.add(type: "n", rows: values.count)
        hash.add(values.map { ($0 + 0).bitPattern.littleEndian })
      case .integers(let values):
        hash.add(type: "n", rows: values.count)
        hash.add(values.map { Double($0).bitPattern.littleEndian })
      case .flags(let values):
        hash.add(type: "f", rows: values.count)
        hash.add(values.map { $0 ? 1 : 0 as UInt8 })
      case .names(let codes, let values):
        hash.add(type: "t", rows: codes.count)
        hash.add(codes, of: values)
      }
    }
    return ResultsJSON.hexadecimal(hash.finalize())
  }
}

extension SHA256 {
  fileprivate mutating func add(type: Character, rows: Int) {
    update(data: Data(String(type).utf8))
    add([UInt64(rows).littleEndian])
  }

  fileprivate mutating func add(_ text: String) {
    add([UInt64(text.utf8.count).littleEndian])
    update(data: Data(text.utf8))
  }

  fileprivate mutating func add<Number: FixedWidthInteger>(_ numbers: [Number]) {
    numbers.withUnsafeBytes { update(bufferPointer: $0) }
  }

  /// Texts by their places among those that occur, whatever else the column lists and in whatever order.
  fileprivate mutating func add(_ codes: [Int32], of values: [String]) {
    var occurs = [Bool](repeating: false, count: values.count)
    for code in codes { occurs[Int(code)] = true }
    let texts = Set(values.indices.filter { occurs[$0] }.map { values[$0] })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let places = Dictionary(zip(texts, (0...).lazy.map { UInt32($0) })) { first, _ in first }
    let place = values.map { places[$0] ?? 0 }
    add([UInt64(texts.count).littleEndian])
    for text in texts { add(text) }
    add(codes.map { place[Int($0)].littleEndian })
  }
}

/// Reads amounts of money, or of anything that is not negative.
struct ValueColumn {
  /// The greatest amount: a million million.
  private static let most = 1e12

  private let name: String
  private let position: Int
  private let point: UInt8

  init(_ name: String, hasDecimalComma: Bool, in source: any RecordSource) throws(DataError) {
    self.name = name
    position = try source.position(of: name)
    point = UInt8(ascii: hasDecimalComma ? "," : ".")
  }

  /// The amount of the current row, in millionths.
  ///
  /// - Throws: `RowPass.Fault`.
  func millionths(_ source: any RecordSource) throws -> Int64 {
    let number = try Self.number(source, position, name, point: point)
    guard number >= 0, number <= Self.most else {
      throw RowPass.Fault(
        .outOfRange(column: name, allowed: "between 0 and \(Int(Self.most)) (returned goods are no purchases)"),
        at: position)
    }
    return Int64((number * 1_000_000).rounded())
  }

  /// The number in a field.
  ///
  /// - Throws: `RowPass.Fault`.
  static func number(_ source: any RecordSource, _ position: Int, _ name: String, point: UInt8) throws -> Double {
    guard let field = source.field(position) else { throw RowPass.Fault(.missing(column: name), at: position) }
    switch FieldNumber(field.bytes, point: point) {
    case .value(let number): return number
    case .missing: throw RowPass.Fault(.missing(column: name), at: position)
    case .notANumber: throw RowPass.Fault(.notANumber(column: name), at: position)
    case .notFinite: throw RowPass.Fault(.notFinite(column: name), at: position)
    }
  }
}

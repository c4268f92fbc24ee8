import ArrowData
import Simulation

/// Reads a table of people from a stream of Arrow.
///
/// Numbers are copied once, as the engine keeps them longer than their producer must; texts become positions in a list.
struct PeopleReader {
  private let stream: ArrowStream

  init(_ stream: ArrowStream) { self.stream = stream }

  /// Reads the whole stream.
  ///
  /// - Throws: ``ArrowError``, `PeopleError`, `CancellationError`.
  func table() throws -> PeopleTable {
    let fields = try stream.fields()
    var drafts = fields.map { Draft($0) }
    while let batch = try stream.next() {
      try Task.checkCancellation()
      for (index, field) in fields.enumerated() {
        guard let column = batch.column(index, field) else { continue }
        try drafts[index].add(column)
      }
    }
    return try PeopleTable(drafts.map(\.column))
  }

  /// A column that is being read.
  private struct Draft {
    private let field: ArrowField
    private var doubles: [Double] = []
    private var integers: [Int64] = []
    private var flags: [Bool] = []
    private var codes: [Int32] = []
    private var names = NameList()
    private var count = 0
    private var firstMissing: Int?

    init(_ field: ArrowField) { self.field = field }

    mutating func add(_ column: ArrowColumn) throws(ArrowError) {
      if firstMissing == nil, column.hasMissing {
        firstMissing = (0..<column.rows).first { !column.isKnown($0) }.map { count + $0 }
      }
      count += column.rows
      switch field.layout {
      case .real: doubles += column.doubles() ?? []
      case .integer:
        guard let values = column.integers() else {
          throw .notReadable("column `\(field.name)` has numbers beyond 64 bits with a sign")
        }
        integers += values
      case .flag: flags += column.flags() ?? []
      case .names:
        // Lists differ from batch to batch.
        let places = (column.names() ?? []).map { names.place(of: $0) }
        for (row, code) in (column.integers() ?? []).enumerated() {
          codes.append(column.isKnown(row) && places.indices.contains(Int(code)) ? places[Int(code)] : -1)
        }
      case .text:
        for row in 0..<column.rows { codes.append(column.text(row).map { names.place(of: $0) } ?? -1) }
      case .nothing: doubles += Array(repeating: .nan, count: column.rows)
      case .date, .moment:
        throw .notReadable("column `\(field.name)` has dates; give `installed_day` as whole days before the start")
      }
    }

    var column: PeopleTable.Column {
      let values: PeopleTable.Values =
        switch field.layout {
        case .integer: .integers(integers)
        case .flag: .flags(flags)
        case .names, .text: .names(codes: codes, values: names.texts)
        default: .doubles(doubles)
        }
      return PeopleTable.Column(field.name, values, firstMissing: firstMissing)
    }
  }

  /// Texts in the order in which they come first.
  private struct NameList {
    private(set) var texts: [String] = []
    private var places: [String: Int32] = [:]

    mutating func place(of text: String) -> Int32 {
      if let place = places[text] { return place }
      let place = Int32(clamping: texts.count)
      places[text] = place
      texts.append(text)
      return place
    }
  }
}

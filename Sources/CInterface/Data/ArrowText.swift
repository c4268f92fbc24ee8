import ArrowData
import Foundation
import Primitives
import RecordedData

/// A table of Arrow as the delimited text that the lab's readers read: a line per row below a header.
///
/// Numbers stand in the shortest form that reads back as the same number, missing values as nothing, dates and moments as
/// ISO 8601 writes them. Text is made as it is read, some rows at a time.
final class ArrowText: ByteSource {
  let name: String
  let placeName = "row"
  /// Whether batches are kept, so that reading can start again.
  let canRewind: Bool
  /// Rows that were handed out.
  var bytesDone: Int { rows }
  let bytesInAll: Int? = nil

  private let stream: ArrowStream
  private let fields: [ArrowField]
  private var batches: [ArrowBatch] = []
  private var isDrained = false

  /// Where the writer stands.
  private var batch: Batch?
  private var nextBatch = 0
  private var row = 0
  private var rows = 0
  private var text: [UInt8] = []
  private var taken = 0
  private var hasHeader = false
  /// Rows whose texts hold line breaks shift the lines below them.
  private var shifts: [(line: Int, lines: Int)] = []

  private static let chunk = 4096
  private static let comma = UInt8(ascii: ",")
  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")

  /// A batch and the texts that its positions mean.
  private struct Batch {
    let batch: ArrowBatch
    let columns: [ArrowColumn]
    let names: [[String]?]
  }

  /// A text.
  ///
  /// - Throws: `ArrowError` for a table without columns, or with one of a type that is not read.
  init(_ stream: ArrowStream, name: String, canRewind: Bool) throws(ArrowError) {
    self.stream = stream
    self.name = name
    self.canRewind = canRewind
    fields = try stream.fields()
    guard !fields.isEmpty else { throw .notReadable("it has no columns") }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while taken == text.count {
      text.removeAll(keepingCapacity: true)
      taken = 0
      if !hasHeader {
        hasHeader = true
        writeHeader()
      } else if try !writeRows() {
        return 0
      }
    }
    let count = min(buffer.count, text.count - taken)
    text.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[taken..<taken + count])) }
    taken += count
    return count
  }

  func rewind() throws(DataError) {
    batch = nil
    (nextBatch, row, rows, taken) = (0, 0, 0, 0)
    text = []
    shifts = []
    hasHeader = false
  }

  func place(ofLine line: Int) -> Int {
    var (low, high) = (0, shifts.count)
    while low < high {
      let middle = (low + high) / 2
      if shifts[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    // The header is the first line.
    return line - 1 - (low > 0 ? shifts[low - 1].lines : 0)
  }

  // MARK: Writing

  private func writeHeader() {
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(Self.comma) }
      // Always quoted: a name may look like the beginning of JSON.
      write(quoted: field.name)
    }
    text.append(Self.newline)
    let breaks = fields.reduce(0) { $0 + $1.name.utf8.count { $0 == Self.newline } }
    if breaks > 0 { shifts.append((2 + breaks, breaks)) }
  }

  /// Writes some rows; false at the end.
  private func writeRows() throws(DataError) -> Bool {
    while batch == nil || row >= batch?.batch.rows ?? 0 {
      guard let next = try following() else { return false }
      batch = try open(next)
      row = 0
    }
    guard let batch else { return false }
    let end = min(row + Self.chunk, batch.batch.rows)
    let pieces = batch.columns.map { Piece($0.part(from: row, count: end - row)) }
    for index in 0..<(end - row) {
      var breaks = 0
      for (column, piece) in pieces.enumerated() {
        if column > 0 { text.append(Self.comma) }
        breaks += write(piece, index, batch.names[column])
      }
      text.append(Self.newline)
      rows += 1
      if breaks > 0 {
        let before = shifts.last?.lines ?? 0
        shifts.append((rows + 2 + before + breaks, before + breaks))
      }
    }
    row = end
    return true
  }

  private func following() throws(DataError) -> ArrowBatch? {
    if nextBatch < batches.count {
      nextBatch += 1
      return batches[nextBatch - 1]
    }
    guard !isDrained else { return nil }
    do {
      guard let next = try stream.next() else {
        isDrained = true
        return nil
      }
      if canRewind {
        batches.append(next)
        nextBatch += 1
      }
      return next
    } catch {
      throw DataError("\(error)", in: name)
    }
  }

  private func open(_ batch: ArrowBatch) throws(DataError) -> Batch {
    var columns: [ArrowColumn] = []
    for (index, field) in fields.enumerated() {
      guard let column = batch.column(index, field) else {
        throw DataError("column `\(field.name)` is not in all batches of the table", in: name)
      }
      columns.append(column)
    }
    return Batch(batch: batch, columns: columns, names: columns.map { $0.names() })
  }

  /// Some rows of a column, in the form in which they are written.
  private struct Piece {
    enum Values {
      case integers([Int64])
      case unsigned([UInt64])
      case doubles([Double])
      case flags([Bool])
      case texts
      case names([Int64])
      case dates([Int64])
      case moments([Int64], perSecond: Int64, hasZone: Bool)
      case nothing
    }

    let column: ArrowColumn
    let values: Values

    init(_ column: ArrowColumn) {
      self.column = column
      values =
        switch column.layout {
        case .integer: column.integers().map { .integers($0) } ?? .unsigned(column.unsignedIntegers() ?? [])
        case .real: .doubles(column.doubles() ?? [])
        case .flag: .flags(column.flags() ?? [])
        case .text: .texts
        case .names: .names(column.integers() ?? [])
        case .date(let width):
          width == 4
            ? .dates(column.integers() ?? [])
            : .dates((column.integers() ?? []).map { Self.floor($0, 86_400_000) })
        case .moment(let perSecond, let hasZone):
          .moments(column.integers() ?? [], perSecond: Int64(perSecond), hasZone: hasZone)
        case .nothing: .nothing
        }
    }

    static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
      value / divisor - (value % divisor < 0 ? 1 : 0)
    }
  }

  /// Writes a value; returns the line breaks in it.
  private func write(_ piece: Piece, _ index: Int, _ names: [String]?) -> Int {
    guard piece.column.isKnown(index) else { return 0 }
    switch piece.values {
    case .integers(let values): text.append(contentsOf: "\(values[index])".utf8)
    case .unsigned(let values): text.append(contentsOf: "\(values[index])".utf8)
    case .doubles(let values):
      // In data frames, what is not a number is missing.
      if !values[index].isNaN { text.append(contentsOf: "\(values[index])".utf8) }
    case .flags(let values): text.append(contentsOf: (values[index] ? "true" : "false").utf8)
    case .texts: return piece.column.text(index).map(write) ?? 0
    case .names(let places):
      let place = Int(places[index])
      return names.flatMap { $0.indices.contains(place) ? write($0[place]) : nil } ?? 0
    case .dates(let days): text.append(contentsOf: Self.date(days[index]).utf8)
    case .moments(let moments, let perSecond, let hasZone):
      text.append(contentsOf: Self.moment(moments[index], perSecond, hasZone: hasZone).utf8)
    case .nothing: break
    }
    return 0
  }

  private static func date(_ day: Int64) -> String {
    // Beyond any calendar; the readers refuse the number.
    abs(day) < 4_000_000 ? "\(CivilDate(dayNumber: Int(day)))" : "\(day)"
  }

  private static func moment(_ moment: Int64, _ perSecond: Int64, hasZone: Bool) -> String {
    let seconds = Piece.floor(moment, perSecond)
    let day = Piece.floor(seconds, Int64(secondsPerDay))
    let clock = clockText(Int(seconds - day * Int64(secondsPerDay)), showsSeconds: true)
    let fraction = moment - seconds * perSecond
    let digits = fraction == 0 ? "" : "." + "\(perSecond + fraction)".dropFirst()
    return "\(date(day))T\(clock)\(digits)\(hasZone ? "Z" : "")"
  }

  private func write(_ value: String) -> Int {
    let bytes = value.utf8
    // An empty text is not a missing one.
    let isPlain = !bytes.isEmpty && !bytes.contains { $0 == Self.comma || $0 == Self.quote || $0 == 10 || $0 == 13 }
    guard !isPlain else {
      text.append(contentsOf: bytes)
      return 0
    }
    write(quoted: value)
    return bytes.count { $0 == Self.newline }
  }

  private func write(quoted value: String) {
    text.append(Self.quote)
    for byte in value.utf8 {
      if byte == Self.quote { text.append(Self.quote) }
      text.append(byte)
    }
    text.append(Self.quote)
  }
}

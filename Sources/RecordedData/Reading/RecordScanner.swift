/// Cuts a stream of bytes into the records and fields of a delimited text file (RFC 4180).
///
/// ```swift
/// var scanner = RecordScanner(source)
/// while try scanner.next() {
///   print(scanner.line, scanner.field(0).text)
/// }
/// ```
/// A byte order mark, LF and CRLF line ends, quoted delimiters, quotes and newlines, and a last line without an end are
/// understood. The text must be UTF-8. Memory is bounded by the longest record.
package struct RecordScanner: ~Copyable {
  /// The longest record that is accepted, in bytes; a longer one is most likely a quote that is never closed.
  package static let longestRecord = 16 << 20

  /// What the current record is like.
  package enum Shape {
    case whole
    /// Nothing stands on the line.
    case blank
    /// Something stands between a closing quote and the next delimiter.
    case malformedQuotes
  }

  /// Byte between fields.
  package private(set) var delimiter: UInt8 = UInt8(ascii: ",")
  /// Line on which the current record begins, from 1.
  package private(set) var line = 0
  /// Where the current record stands, as its source counts.
  package var place: Int { source.place(ofLine: line) }
  /// Fields of the current record.
  package private(set) var fieldCount = 0
  /// What the current record is like.
  package private(set) var shape = Shape.whole

  let source: any ByteSource
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var filled = 0
  private var position = 0
  private var isAtEnd = false
  private var nextLine = 1
  private var fields: UnsafeMutablePointer<Span>
  private var fieldCapacity = 64

  /// The byte around fields that hold delimiters; one that no UTF-8 text has where fields are not quoted.
  private var quote = UInt8(ascii: "\"")

  private struct Span {
    var start: Int
    var end: Int
    var isQuoted: Bool
    var hasEscapes: Bool
  }

  private enum Outcome {
    case record(end: Int, newlines: Int, high: UInt8)
    case needsMore
    case openQuote
  }

  /// A scanner at the beginning of a source.
  package init(_ source: any ByteSource, bufferSize: Int = 1 << 20) {
    self.source = source
    capacity = max(16, bufferSize)
    base = .allocate(capacity: capacity)
    fields = .allocate(capacity: fieldCapacity)
  }

  deinit {
    base.deallocate()
    fields.deallocate()
  }

  /// Field of the current record.
  package func field(_ index: Int) -> Field {
    let span = fields[index]
    return Field(
      bytes: UnsafeBufferPointer(start: base + span.start, count: span.end - span.start), isQuoted: span.isQuoted,
      hasEscapes: span.hasEscapes)
  }

  /// Reads the first bytes of a file of whole lines: each line will be a record of one field.
  ///
  /// - Throws: ``DataError`` for an empty file or one with old Mac line ends.
  package mutating func startLines() throws(DataError) {
    // Neither byte occurs in UTF-8.
    quote = 0xFE
    try start(delimiter: 0xFF)
  }

  /// The first byte of the text that is no white space; known once the scanner was started.
  package var firstByte: UInt8? {
    UnsafeBufferPointer(start: base, count: filled)[min(position, filled)...].first { $0 > 32 }
  }

  /// Reads the names of the columns: the first record that is not blank.
  ///
  /// - Throws: ``DataError`` when there is none.
  package mutating func header() throws(DataError) -> Header {
    var isThere = try next()
    while isThere, shape == .blank { isThere = try next() }
    guard isThere else { throw DataError("the file is empty", in: source.name) }
    guard shape == .whole else {
      throw DataError("the header has text behind a closing quote", in: source.name, line: line)
    }
    return Header(
      (0..<fieldCount).map { field($0).text }, file: source.name, line: source.placeName == "line" ? 1 : nil)
  }

  /// Reads the first bytes, takes off a byte order mark and finds out the delimiter.
  ///
  /// - Parameter chosen: the delimiter, when it is known.
  /// - Throws: ``DataError`` for an empty file or one with old Mac line ends.
  package mutating func start(delimiter chosen: UInt8?) throws(DataError) {
    while filled < min(capacity, 1 << 16), try refill() {}
    guard filled > 0 else { throw DataError("the file is empty", in: source.name) }
    let head = UnsafeBufferPointer(start: base, count: filled)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if !head.contains(UInt8(ascii: "\n")), head.contains(UInt8(ascii: "\r")) {
      throw DataError("lines end with carriage returns only; save the file with LF or CRLF line ends", in: source.name)
    }
    delimiter = chosen ?? Delimiter.detect(in: UnsafeBufferPointer(rebasing: head[position...]))
  }

  /// Goes to the next record.
  ///
  /// - Returns: whether there is one.
  /// - Throws: ``DataError`` for text that is not UTF-8, a quote that is never closed, or a record that is too long.
  package mutating func next() throws(DataError) -> Bool {
    while true {
      if position == filled, isAtEnd { return false }
      switch scan() {
      case .record(let end, let newlines, let high):
        line = nextLine
        if high & 0x80 != 0 { try checkText(position..<end) }
        nextLine += newlines
        position = end
        return true
      case .needsMore: _ = try refill()
      case .openQuote:
        throw DataError(
          "a quote opened in the record on this line is never closed", in: source.name, line: nextLine)
      }
    }
  }

  /// Starts again from the beginning of the source.
  ///
  /// - Throws: ``DataError``.
  package mutating func rewind() throws(DataError) {
    try source.rewind()
    (filled, position, nextLine, line) = (0, 0, 1, 0)
    isAtEnd = false
  }

  /// Moves what is left to the front and reads more behind it; false at the end of the source.
  private mutating func refill() throws(DataError) -> Bool {
    if position > 0 {
      base.update(from: base + position, count: filled - position)
      filled -= position
      position = 0
    }
    if filled == capacity { try grow() }
    let room = UnsafeMutableRawBufferPointer(start: base + filled, count: capacity - filled)
    let count = try source.read(into: room)
    filled += count
    if count == 0 { isAtEnd = true }
    return count > 0
  }

  private mutating func grow() throws(DataError) {
    guard capacity < Self.longestRecord else {
      throw DataError(
        "the record on this line is longer than \(Self.longestRecord >> 20) MB; is a quote never closed?",
        in: source.name, line: nextLine)
    }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: filled)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  private mutating func addField(_ start: Int, _ end: Int, isQuoted: Bool, hasEscapes: Bool) {
    if fieldCount == fieldCapacity {
      let larger = UnsafeMutablePointer<Span>.allocate(capacity: fieldCapacity * 2)
      larger.update(from: fields, count: fieldCount)
      fields.deallocate()
      fields = larger
      fieldCapacity *= 2
    }
    fields[fieldCount] = Span(start: start, end: end, isQuoted: isQuoted, hasEscapes: hasEscapes)
    fieldCount += 1
  }

  /// Finds the fields of the record at `position`.
  private mutating func scan() -> Outcome {
    let (quote, newline, comma) = (quote, UInt8(ascii: "\n"), delimiter)
    let base = UnsafePointer(base)
    let end = filled
    var p = position
    var high: UInt8 = 0
    var newlines = 1
    fieldCount = 0
    shape = .whole
    while true {
      let start = p
      if p < end, base[p] == quote {
        guard let closed = scanQuoted(from: p, base, end) else { return isAtEnd ? .openQuote : .needsMore }
        addField(start + 1, closed.end, isQuoted: true, hasEscapes: closed.hasEscapes)
        high |= closed.high
        newlines += closed.newlines
        p = closed.end + 1
        if p < end, base[p] == UInt8(ascii: "\r"), p + 1 >= end || base[p + 1] == newline { p += 1 }
        if p < end, base[p] != comma, base[p] != newline {
          shape = .malformedQuotes
          while p < end, base[p] != newline { p += 1 }
        }
      } else {
        while p < end {
          let byte = base[p]
          if byte == comma || byte == newline { break }
          high |= byte
          p += 1
        }
        let isLast = p == end || base[p] == newline
        let stripped = isLast && p > start && base[p - 1] == UInt8(ascii: "\r") ? p - 1 : p
        addField(start, stripped, isQuoted: false, hasEscapes: false)
      }
      if p == end {
        guard isAtEnd else { return .needsMore }
        newlines -= 1
        break
      }
      p += 1
      if base[p - 1] == newline { break }
    }
    if fieldCount == 1, shape == .whole, fields[0].start == fields[0].end, fields[0].start == position {
      shape = .blank
    }
    return .record(end: p, newlines: newlines, high: high)
  }

  /// Finds the end of a quoted field; nil when it does not end within the buffer.
  private func scanQuoted(
    from open: Int, _ base: UnsafePointer<UInt8>, _ end: Int
  ) -> (end: Int, hasEscapes: Bool, newlines: Int, high: UInt8)? {
    let quote = UInt8(ascii: "\"")
    var p = open + 1
    var (hasEscapes, newlines, high) = (false, 0, UInt8(0))
    while p < end {
      let byte = base[p]
      if byte == quote {
        // Whether this closes the field is only known from the byte behind it.
        if p + 1 == end, !isAtEnd { return nil }
        if p + 1 == end || base[p + 1] != quote { return (p, hasEscapes, newlines, high) }
        hasEscapes = true
        p += 1
      } else if byte == UInt8(ascii: "\n") {
        newlines += 1
      }
      high |= byte
      p += 1
    }
    return nil
  }

  /// Finds the first byte that is not UTF-8 and complains about its line.
  private func checkText(_ range: Range<Int>) throws(DataError) {
    let bytes = UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = true
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: break
      case .error: valid = false
      }
      break
    }
    guard !valid else { return }
    throw DataError(
      "the text is not UTF-8; save the file as UTF-8 (for instance: iconv -f latin1 -t utf-8)", in: source.name,
      line: nextLine)
  }
}

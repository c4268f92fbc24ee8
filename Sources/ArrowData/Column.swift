/// What the values of a column are.
package enum ColumnType: Sendable, Equatable {
  case int64, int32, float64, bool, text
  /// Days since 1970 (32 bits).
  case date
  /// Positions (32 bits) in a list of texts.
  case names([String])

  /// The format string of the Arrow C data interface.
  var format: String {
    switch self {
    case .int64: "l"
    case .int32, .names: "i"
    case .float64: "g"
    case .bool: "b"
    case .text: "u"
    case .date: "tdD"
    }
  }
}

/// A column of a batch: its values, as Arrow lays them out.
package struct Column: Sendable {
  package let type: ColumnType
  package let count: Int
  package let missing: Int
  /// A bit per row that has a value; nil: all have.
  let validity: ColumnMemory?
  /// Numbers, bits, positions, or where each text begins.
  let values: ColumnMemory
  /// The bytes of texts.
  let bytes: ColumnMemory?

  private init(
    _ type: ColumnType, count: Int, validity: ColumnMemory? = nil, missing: Int = 0, values: ColumnMemory,
    bytes: ColumnMemory? = nil
  ) {
    (self.type, self.count, self.validity, self.missing) = (type, count, validity, missing)
    (self.values, self.bytes) = (values, bytes)
  }

  // MARK: Columns that are made

  package init(_ values: [Int]) { self.init(.int64, count: values.count, values: ColumnMemory(values.map(Int64.init))) }
  package init(_ values: [Int?]) { self.init(.int64, values.map { $0.map(Int64.init) }, zero: 0) }
  package init(_ values: [Double?]) { self.init(.float64, values, zero: 0) }
  /// Days since 1970.
  package init(dates: [Int?]) { self.init(.date, dates.map { $0.map { Int32(clamping: $0) } }, zero: 0) }
  package init(_ values: [Bool?]) {
    self.init(
      .bool, count: values.count, memory: Self.bits(values.count) { values[$0] ?? false },
      isKnown: { values[$0] != nil })
  }

  private init<Value: BitwiseCopyable>(_ type: ColumnType, _ values: [Value?], zero: Value) {
    self.init(
      type, count: values.count, memory: ColumnMemory(values.map { $0 ?? zero }), isKnown: { values[$0] != nil })
  }

  /// A column of texts.
  package init(texts: [String?]) {
    var offsets: [Int32] = [0]
    var bytes: [UInt8] = []
    for text in texts {
      if let text { bytes.append(contentsOf: text.utf8) }
      offsets.append(Int32(clamping: bytes.count))
    }
    let (validity, missing) = Self.validity(texts.count) { texts[$0] != nil }
    self.init(
      .text, count: texts.count, validity: validity, missing: missing, values: ColumnMemory(offsets),
      bytes: ColumnMemory(bytes))
  }

  /// A column of texts that repeat: every text is kept once, in the order in which it comes first.
  package init(names: [String?]) {
    var list: [String] = []
    var places: [String: Int32] = [:]
    let codes = names.map { name -> Int32? in
      guard let name else { return nil }
      if let place = places[name] { return place }
      let place = Int32(list.count)
      places[name] = place
      list.append(name)
      return place
    }
    self.init(.names(list), codes, zero: 0)
  }

  // MARK: Columns that lie in memory already

  /// A column whose values lie there as they are.
  ///
  /// - Parameter isKnown: Whether a row has a value; nil: all have.
  package init(_ type: ColumnType, count: Int, memory: ColumnMemory, isKnown: ((Int) -> Bool)? = nil) {
    let (validity, missing) = isKnown.map { Self.validity(count, $0) } ?? (nil, 0)
    self.init(type, count: count, validity: validity, missing: missing, values: memory)
  }

  /// A bit for each row that has a value, and how many have none; no bits where all have.
  private static func validity(_ count: Int, _ isKnown: (Int) -> Bool) -> (ColumnMemory?, Int) {
    let memory = bits(count, isKnown)
    let bytes = UnsafeRawBufferPointer(start: memory.bytes, count: (count + 7) / 8)
    let missing = count - bytes.reduce(0) { $0 + $1.nonzeroBitCount }
    return missing == 0 ? (nil, 0) : (memory, missing)
  }

  private static func bits(_ count: Int, _ isSet: (Int) -> Bool) -> ColumnMemory {
    let memory = ColumnMemory(byteCount: (count + 7) / 8)
    let bytes = memory.bytes.assumingMemoryBound(to: UInt8.self)
    for row in 0..<count where isSet(row) { bytes[row >> 3] |= 1 << UInt8(row & 7) }
    return memory
  }
}

extension PeopleTable {
  /// Checks the values of one column.
  static func check(_ column: Column) throws(PeopleError) {
    if let row = column.firstMissing { throw missing(column, row) }
    if case .names(let codes, let values) = column.values { try check(codes, of: values.count, column) }
    if let trait = PeopleTrait(rawValue: column.name) {
      switch trait.content {
      case .names: guard case .names = column.values else { throw wrongType(column, "texts") }
      case .flags: guard case .flags = column.values else { throw wrongType(column, "true and false") }
      case .numbers(let range): try check(column, range.bounds, range.words)
      case .wholeNumbers(let range, let words): try check(column, range, words, areWhole: true)
      }
    } else if column.name.hasPrefix(PeopleTrait.interestPrefix) {
      try check(column, PeopleTrait.interest.bounds, PeopleTrait.interest.words)
    }
  }

  private static func missing(_ column: Column, _ row: Int) -> PeopleError {
    PeopleError(
      .missingValue, column.name, row: row + 1, "there is no value",
      "give every user one, or leave the column out, so that the lab draws it")
  }

  private static func wrongType(_ column: Column, _ needed: String) -> PeopleError {
    PeopleError(
      .wrongType, column.name, "it has \(column.values.words), and \(needed) are needed", "convert the column")
  }

  private static func check(_ codes: [Int32], of count: Int, _ column: Column) throws(PeopleError) {
    let limit = UInt32(clamping: count)
    guard let row = firstIndex(in: codes, where: { UInt32(bitPattern: $0) >= limit }) else { return }
    if codes[row] < 0 { throw missing(column, row) }
    throw PeopleError(
      .outOfRange, column.name, row: row + 1, "the code \(codes[row]) stands for none of the \(count) texts",
      "let codes count the texts from 0")
  }

  private static func check(
    _ column: Column, _ range: ClosedRange<Double>, _ words: String, areWhole: Bool = false
  ) throws(PeopleError) {
    let (low, high) = (range.lowerBound, range.upperBound)
    let row: Int?
    switch column.values {
    case .doubles(let values):
      // NaN is not in any range.
      row =
        areWhole
        ? firstIndex(in: values) { !($0 >= low && $0 <= high) || $0.rounded() != $0 }
        : firstIndex(in: values) { !($0 >= low && $0 <= high) }
    case .integers(let values): row = firstIndex(in: values) { !(Double($0) >= low && Double($0) <= high) }
    default: throw wrongType(column, areWhole ? "whole numbers" : "numbers")
    }
    if let row { throw fault(column, row, range, words) }
  }

  private static func fault(
    _ column: Column, _ row: Int, _ range: ClosedRange<Double>, _ words: String
  ) -> PeopleError {
    let value = column.values.number(row)
    if !value.isFinite {
      return PeopleError(
        .notFinite, column.name, row: row + 1, "\(value) is no number",
        "give \(words), or leave the column out, so that the lab draws it")
    }
    let isInside = range.contains(value)
    return PeopleError(
      isInside ? .notWhole : .outOfRange, column.name, row: row + 1,
      isInside ? "\(value) is not whole" : "\(number(column.values, row)) is out of range", "give \(words)")
  }

  private static func number(_ values: Values, _ row: Int) -> String {
    if case .integers(let values) = values { return "\(values[row])" }
    return "\(values.number(row))"
  }

  private static func firstIndex<Element>(in values: [Element], where isBad: (Element) -> Bool) -> Int? {
    values.withUnsafeBufferPointer { buffer in
      for index in 0..<buffer.count where isBad(buffer[index]) { return index }
      return nil
    }
  }
}

extension PeopleTable.Values {
  /// A value of a column of numbers; 0 of any other.
  @inline(__always)
  func number(_ row: Int) -> Double {
    switch self {
    case .doubles(let values): values[row]
    case .integers(let values): Double(values[row])
    case .flags, .names: 0
    }
  }
}

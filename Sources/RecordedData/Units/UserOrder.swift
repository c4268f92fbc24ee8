/// Watches whether the users of a file stand in order, so that a user who has passed cannot come again.
struct UserOrder {
  private var isBytewise = true
  private var isNumeric = true
  private var last: [UInt8] = []
  private var lastNumber: UInt64?
  private var isFirst = true

  /// What the next row's user is to the one before.
  enum Step {
    case same
    case next
    /// The file is in no order that rules out that a user comes again.
    case disorder
  }

  /// Looks at the next row's user.
  mutating func step(_ name: UnsafeBufferPointer<UInt8>) -> Step {
    if !isFirst, last.elementsEqual(name) { return .same }
    let number = Self.number(name)
    defer {
      last.removeAll(keepingCapacity: true)
      last.append(contentsOf: name)
      lastNumber = number
      isFirst = false
    }
    if isFirst {
      isNumeric = number != nil
      return .next
    }
    if isBytewise { isBytewise = last.lexicographicallyPrecedes(name) }
    if isNumeric {
      if let number, let before = lastNumber { isNumeric = before < number } else { isNumeric = false }
    }
    return isBytewise || isNumeric ? .next : .disorder
  }

  /// A whole number without leading zeros; nil for all else.
  private static func number(_ name: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard !name.isEmpty, name.count <= 18, name.count == 1 || name[0] != UInt8(ascii: "0") else { return nil }
    var value: UInt64 = 0
    for byte in name {
      guard byte &- 48 < 10 else { return nil }
      value = value * 10 + UInt64(byte &- 48)
    }
    return value
  }
}

/// Users whose rows stand anywhere in a file, by name; its memory is counted and bounded.
final class UserTable {
  /// Why no further user fits.
  struct Full: Error {
    let users: Int
    let bytes: Int
  }

  private let merge: UserMerge
  private let levelCount: Int
  private let valueCount: Int
  private let limit: Int
  private var names = NameIndex()
  private var arms: [Int32] = []
  private var levels: [Int32] = []
  private var values: [Double] = []

  /// An empty table.
  ///
  /// - Parameter limit: bytes it may take.
  init(_ merge: UserMerge, levelCount: Int, valueCount: Int, limit: Int) {
    self.merge = merge
    self.levelCount = levelCount
    self.valueCount = valueCount
    self.limit = limit
  }

  /// Bytes in use, and as much again for what grows by doubling.
  private var bytes: Int {
    names.bytes + 2 * arms.count * (4 + 4 * levelCount + 8 * valueCount)
  }

  /// Adds a row of a user.
  ///
  /// - Returns: why the user can no longer be used, the first time that this is found.
  /// - Throws: ``Full``.
  func add(_ name: UnsafeBufferPointer<UInt8>, _ row: borrowing UserRow) throws -> BadRows.Reason? {
    let user = names.number(of: name)
    if user < arms.count { return update(user, row) }
    arms.append(row.arm)
    levels.append(contentsOf: row.levels)
    values.append(contentsOf: row.values)
    if arms.count & 1023 == 0, bytes > limit || arms.count > NameIndex.mostNames {
      throw Full(users: arms.count, bytes: bytes)
    }
    return nil
  }

  /// Hands out every user that can be used, in order of appearance.
  func forEach(_ body: (_ arm: Int, _ levels: UnsafePointer<Int32>, _ values: UnsafePointer<Double>) throws -> Void)
    rethrows
  {
    try levels.withUnsafeBufferPointer { levels in
      try values.withUnsafeBufferPointer { values in
        // An empty buffer has no address; a place to point at is needed all the same.
        let noLevels = [Int32](repeating: 0, count: 1)
        try noLevels.withUnsafeBufferPointer { none in
          for user in arms.indices where arms[user] >= 0 {
            guard let value = values.baseAddress, let level = levels.baseAddress ?? none.baseAddress else { return }
            try body(Int(arms[user]), level + user * levelCount, value + user * valueCount)
          }
        }
      }
    }
  }

  private func update(_ user: Int, _ row: borrowing UserRow) -> BadRows.Reason? {
    guard arms[user] >= 0 else { return nil }
    let (levelStart, valueStart, arm) = (user * levelCount, user * valueCount, arms[user])
    let reason = levels.withUnsafeMutableBufferPointer { levels in
      values.withUnsafeMutableBufferPointer { values -> BadRows.Reason? in
        guard let value = values.baseAddress else { return nil }
        var none: Int32 = 0
        return withUnsafeMutablePointer(to: &none) { none in
          let level = levels.baseAddress.map { $0 + levelStart } ?? none
          return merge.add(row, arm: arm, levels: level, values: value + valueStart)
        }
      }
    }
    if reason != nil { arms[user] = -1 }
    return reason
  }
}

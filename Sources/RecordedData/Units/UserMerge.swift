/// How rows of one user become one.
struct UserMerge {
  private let columns: [ColumnLayout.NumberColumn]
  private let segmentNames: [String]

  init(_ layout: ColumnLayout, segments: [String]) {
    columns = layout.numbers
    segmentNames = segments
  }

  /// Adds the numbers of a further row; flags stay at one once they are one, facts must not change.
  ///
  /// - Returns: why the user cannot be used, if so.
  func add(
    _ row: borrowing UserRow, arm: Int32, levels: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Double>
  ) -> BadRows.Reason? {
    if row.arm != arm { return .severalArms }
    for index in segmentNames.indices where row.levels[index] != levels[index] {
      return .changingFact(column: segmentNames[index])
    }
    for (index, column) in columns.enumerated() {
      if column.isFact {
        if row.values[index] != values[index] { return .changingFact(column: column.name) }
      } else if column.isFlag {
        values[index] = max(values[index], row.values[index])
      } else {
        values[index] += row.values[index]
      }
    }
    return nil
  }
}

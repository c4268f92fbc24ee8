/// A row, or the rows of one user put together: arm, segment values and numbers.
struct UserRow {
  /// Number of the arm; -1 when the user is in several.
  var arm: Int32
  /// Numbers of the segment values.
  var levels: [Int32]
  /// The numbers, in the order of the layout.
  var values: [Double]
}

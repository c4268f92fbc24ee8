/// The sums of one simulated test: per column, over the units that its arm got.
///
/// Valid only while ``Rerandomization/run(tests:threads:progress:evaluate:)`` evaluates the test.
public struct TestSums: ~Copyable {
  /// The number of the test.
  public let test: Int
  let position: Int
  let tests: Int
  let sizes: Int
  let memory: UnsafePointer<Int64>
  let narrowTiles: Int

  /// The sum of a column over all units of the largest size.
  @inline(__always)
  public subscript(column: PotentialOutcomes.Column) -> Int64 { self[column, size: sizes - 1] }

  /// The sum of a column over the units of one of the sizes asked for.
  @inline(__always)
  public subscript(column: PotentialOutcomes.Column, size size: Int) -> Int64 {
    let row = position * sizes + size
    let offset =
      column.isNarrow
      ? (column.tile * tests * sizes + row) * 16 + column.lane
      : narrowTiles * tests * sizes * 16 + (column.tile * tests * sizes + row) * 8 + column.lane
    return memory[offset] &* column.unit
  }
}

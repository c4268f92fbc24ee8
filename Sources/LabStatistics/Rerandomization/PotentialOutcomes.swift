import Primitives

/// What every unit would show in every arm, as columns of integers, packed for ``Rerandomization``.
///
/// ```swift
/// var outcomes = try PotentialOutcomes(units: control.count, arms: 2)
/// let count = try outcomes.add(ones, arm: 0)       // users of the control arm
/// let sum = try outcomes.add(control, arm: 0)      // their sum
/// let treated = try outcomes.add(treatment, arm: 1)
/// ```
///
/// Units are shuffled once, so that neighbours have nothing in common. With strata, every eight neighbours belong to one
/// stratum, which is what ``Assignment/Kind/blocked`` balances.
public struct PotentialOutcomes: Sendable {
  /// Where the sums of a column are found.
  public struct Column: Sendable, Hashable {
    /// The arm for whose units it is summed.
    public let arm: Int
    let isNarrow: Bool
    let tile: Int
    let lane: Int
    /// Every value is a multiple of it; stored values are divided by it.
    let unit: Int64
  }

  /// Columns of one arm that are summed together: a row per unit, one cache line wide.
  struct Tile<Row: SIMD & Sendable>: Sendable {
    let arm: Int
    var lanes = 0
    var rows: [Row]
  }

  /// Number of units.
  public let units: Int
  /// Number of arms.
  public let arms: Int

  /// The unit at each place, -1 where a stratum ended; a multiple of ``Rerandomization/span`` places.
  let places: [Int32]
  private(set) var narrow: [Tile<SIMD16<Int32>>] = []
  private(set) var wide: [Tile<SIMD8<Int64>>] = []

  /// Prepares a table without columns.
  ///
  /// - Parameters:
  ///   - units: number of units, 1 to 2^31 - 1.
  ///   - arms: number of arms, 1 to 64.
  ///   - strata: the stratum of each unit, for balance within strata; nil for none.
  ///   - seed: of the order of the units.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(units: Int, arms: Int, strata: [Int32]? = nil, seed: UInt64 = 0) throws {
    try Check.that((1...Int(Int32.max) - 1).contains(units), "units", "must be in 1...2^31 - 2, not \(units)")
    try Check.that((1...64).contains(arms), "arms", "must be in 1...64, not \(arms)")
    if let strata { try Check.that(strata.count == units, "strata", "needs one per unit (\(units))") }
    self.units = units
    self.arms = arms
    var order = (0..<Int32(units)).map { $0 }
    var stream = ResamplingStream(seed: seed, number: 0x0DE5)
    order.shuffle(using: &stream)
    if let strata { order = Self.blocks(order, strata, &stream) }
    let span = Rerandomization.span
    order += Array(repeating: -1, count: (span - order.count % span) % span)
    places = order
  }

  /// Fills blocks of eight with units of one stratum each and shuffles the blocks.
  private static func blocks(_ order: [Int32], _ strata: [Int32], _ stream: inout ResamplingStream) -> [Int32] {
    // The sort is stable, so that units of one stratum stay shuffled.
    let sorted = order.sorted { strata[Int($0)] < strata[Int($1)] }
    var blocks: [[Int32]] = []
    var last: Int32?
    for unit in sorted {
      let stratum = strata[Int(unit)]
      if blocks.isEmpty || stratum != last || blocks[blocks.count - 1].count == 8 { blocks.append([]) }
      blocks[blocks.count - 1].append(unit)
      last = stratum
    }
    blocks.shuffle(using: &stream)
    return blocks.flatMap { $0 + Array(repeating: -1, count: 8 - $0.count) }
  }

  /// Adds a column that is summed over the units of an arm.
  ///
  /// - Parameters:
  ///   - values: one per unit, in the units' own order.
  ///   - arm: 0..<arms.
  /// - Returns: the handle by which sums are read.
  /// - Throws: ``StatisticsError`` when the length is wrong, the arm unknown, or a sum might exceed 64 bits.
  @discardableResult
  public mutating func add(_ values: [Int64], arm: Int) throws -> Column {
    try Check.that(values.count == units, "column", "needs one value per unit (\(units)), not \(values.count)")
    try Check.that((0..<arms).contains(arm), "arm", "must be in 0..<\(arms), not \(arm)")
    var divisor: UInt64 = 0
    var largest: UInt64 = 0
    for value in values {
      largest = max(largest, value.magnitude)
      if divisor != 1 { divisor = greatestCommonDivisor(divisor, value.magnitude) }
    }
    let (total, overflows) = largest.multipliedReportingOverflow(by: UInt64(units))
    try Check.that(
      !overflows && total <= UInt64(Int64.max), "column",
      "its sum may exceed 64 bits (largest value \(largest)); measure in a coarser unit")
    let unit = Int64(max(divisor, 1))
    // A row of the tables holds the sum of eight units, and a pass adds up `span` of them before it is widened.
    let isNarrow = largest / UInt64(unit) <= UInt64(Int32.max) / UInt64(Rerandomization.span)
    let place =
      isNarrow ? add(values, arm, unit, to: &narrow) : add(values, arm, unit, to: &wide)
    return Column(arm: arm, isNarrow: isNarrow, tile: place.tile, lane: place.lane, unit: unit)
  }

  /// Writes a column into the next free lane of an arm's tiles.
  private func add<Row>(
    _ values: [Int64], _ arm: Int, _ unit: Int64, to tiles: inout [Tile<Row>]
  ) -> (tile: Int, lane: Int) where Row.Scalar: FixedWidthInteger {
    let tile: Int
    if let open = tiles.lastIndex(where: { $0.arm == arm && $0.lanes < Row.scalarCount }) {
      tile = open
    } else {
      tile = tiles.count
      tiles.append(Tile(arm: arm, rows: Array(repeating: .zero, count: places.count)))
    }
    let lane = tiles[tile].lanes
    tiles[tile].lanes += 1
    for (place, index) in places.enumerated() where index >= 0 {
      tiles[tile].rows[place][lane] = Row.Scalar(truncatingIfNeeded: values[Int(index)] / unit)
    }
    return (tile, lane)
  }
}

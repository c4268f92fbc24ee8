import LabStatistics

/// The cells of an experiment: one per arm, and one per arm and segment value.
struct CellTable {
  /// Most cells, so that their memory is bounded.
  static let mostCells = 10_000
  /// Most different values that the tables of quantiles may hold together.
  static let mostDistinctValues = 5_000_000

  private let layout: ColumnLayout
  private let kinds: [MetricSpecification.Kind]
  private var arms: [Cell?] = Array(repeating: nil, count: RowParser.mostArms)
  private var segments: [[Cell?]]
  private var count = 0

  init(_ layout: ColumnLayout, kinds: [MetricSpecification.Kind]) {
    self.layout = layout
    self.kinds = kinds
    segments = layout.segments.map { _ in
      Array(repeating: nil, count: RowParser.mostArms * RowParser.mostLevels)
    }
  }

  /// Adds a user to its cells.
  ///
  /// - Throws: ``PlanError`` when there are too many cells.
  mutating func add(
    arm: Int, levels: UnsafePointer<Int32>, values: UnsafePointer<Double>
  ) throws(PlanError) {
    if arms[arm] == nil { arms[arm] = try newCell() }
    arms[arm]?.add(values)
    for segment in segments.indices {
      let place = Int(levels[segment]) * RowParser.mostArms + arm
      if segments[segment][place] == nil { segments[segment][place] = try newCell() }
      segments[segment][place]?.add(values)
    }
  }

  /// Adds a user put together from its rows.
  ///
  /// - Throws: ``PlanError`` when there are too many cells.
  mutating func add(_ row: borrowing UserRow) throws {
    try row.levels.withUnsafeBufferPointer { levels in
      try row.values.withUnsafeBufferPointer { values in
        guard let value = values.baseAddress else { return }
        let none: Int32 = 0
        try withUnsafePointer(to: none) { none in
          try add(arm: Int(row.arm), levels: levels.baseAddress ?? none, values: value)
        }
      }
    }
  }

  /// The sums of an arm.
  func aggregate(arm: Int) -> ArmAggregate { (arms[arm] ?? empty).aggregate() }

  /// The sums of an arm in a segment.
  func aggregate(segment: Int, level: Int, arm: Int) -> ArmAggregate {
    (segments[segment][level * RowParser.mostArms + arm] ?? empty).aggregate()
  }

  /// Different values held in tables of quantiles.
  var distinctValues: Int {
    ([arms] + segments).reduce(0) { $0 + $1.reduce(0) { $0 + ($1?.distinctValues ?? 0) } }
  }

  private var empty: Cell { Cell(layout, kinds: kinds) }

  private mutating func newCell() throws(PlanError) -> Cell {
    count += 1
    guard count <= Self.mostCells else {
      throw PlanError("arms and segments make more than \(Self.mostCells) groups; use fewer segments")
    }
    return Cell(layout, kinds: kinds)
  }
}

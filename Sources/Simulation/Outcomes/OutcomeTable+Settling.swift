/// The end of a table: what is known of the users of the population, closed up where it lies, to be handed out as it is.
extension OutcomeTable {
  /// The columns of a settled table, a number per user of the population in the order of users.
  ///
  /// Columns of numbers hold `Double`. They are valid as long as the table.
  package struct Settled: Sendable {
    package let table: OutcomeTable
    /// Users of the population: those who were there at the start, or came later.
    package let users: Int
    /// Their numbers, from 0.
    package let numbers: [Int64]

    /// What a user did by the end of the horizon, in units.
    ///
    /// - Parameter kpi: Position in the plan.
    package func values(kpi: Int, arm: Int) -> UnsafeRawPointer { UnsafeRawPointer(table.finalValues(kpi, arm)) }
    /// What that is divided by, as 64-bit integers; nil where it follows from the day of entry.
    package func denominators(kpi: Int, arm: Int) -> UnsafeRawPointer? {
      table.finalDenominators(kpi, arm).map { UnsafeRawPointer($0) }
    }
    /// The same before the start; nil: that is not kept.
    package func before(kpi: Int) -> UnsafeRawPointer? { table.beforeStart(kpi).map { UnsafeRawPointer($0) } }
    /// Sessions before the start, as 64-bit integers; nil: that is not kept.
    package var sessionsBefore: UnsafeRawPointer? { table.beforeStart(-1).map { UnsafeRawPointer($0) } }
    /// Days of entry, first message, uninstall and opt-out, as 32-bit integers; ``OutcomeTable/never``: it has not come.
    package var entries: UnsafeRawPointer { UnsafeRawPointer(table.dayColumn(.entry, 0)) }
    package func firstMessages(arm: Int) -> UnsafeRawPointer { UnsafeRawPointer(table.dayColumn(.exposure, arm)) }
    package func uninstalls(arm: Int) -> UnsafeRawPointer { UnsafeRawPointer(table.dayColumn(.uninstall, arm)) }
    package func optOuts(arm: Int) -> UnsafeRawPointer { UnsafeRawPointer(table.dayColumn(.optOut, arm)) }
    /// Positions of the platform and the language, one of each after the other.
    package let devices: [(platform: UInt8, language: UInt8)]
  }

  /// Closes up the columns and puts numbers into their units; nothing else can be read of the table afterwards.
  ///
  /// - Parameter scales: Factor of each KPI of the plan: 1e-6 for money.
  package func settle(scales: [Double]) -> Settled {
    let kept = (0..<users).filter { entry(of: $0) != Self.never }
    let devices = kept.map { (platform: UInt8(platform(of: $0)), language: UInt8(language(of: $0))) }
    for kpi in plan.kpis.indices {
      for arm in 0..<arms {
        Self.scale(finalValues(kpi, arm), kept, scales[kpi])
        if let column = finalDenominators(kpi, arm) { Self.close(column, kept, Int64.self) }
      }
      if let column = beforeStart(kpi) { Self.scale(column, kept, scales[kpi]) }
    }
    if let column = beforeStart(-1) { Self.close(column, kept, Int64.self) }
    for arm in 0..<arms {
      Self.close(dayColumn(.exposure, arm), kept, Int32.self)
      if plan.keepsDays {
        Self.close(dayColumn(.uninstall, arm), kept, Int32.self)
        Self.close(dayColumn(.optOut, arm), kept, Int32.self)
      }
    }
    Self.close(dayColumn(.entry, 0), kept, Int32.self)
    return Settled(table: self, users: kept.count, numbers: kept.map(Int64.init), devices: devices)
  }

  /// Moves the values of the kept rows to the front.
  private static func close<Value: BitwiseCopyable>(_ column: UnsafeMutableRawPointer, _ kept: [Int], _: Value.Type) {
    let values = column.assumingMemoryBound(to: Value.self)
    for (place, row) in kept.enumerated() { values[place] = values[row] }
  }

  /// The same, and makes numbers of counts, which take the same room.
  private static func scale(_ column: UnsafeMutableRawPointer, _ kept: [Int], _ scale: Double) {
    for (place, row) in kept.enumerated() {
      let count = column.load(fromByteOffset: row * 8, as: Int64.self)
      column.storeBytes(of: Double(count) * scale, toByteOffset: place * 8, as: Double.self)
    }
  }
}

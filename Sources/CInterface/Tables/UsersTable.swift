import ArrowData
import Experiments
import Simulation

/// What every user did in every arm: a row per user and arm, a batch per arm. Columns are the engine's own memory.
struct UsersTable {
  let numbers: UserNumbers

  init(_ numbers: UserNumbers) { self.numbers = numbers }

  private typealias Named = (name: String, column: Column)

  var table: ColumnTable {
    let shared = sharedColumns
    let batches = numbers.arms.indices.map { arm in columns(arm: arm, shared) }
    let fields = (batches.first ?? []).map { (name: $0.name, type: $0.column.type) }
    return ColumnTable(fields: fields, batches: batches.map { $0.map(\.column) })
  }

  /// Columns that are the same in every arm.
  private struct Shared {
    var user: Column
    var entryDay: Column
    var days: Column
    var platform: Column
    var language: Column
    /// Nil: nothing is known of the time before the start.
    var sessionsBefore: Column?
    var before: [Column?]
  }

  private var count: Int { numbers.users }
  private var owner: OutcomeTable { numbers.columns.table }

  private func column(_ type: ColumnType, _ memory: UnsafeRawPointer) -> Column {
    Column(type, count: count, memory: ColumnMemory(memory, of: owner))
  }

  /// Days, of which some have not come.
  private func days(_ memory: UnsafeRawPointer) -> Column {
    let values = memory.assumingMemoryBound(to: Int32.self)
    return Column(.int32, count: count, memory: ColumnMemory(memory, of: owner)) { values[$0] != OutcomeTable.never }
  }

  private var sharedColumns: Shared {
    let columns = numbers.columns
    let entries = columns.entries.assumingMemoryBound(to: Int32.self)
    let inPopulation = (0..<count).map { Int32(numbers.days) - entries[$0] }
    return Shared(
      user: Column(.int64, count: count, memory: ColumnMemory(columns.numbers)),
      entryDay: column(.int32, columns.entries),
      days: Column(.int32, count: count, memory: ColumnMemory(inPopulation)),
      platform: Column(
        .names(numbers.platforms), count: count, memory: ColumnMemory(columns.devices.map { Int32($0.platform) })),
      language: Column(
        .names(numbers.languages), count: count, memory: ColumnMemory(columns.devices.map { Int32($0.language) })),
      sessionsBefore: columns.sessionsBefore.map { column(.int64, $0) },
      before: numbers.kpis.indices.map { columns.before(kpi: $0).map { column(.float64, $0) } })
  }

  private func columns(arm: Int, _ shared: Shared) -> [Named] {
    let columns = numbers.columns
    let arms = Column(
      .names(numbers.arms), count: count,
      memory: ColumnMemory([Int32](repeating: Int32(arm), count: count)))
    var list: [Named] = [
      ("user", shared.user), ("arm", arms), ("entry_day", shared.entryDay), ("days", shared.days),
      ("platform", shared.platform), ("language", shared.language),
      ("first_message_day", days(columns.firstMessages(arm: arm))), ("opt_out_day", days(columns.optOuts(arm: arm))),
      ("uninstall_day", days(columns.uninstalls(arm: arm))),
    ]
    if let sessions = shared.sessionsBefore { list.append(("sessions_before", sessions)) }
    for (index, kpi) in numbers.kpis.enumerated() {
      list.append((kpi.name, column(.float64, columns.values(kpi: index, arm: arm))))
      if let denominators = columns.denominators(kpi: index, arm: arm) {
        list.append((kpi.name + "_of", column(.int64, denominators)))
      }
      if kpi.hasBefore, let before = shared.before[index] { list.append((kpi.name + "_before", before)) }
    }
    return list
  }
}

/// One pass over rows: counts them, keeps account of what cannot be used, shows progress and can be ended.
struct RowPass {
  /// What is wrong with a row: why it cannot be used, and the position of the field where it is.
  struct Fault: Error {
    let reason: BadRows.Reason
    let position: Int?

    init(_ reason: BadRows.Reason, at position: Int? = nil) {
      self.reason = reason
      self.position = position
    }
  }

  /// Rows between two calls of the progress handler.
  private static let stride = 1 << 14

  /// What became of the rows.
  var account: RowAccount
  private let source: any RecordSource
  private let limits: RowLimits
  private var fingerprints: RowFingerprints?

  init(_ source: any RecordSource, limits: RowLimits) {
    self.source = source
    self.limits = limits
    account = RowAccount(source: source.name)
    account.placeName = source.placeName
    account.droppedDuplicates = limits.dropsDuplicates
    if limits.duplicateMemory > 0 { fingerprints = RowFingerprints(limit: limits.duplicateMemory) }
  }

  /// Reads all rows.
  ///
  /// - Parameter use: uses a row; what it throws as ``Fault`` makes the row a bad one.
  /// - Throws: what the source or the progress handler throws, ``DataError`` when too many rows cannot be used.
  mutating func run(
    progress: RecordProgress.Handler, _ use: (_ account: inout RowAccount) throws -> Void
  ) throws {
    while try source.next() {
      account.rows += 1
      do {
        if let reason = source.fault { throw Fault(reason) }
        if fingerprints?.isKnown(source) == true, limits.dropsDuplicates { continue }
        try use(&account)
      } catch let fault as Fault {
        let excerpt = fault.position.map { source.field($0)?.text ?? "" } ?? ""
        account.badRows.add(fault.reason, line: source.place, excerpt: Excerpt.of(excerpt))
      }
      if account.rows % Self.stride == 0 {
        try progress(source.progress)
        if account.badRows.total == account.rows { throw refusal() }
        try checkDuplicates()
      }
    }
    try finish(progress)
  }

  private mutating func finish(_ progress: RecordProgress.Handler) throws {
    try progress(source.progress)
    account.blankLines = source.blankLines
    account.duplicates = fingerprints?.duplicates ?? 0
    account.duplicatesAreComplete = fingerprints?.isComplete ?? false
    guard account.rows > 0 else {
      throw DataError(source.placeName == "line" ? "the file has no rows" : "there are no rows", in: source.name)
    }
    if Double(account.badRows.total) > limits.maximumBadShare * Double(account.rows) { throw refusal() }
    try checkDuplicates()
  }

  private func checkDuplicates() throws(DataError) {
    guard limits.dropsDuplicates, fingerprints?.isComplete != true else { return }
    throw DataError(
      "the memory of \(limits.duplicateMemory >> 20) MB for finding equal rows is full; take them out before, for "
        + "instance with SELECT DISTINCT or sort -u", in: source.name, kind: .usage)
  }

  private func refusal() -> DataError {
    if account.badRows.total == account.rows, let absence = source.absence { return absence }
    return account.badRows.refusal(
      of: account.rows, "rows", allowed: limits.maximumBadShare, in: source.name, place: source.placeName)
  }
}

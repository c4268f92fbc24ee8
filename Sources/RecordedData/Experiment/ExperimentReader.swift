import Primitives

/// Reads the data of an experiment in one pass, in memory that does not grow with the number of rows.
///
/// ```swift
/// let data = try ExperimentReader(plan).read("experiment.csv")
/// ```
/// With a user column, the rows of a user are put together first: numbers are summed, a proportion is one once any row
/// is, and covariates and segments must not change. A file in the order of its users needs no memory for that; of any
/// other file all users are kept, up to the plan's `unitMemory`.
public struct ExperimentReader: Sendable {
  /// What is to be found out.
  public let plan: ExperimentPlan

  /// Told how many bytes of how many are done; the total is nil for a pipe.
  public typealias Progress = @Sendable (_ done: Int, _ total: Int?) -> Void

  /// A reader for a plan.
  public init(_ plan: ExperimentPlan) { self.plan = plan }

  /// Reads a file, or standard input for `-`; gzip is unpacked.
  ///
  /// - Throws: ``DataError``, ``PlanError``, or `CancellationError` when the task was cancelled.
  public func read(_ path: String, progress: @escaping Progress = { _, _ in }) throws -> ExperimentData {
    try read(source: DataFile.open(path), progress: progress)
  }

  /// Reads bytes.
  ///
  /// - Throws: ``DataError``, ``PlanError``, or `CancellationError`.
  package func read(source: any ByteSource, progress: @escaping Progress = { _, _ in }) throws -> ExperimentData {
    try plan.validate()
    guard plan.unitColumn != nil else { return try pass(.rows, source, progress) }
    // A pipe cannot be read again, so nothing may be taken for granted about its order.
    guard source.canRewind else { return try pass(.scattered, source, progress) }
    do {
      return try pass(.sorted, source, progress)
    } catch is Disorder {
      try source.rewind()
      return try pass(.scattered, source, progress)
    }
  }

  /// The users are in no order.
  private struct Disorder: Error {}

  private func pass(
    _ grouping: ExperimentData.Grouping, _ source: any ByteSource, _ progress: Progress
  ) throws -> ExperimentData {
    var scanner = RecordScanner(source)
    try scanner.start(delimiter: plan.delimiter)
    let header = try scanner.header()
    let parser = try RowParser(plan, header: header, file: source.name)
    var pass = ReadingPass(plan: plan, parser: parser, grouping: grouping, source: source)
    var row = parser.emptyRow
    while try scanner.next() {
      if scanner.shape == .blank, header.names.count > 1 {
        pass.blankLines += 1
        continue
      }
      guard try pass.take(scanner, &row) else { throw Disorder() }
      if pass.rows & 0x3FFF == 0 {
        try Task.checkCancellation()
        progress(source.bytesDone, source.bytesInAll)
        try pass.checkLimits()
      }
    }
    progress(source.bytesDone, source.bytesInAll)
    return try pass.finish(delimiter: scanner.delimiter)
  }
}

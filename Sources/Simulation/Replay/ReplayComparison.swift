/// Compares the decisions of a replay with those that stand in the log, user by user.
public struct ReplayComparison: Sendable {
  /// Decisions that are the same.
  public private(set) var reproduced = 0
  /// Users whose decisions differ.
  public private(set) var differingUsers = 0
  /// The first difference: what the log says and what the replay decided; nil on a side: nothing more.
  public private(set) var firstDifference: (logged: LogRecord?, replayed: LogRecord?)?
  private var logged: [LogRecord] = []
  private var replayed: [LogRecord] = []

  public init() {}

  /// Whether the log had any decisions.
  public private(set) var isMeaningful = false

  /// Takes a decision of the log.
  public mutating func expect(_ record: LogRecord) {
    var record = record
    record.line = 0
    logged.append(record)
    isMeaningful = true
  }

  /// Takes a decision of the replay.
  public mutating func take(_ record: LogRecord) { replayed.append(record) }

  /// Compares what was gathered for one user.
  public mutating func finishUser() {
    defer {
      logged.removeAll(keepingCapacity: true)
      replayed.removeAll(keepingCapacity: true)
    }
    let same = zip(logged, replayed).prefix { $0 == $1 }.count
    reproduced += same
    guard same < logged.count || same < replayed.count else { return }
    differingUsers += 1
    if firstDifference == nil {
      firstDifference = (
        same < logged.count ? logged[same] : nil, same < replayed.count ? replayed[same] : nil
      )
    }
  }
}

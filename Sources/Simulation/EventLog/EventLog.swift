import EngagementCore

/// The log of simulated users: everything that the platform heard and decided, in the order in which it did.
///
/// ```swift
/// try EventLog(world).write(users: [7]) { print($0.text(.jsonl)) }
/// ```
public struct EventLog: Sendable {
  let world: World

  public init(_ world: World) { self.world = world }

  /// So many users, spread evenly over all.
  public func users(spread count: Int) -> [Int] {
    let count = min(count, world.users)
    return (0..<count).map { $0 * world.users / count }
  }

  /// Plays users again, which gives the same lives, and hands over their records.
  ///
  /// - Parameters:
  ///   - users: Numbers of users, below ``World/users``.
  ///   - progress: Called when so many users are done; what it throws ends the log.
  ///   - write: Takes the records of one user after the other: the warm-up once, then each arm.
  /// - Throws: What `write` and `progress` throw; the user that is being played is not finished then.
  public func write(
    users: some Sequence<Int>, progress: (Int) throws -> Void = { _ in }, _ write: (LogRecord) throws -> Void
  ) throws {
    if world.isCoupled { return try writeCoupled(users: Array(users), progress, write) }
    var life = Life(world)
    // The observer cannot throw in the middle of a life: records of one user are kept until it is over.
    let box = RecordBox()
    let recorder = EventLogRecorder(LogVocabulary(world)) { box.records.append($0) }
    life.desk.observer = recorder
    for (index, user) in users.enumerated() {
      try progress(index)
      recorder.begin(user: user)
      life.play(user: user)
      if let fault = life.fault { throw fault }
      for record in box.records { try write(record) }
      box.records.removeAll(keepingCapacity: true)
    }
  }

  /// Users who share limits can only be played together with all others.
  private func writeCoupled(
    users: [Int], _ progress: (Int) throws -> Void, _ write: (LogRecord) throws -> Void
  ) throws {
    let vocabulary = LogVocabulary(world)
    var logs: [[RecordBox]] = []
    for arm in world.arms.indices {
      let boxes = users.map { _ in RecordBox() }
      var run = CoupledRun(world: world, arms: .all(arm))
      for (user, box) in zip(users, boxes) {
        run.observers[user] = EventLogRecorder(vocabulary) { box.records.append($0) }
      }
      if let fault = try run.play(progress: { _ in }).fault { throw fault }
      logs.append(boxes)
    }
    for index in users.indices {
      try progress(index)
      for (arm, boxes) in logs.enumerated() {
        // The warm-up is the same under every arm.
        for record in boxes[index].records where arm == 0 || !record.arm.isEmpty { try write(record) }
      }
    }
  }

  private final class RecordBox {
    var records: [LogRecord] = []
  }
}

import EngagementCore

/// The log of simulated users: everything that the platform heard and decided, in the order in which it did.
///
/// ```swift
/// try EventLog(world).write(users: [7]) { print($0.text(.jsonl)) }
/// ```
public struct EventLog: Sendable {
  let world: World

  public init(_ world: World) { self.world = world }

  /// Plays users again, which gives the same lives, and hands over their records.
  ///
  /// - Parameters:
  ///   - users: Numbers of users, below ``World/users``.
  ///   - write: Takes the records of one user after the other: the warm-up once, then each arm.
  /// - Throws: What `write` throws; the user that is being played is not finished then.
  public func write(users: some Sequence<Int>, _ write: (LogRecord) throws -> Void) throws {
    var life = Life(world)
    // The observer cannot throw in the middle of a life: records of one user are kept until it is over.
    let box = RecordBox()
    let recorder = EventLogRecorder(LogVocabulary(world)) { box.records.append($0) }
    life.desk.observer = recorder
    for user in users {
      recorder.begin(user: user)
      life.play(user: user)
      for record in box.records { try write(record) }
      box.records.removeAll(keepingCapacity: true)
    }
  }

  private final class RecordBox {
    var records: [LogRecord] = []
  }
}

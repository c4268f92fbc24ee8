import Synchronization

/// How far a job is; told from any thread.
final class JobProgress: Sendable {
  /// What is counted.
  enum Unit: Int, Sendable {
    case users, points, bytes, rows, tests

    /// Its name, which never goes away.
    var name: StaticString {
      switch self {
      case .users: "users"
      case .points: "points"
      case .bytes: "bytes"
      case .rows: "rows"
      case .tests: "tests"
      }
    }
  }

  private let done = Atomic<Int>(0)
  private let total = Atomic<Int>(0)
  private let unit = Atomic<Int>(Unit.users.rawValue)

  /// Tells how far the work is.
  ///
  /// - Parameter total: 0: it is not known.
  func show(_ done: Int, of total: Int, _ unit: Unit = .users) {
    self.done.store(done, ordering: .relaxed)
    self.total.store(total, ordering: .relaxed)
    self.unit.store(unit.rawValue, ordering: .relaxed)
  }

  var now: (done: Int, total: Int, unit: Unit) {
    (
      done.load(ordering: .relaxed), total.load(ordering: .relaxed),
      Unit(rawValue: unit.load(ordering: .relaxed)) ?? .users
    )
  }
}

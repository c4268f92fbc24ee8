import Synchronization

/// Counts what several threads have done.
final class DoneCounter: Sendable {
  private let done = Atomic<Int>(0)

  /// Adds one and returns how many there are.
  func add() -> Int { done.wrappingAdd(1, ordering: .relaxed).newValue }
}

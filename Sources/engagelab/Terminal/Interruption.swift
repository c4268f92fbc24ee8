import Dispatch
import Foundation

/// Runs long work that Ctrl-C (or a termination) stops cleanly.
///
/// - Throws: What the work throws; `CancellationError` after a signal.
func interruptible<Output: Sendable>(_ work: @escaping @Sendable () async throws -> Output) async throws -> Output {
  let task = Task { try await work() }
  // A queue of its own: the simulation occupies every thread of the shared pool.
  let queue = DispatchQueue(label: "engagelab.signals", qos: .userInteractive)
  let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
  defer {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
  return try await task.value
}

import Foundation
import Synchronization

/// A line on the terminal that tells how far a long job is: users done, rate, time left. Silent in a pipe.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let start = ContinuousClock().now
  private let last = Mutex(ContinuousClock.Instant?.none)

  /// Starts the clock.
  ///
  /// - Parameter isQuiet: Whether to show nothing even on a terminal.
  init(isQuiet: Bool) { isShown = !isQuiet && isatty(STDERR_FILENO) == 1 }

  /// Shows how much is done, ten times a second at most.
  func show(_ done: Int, of total: Int) {
    guard isShown else { return }
    let now = ContinuousClock().now
    let isDue = last.withLock { last in
      if let shown = last, now - shown < .milliseconds(100), done < total { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let seconds = (now - start) / .seconds(1)
    let rate = Double(done) / max(seconds, 1e-6)
    let left = rate > 0 ? Double(total - done) / rate : 0
    write(
      String(
        format: "%3.0f %%  %d of %d users  %.0f users/s  %.0f s left", 100 * Double(done) / Double(max(total, 1)), done,
        total, rate, left.rounded(.up)))
  }

  /// Removes the line.
  func clear() { if isShown { write("") } }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
  }
}

import Foundation
import Synchronization

/// A line on the terminal that tells how far a long job is: what is done, rate, time left. Silent in a pipe.
final class ProgressLine: Sendable {
  /// What is counted.
  enum Unit: Sendable {
    case users
    case bytes
    case rows
    /// Points of a sweep, in thousandths, as those under way count in part.
    case points
    /// Thousandths of the work.
    case percent
  }

  private let isShown: Bool
  private let unit: Unit
  private let start = ContinuousClock().now
  private let last = Mutex(ContinuousClock.Instant?.none)

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether to show nothing even on a terminal.
  ///   - unit: What is counted.
  init(isQuiet: Bool, unit: Unit = .users) {
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    self.unit = unit
  }

  /// Shows how much is done, ten times a second at most; of a pipe the total is not known.
  func show(_ done: Int, of total: Int?) {
    guard isShown else { return }
    let now = ContinuousClock().now
    let isDue = last.withLock { last in
      if let shown = last, now - shown < .milliseconds(100), total.map({ done < $0 }) ?? true { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let seconds = (now - start) / .seconds(1)
    let rate = Double(done) / max(seconds, 1e-6)
    guard let total else {
      write("\(amount(done)) read  \(amount(Int(rate)))/s")
      return
    }
    let left = rate > 0 ? Double(total - done) / rate : 0
    let share = String(format: "%3.0f %%", 100 * Double(done) / Double(max(total, 1)))
    let rest = String(format: "%.0f s left", left.rounded(.up))
    switch unit {
    case .percent: write("\(share)  \(rest)")
    case .points:
      let speed = String(format: "%.1f points", rate / 1000)
      write("\(share)  \(amount(done)) of \(amount(total))  \(speed)/s  \(rest)")
    default: write("\(share)  \(amount(done)) of \(amount(total))  \(amount(Int(rate)))/s  \(rest)")
    }
  }

  private func amount(_ count: Int) -> String {
    switch unit {
    case .users: "\(count) users"
    case .bytes: "\(count >> 20) MB"
    case .rows: "\(count) rows"
    case .points: "\(count / 1000) points"
    case .percent: "\(count / 10) %"
    }
  }

  /// Removes the line.
  func clear() { if isShown { write("") } }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
  }
}

import Foundation

/// Time on the wall and of the processor since it was started.
struct Stopwatch {
  private let start = ContinuousClock().now
  private let processor = Stopwatch.processorSeconds()

  /// Seconds on the wall.
  var seconds: Double { (ContinuousClock().now - start) / .seconds(1) }

  /// Seconds of processor time of all threads of this process.
  var cpuSeconds: Double { Self.processorSeconds() - processor }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

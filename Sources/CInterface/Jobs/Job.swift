import ArrowData
import CEngagementLab
import Foundation

/// Work under way, or its outcome.
final class Job: @unchecked Sendable {
  // `state` is guarded by `changed`; the rest is only touched by the one caller that uses the job, as the interface asks.

  /// How a job stands.
  enum State: Sendable {
    case running
    case done(JobOutput)
    case failed(JobFailure)
    case cancelled

    var code: Int32 {
      switch self {
      case .running: Int32(ENGAGELAB_RUNNING)
      case .done: Int32(ENGAGELAB_DONE)
      case .failed: Int32(ENGAGELAB_FAILED)
      case .cancelled: Int32(ENGAGELAB_CANCELLED)
      }
    }
  }

  let progress = JobProgress()
  private let changed = NSCondition()
  private var state = State.running
  private var task: Task<Void, Never>?
  /// Texts that the caller was given, which stay until the job goes.
  private var texts: [String: UnsafeMutablePointer<CChar>] = [:]

  /// Starts work.
  init(_ work: @escaping @Sendable (JobProgress) async throws -> JobOutput) {
    let progress = self.progress
    // Strong: somebody must be told when a job that was given back ends.
    task = Task.detached {
      do {
        self.finish(.done(try await work(progress)))
      } catch {
        // Work that was cancelled may fail in words of its own, which are not to be told.
        let failure = Task.isCancelled ? nil : JobFailure(error)
        self.finish(failure.map { .failed($0) } ?? .cancelled)
      }
    }
  }

  deinit { texts.values.forEach { free($0) } }

  private func finish(_ outcome: State) {
    changed.lock()
    state = outcome
    changed.broadcast()
    changed.unlock()
  }

  /// Waits until the job is over, or some time has passed.
  func wait(milliseconds: Int32) -> State {
    let end = Date(timeIntervalSinceNow: Double(max(0, milliseconds)) / 1000)
    changed.lock()
    defer { changed.unlock() }
    while case .running = state, changed.wait(until: end) {}
    return state
  }

  /// How the job stands now.
  var now: State { wait(milliseconds: 0) }

  func cancel() { task?.cancel() }

  /// What it found; nil while it runs, and when it found nothing.
  var output: JobOutput? {
    if case .done(let output) = now { output } else { nil }
  }

  /// What is wrong, or worth a warning.
  var problems: [JobProblem] {
    switch now {
    case .running, .cancelled: []
    case .done(let output): output.warnings
    case .failed(let failure): failure.problems
    }
  }

  /// A text that stays until the job goes.
  func kept(_ text: String) -> UnsafePointer<CChar>? {
    if let known = texts[text] { return UnsafePointer(known) }
    guard let copy = strdup(text) else { return nil }
    texts[text] = copy
    return UnsafePointer(copy)
  }
}

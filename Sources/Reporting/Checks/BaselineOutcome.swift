import Experiments

/// What became of the comparison with a baseline.
public struct BaselineOutcome: Sendable, Equatable {
  /// The possible outcomes.
  public enum State: String, Sendable, CaseIterable {
    /// The digest is the same.
    case same
    /// It was written, as there was none or as it was asked for.
    case recorded
    /// The digest differs, but all figures are statistically equivalent, and that was said to be enough.
    case equivalent
    /// There is none, and none is recorded.
    case missing
    /// The digest differs.
    case differs
  }

  /// Path of the baseline.
  public var path: String
  public var state: State
  /// How the run differs from it; nil: there was none.
  public var comparison: BaselineComparison?
  /// The file beside it into which the new figures were written.
  public var newFile: String?

  /// Makes an outcome.
  public init(path: String, state: State, comparison: BaselineComparison? = nil, newFile: String? = nil) {
    self.path = path
    self.state = state
    self.comparison = comparison
    self.newFile = newFile
  }

  /// In a sentence without a final stop.
  var sentence: String {
    switch state {
    case .same: return "the same as \(path)"
    case .recorded:
      return comparison == nil ? "\(path) was recorded for the first time" : "\(path) was recorded again"
    case .missing: return "there is no baseline \(path); record it with --record missing"
    case .equivalent, .differs:
      let new = newFile.map { "; the new figures are in \($0)" } ?? ""
      return "\(comparison?.sentence ?? "differs"), beside \(path)\(new)"
    }
  }
}

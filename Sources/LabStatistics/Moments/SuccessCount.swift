/// Successes among trials: what a proportion is made of.
public struct SuccessCount: Sendable, Equatable, Codable {
  /// Units with the event.
  public let successes: Int
  /// Units in all.
  public let trials: Int

  /// Successes among trials.
  ///
  /// - Throws: `StatisticsError.invalidArgument` unless 0 <= successes <= trials.
  public init(successes: Int, trials: Int) throws {
    guard successes >= 0, successes <= trials else {
      throw StatisticsError.invalidArgument(
        name: "successes", reason: "must be between 0 and n = \(trials), not \(successes)")
    }
    self.successes = successes
    self.trials = trials
  }

  /// Units without the event.
  public var failures: Int { trials - successes }

  /// The observed share; zero when there are no trials.
  public var share: Double { trials > 0 ? Double(successes) / Double(trials) : 0 }

  /// Both arms' counts together.
  public static func + (first: SuccessCount, second: SuccessCount) -> SuccessCount {
    SuccessCount(first.successes + second.successes, of: first.trials + second.trials)
  }

  /// The failures counted as successes.
  var mirrored: SuccessCount { SuccessCount(failures, of: trials) }

  /// For counts already known to be in order.
  init(_ successes: Int, of trials: Int) {
    self.successes = successes
    self.trials = trials
  }
}

/// When the probes of a world are evaluated.
package enum ProbeMoment: Int, Sendable, CaseIterable {
  /// After the warm-up, before the first day of the horizon: everyone who installed before.
  case launch
  /// After the last day of the horizon: everyone.
  case end

  /// Counters of each probe: users with the app, and those who uninstalled it.
  static let words = 2

  /// Where the counters of a probe are; 0 stands for all users.
  func offset(of index: Int, probes: Int) -> Int { (rawValue * (probes + 1) + index) * Self.words }
}

/// Users whom the platform knows at a moment.
package struct ProbeCount: Sendable, Equatable {
  /// Those who have the app.
  package var installed: Int
  /// Those who uninstalled it; their profiles stay.
  package var uninstalled: Int
  /// All of them.
  package var known: Int { installed + uninstalled }
}

import ArgumentParser

/// Which baselines `engagelab check` may write.
enum RecordMode: String, CaseIterable, ExpressibleByArgument {
  /// None.
  case never
  /// Those that are not there; what differs is written beside.
  case missing
  /// Those that are not there or differ.
  case failed
  /// All.
  case all
}

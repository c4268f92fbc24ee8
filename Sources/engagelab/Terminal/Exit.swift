import ArgumentParser
import Foundation

/// The exit codes of the command (`engagelab --help` lists them).
enum Exit {
  /// It differs from what it is compared with.
  static let differs = ExitCode(2)
  /// Too little data for an answer.
  static let undecided = ExitCode(3)
  /// Bad usage or scenario.
  static let usage = ExitCode(64)
  /// Bad data.
  static let data = ExitCode(65)
  /// Internal error.
  static let `internal` = ExitCode(70)
  /// Output could not be written.
  static let output = ExitCode(74)
  /// Stopped by Ctrl-C.
  static let interrupted = ExitCode(130)
}

/// Writes to standard error.
func complain(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

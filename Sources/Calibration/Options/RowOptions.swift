import Foundation
import Primitives
import RecordedData

/// What a reading of rows for a calibration allows, in the words of its options.
public struct RowOptions: Sendable {
  /// Greatest share of rows that may be unusable.
  public var maxBadRows = "1%"
  /// Whether rows that are equal in all fields count once.
  public var dropsDuplicates = false

  public init() {}

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    guard Share.read(maxBadRows).map({ $0 <= 1 }) == true else {
      throw OptionError("--max-bad-rows must be a share such as 5%, not '\(maxBadRows)'.")
    }
  }

  /// The limits; a day after tomorrow is a mistake in any log.
  var limits: RowLimits {
    var limits = RowLimits()
    limits.maximumBadShare = Share.read(maxBadRows) ?? limits.maximumBadShare
    limits.latestDay = Int(Date().timeIntervalSince1970) / secondsPerDay + 1
    limits.dropsDuplicates = dropsDuplicates
    return limits
  }
}

/// The confidence of the intervals of a calibration.
public enum CalibrationLevel {
  /// Reads a share.
  ///
  /// - Throws: `OptionError`.
  public static func read(_ text: String) throws(OptionError) -> Double {
    guard let share = Share.read(text), share > 0, share < 1 else {
      throw OptionError("--confidence must be a share such as 95%, not '\(text)'.")
    }
    return share
  }
}

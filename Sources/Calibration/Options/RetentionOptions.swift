import Primitives
import RecordedData

/// What a calibration from a few points of retention is asked for, in the words of its options.
public struct RetentionOptions: Sendable {
  /// Day and share of users active on it: `D7=20%`.
  public var points: [String]
  /// Mean daily chance of a living user to be active, when it is known.
  public var mean: String?
  /// How alike users are (alpha + beta), which no retention curve tells.
  public var concentration = 1.7

  public init(points: [String]) { self.points = points }

  /// - Throws: `OptionError`.
  public func check() throws(OptionError) {
    _ = try shares()
    if let mean, Share.read(mean).map({ $0 > 0 && $0 < 1 }) != true {
      throw OptionError("--mean must be a share such as 40%, not '\(mean)'.")
    }
  }

  private func shares() throws(OptionError) -> [Int: Double] {
    var shares: [Int: Double] = [:]
    for point in points {
      let parts = point.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let first = parts[0].first, first == "D" || first == "d",
        let day = Int(parts[0].dropFirst()), let share = Share.read(String(parts[1]))
      else { throw OptionError("A point is written D7=20%, not '\(point)'.") }
      guard shares.updateValue(share, forKey: day) == nil else { throw OptionError("Day \(day) is given twice.") }
    }
    return shares
  }

  /// Fits.
  ///
  /// - Throws: `OptionError`, ``CalibrationError``.
  public func result() throws -> CalibrationResult {
    try RetentionCalibration(shares(), activity: mean.flatMap(Share.read), concentration: concentration).result()
  }
}

import ArgumentParser
import Calibration
import LabStatistics
import RecordedData

/// `engagelab calibrate retention`: a few points of a retention curve.
struct CalibrateRetentionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: "Fit activity and dropout to a few points of classic retention.",
    discussion: """
      Four points or more tell the mean activity; with three or two it is held at the median app's and the block says so. \
      Points have no standard errors, as nothing says how many users stand behind them.

      Example:
        engagelab calibrate retention D1=26% D7=13% D30=7% D90=4%
      """)

  @Argument(help: ArgumentHelp("Day and share of users active on it.", valueName: "D1=40%"))
  var points: [String]

  @Option(help: ArgumentHelp("Mean daily chance of a living user to be active, when it is known.", valueName: "share"))
  var mean: String?

  @Option(help: "How alike users are (alpha + beta), which no retention curve tells; 1.7 when it is not known.")
  var concentration = 1.7

  @OptionGroup var output: CalibrationOutput

  func validate() throws {
    _ = try read()
    if let mean, Share.read(mean).map({ $0 > 0 && $0 < 1 }) != true {
      throw ValidationError("--mean must be a share such as 40%, not '\(mean)'.")
    }
  }

  private func read() throws -> [Int: Double] {
    var shares: [Int: Double] = [:]
    for point in points {
      let parts = point.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let first = parts[0].first, first == "D" || first == "d",
        let day = Int(parts[0].dropFirst()), let share = Share.read(String(parts[1]))
      else { throw ValidationError("A point is written D7=20%, not '\(point)'.") }
      guard shares.updateValue(share, forKey: day) == nil else { throw ValidationError("Day \(day) is given twice.") }
    }
    return shares
  }

  func run() async throws {
    let (points, mean, concentration) = (try read(), mean.flatMap(Share.read), concentration)
    try await output.run(unit: .rows) { _ in
      try RetentionCalibration(points, activity: mean, concentration: concentration).result()
    }
  }
}

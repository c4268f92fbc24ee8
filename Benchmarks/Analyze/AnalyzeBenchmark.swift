import ArgumentParser
import Experiments
import Foundation
import RecordedData

/// Measures how fast recorded experiments are read and compared, and in how much memory, beside plain passes over the
/// same file by other programs.
@main
struct AnalyzeBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze-benchmark",
    abstract: "Analyses a generated file of many users and prints one JSON line per way of reading it.")

  @Option(help: "Rows of the file.")
  var rows = 10_000_000

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("analyze-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("rows.csv")
    try GeneratedRows(count: rows).write(to: file)
    let before = ProcessMemory.peakBytes
    let narrow = try plan(["spend:mean"])
    var wide = try plan(["spend:mean:cuped=spend_before", "retained:proportion", "clicks/views:ratio"])
    wide.segments = [["country"]]
    var grouped = wide
    grouped.unitColumn = "user_id"
    for (name, plan) in [("one mean", narrow), ("three metrics, CUPED, segments", wide), ("by user, sorted", grouped)] {
      let seconds = try Self.time {
        _ = try RecordedAnalysis(plan, ExperimentReader(plan).read(file.path))
      }
      try report(name, seconds, peak: ProcessMemory.peakBytes, before: before)
    }
    for (name, arguments) in Self.others(file.path) {
      guard let seconds = try Self.time(arguments) else { continue }
      try report(name, seconds, peak: nil, before: nil)
    }
  }

  private func plan(_ metrics: [String]) throws -> ExperimentPlan {
    ExperimentPlan(
      armColumn: "arm", control: "control", metrics: try metrics.map { try MetricSpecification($0) })
  }

  private func report(_ name: String, _ seconds: Double, peak: Int?, before: Int?) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let line = Measurement(
      reading: name, rows: rows, seconds: seconds, rowsPerSecond: Double(rows) / seconds, peakMemoryBytes: peak,
      peakMemoryBeforeBytes: before)
    print(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  /// Passes of other programs: one sum of one column, and nothing but cutting records.
  private static func others(_ file: String) -> [(String, [String])] {
    [
      (
        "awk, one sum",
        ["awk", "-F,", "NR > 1 { n[$2]++; s[$2] += $4 } END { for (a in n) print a, s[a] / n[a] }", file]
      ),
      (
        "python csv.reader, nothing else",
        ["python3", "-c", "import csv, sys\nfor row in csv.reader(open(sys.argv[1])): pass", file]
      ),
    ]
  }

  private static func time(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock().now
    try work()
    return (ContinuousClock().now - start) / .seconds(1)
  }

  /// Seconds that a program takes; nil when it is not installed.
  private static func time(_ arguments: [String]) throws -> Double? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let seconds = try time {
      try process.run()
      process.waitUntilExit()
    }
    return process.terminationStatus == 0 ? seconds : nil
  }
}

/// One line of the output.
struct Measurement: Encodable {
  let reading: String
  let rows: Int
  let seconds: Double
  let rowsPerSecond: Double
  /// The most memory this process had, up to the end of this reading, and before the first.
  let peakMemoryBytes: Int?
  let peakMemoryBeforeBytes: Int?
}

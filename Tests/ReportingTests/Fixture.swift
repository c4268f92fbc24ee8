import Experiments
import Foundation
import Reporting

/// Results to report on; made up, but complete and plausible.
enum Fixture {
  /// A media app with seven arms.
  static func media() throws -> RunResult {
    try ResultsJSON.result(from: data("results.json"))
  }

  /// The assets as built, with or without the chart library.
  static func assets() throws -> ReportAssets { try ReportAssets.load(environment: [:]) }

  static func data(_ name: String) throws -> Data {
    let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }
}

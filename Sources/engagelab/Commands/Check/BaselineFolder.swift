import Experiments
import Foundation
import Reporting

/// The folder of baselines: one file per scenario, and beside it the figures that wait for a review.
struct BaselineFolder {
  let path: String

  /// Why a baseline cannot be used.
  struct Problem: Error {
    var path: String
    var message: String
  }

  func file(_ name: String) -> String { "\(path)/\(name).json" }
  func newFile(_ name: String) -> String { "\(path)/\(name)\(Self.newSuffix)" }

  private static let newSuffix = ".new.json"

  /// Names of the scenarios whose new figures wait for a review.
  func waiting() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(Self.newSuffix) }
      .map { String($0.dropLast(Self.newSuffix.count)) }.sorted()
  }

  /// The baseline in a file; nil: there is none.
  func read(_ file: String) throws(Problem) -> Baseline? {
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw Problem(path: file, message: "\(file): error: the file cannot be read; check that it may be read")
    }
    do { return try BaselineJSON.baseline(from: data) } catch {
      throw Problem(path: file, message: "\(file): error: \(error)")
    }
  }

  /// Writes a baseline, whole or not at all.
  func write(_ baseline: Baseline, to file: String) throws {
    let output = try AtomicFile(path: file)
    try output.write(BaselineJSON.text(of: baseline))
    try output.commit()
  }

  /// Removes what waits for a review, if there is something.
  func forget(_ name: String) { try? FileManager.default.removeItem(atPath: newFile(name)) }
}

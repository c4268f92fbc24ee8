import Foundation
import Testing

/// Compares texts with files that are kept beside the tests.
///
/// With `ENGAGELAB_RECORD=1` in the environment the files are written instead; review what changed before it is committed.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// The folder of the package, for what is kept outside the tests.
  static let package = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// Expects a text to be that of a file, given by its path from the package's folder.
  static func expect(_ text: String, in path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = package.appending(path: path)
    if ProcessInfo.processInfo.environment["ENGAGELAB_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let wanted = try String(contentsOf: file, encoding: .utf8)
    #expect(text == wanted, "\(path) differs", sourceLocation: sourceLocation)
  }

  /// Returns the names of the fixtures in a folder, without their extension.
  static func names(in folder: String, extension ending: String) -> [String] {
    let path = Golden.folder.appending(path: "Fixtures/\(folder)").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return files.filter { $0.hasSuffix(".\(ending)") }.map { String($0.dropLast(ending.count + 1)) }.sorted()
  }

  /// Returns the text of a fixture.
  static func fixture(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: "Fixtures/\(path)"), encoding: .utf8)
  }
}

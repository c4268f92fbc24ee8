import Foundation
import Testing

/// Compares with a file in Fixtures; to renew one on purpose, set `UPDATE_GOLDEN` to the folder of the sources.
func expectGolden(_ text: String, _ name: String) throws {
  if let folder = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] {
    try text.write(toFile: "\(folder)/Tests/ReportingTests/Fixtures/\(name)", atomically: true, encoding: .utf8)
    Issue.record("\(name) was written anew; look at the difference before you commit it")
    return
  }
  #expect(text == String(decoding: try Fixture.data(name), as: UTF8.self))
}

import Foundation
import Testing

/// The data files of the tests.
enum Fixtures {
  /// The path of a file.
  static func path(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)").path
  }

  /// Numbers that other programs computed from these files.
  static func expected() throws -> Expected {
    try JSONDecoder().decode(Expected.self, from: Data(contentsOf: URL(fileURLWithPath: path("expected.json"))))
  }

  struct Expected: Decodable {
    struct CDNOW: Decodable {
      let summary: [String: Int]
      let weeklyCumulativeRepeats: [Int]
    }

    struct MobileGame: Decodable {
      struct Days0to15: Decodable {
        let users: Int
        let sumX: Int
        let dailyActual: [Int]
      }

      let dau: [Int]
      let atRisk: [Int]
      let active: [Int]
      let days0to15: Days0to15
    }

    let cdnow: CDNOW
    let mobileGame: MobileGame
  }
}

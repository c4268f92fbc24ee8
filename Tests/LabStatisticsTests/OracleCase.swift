import Foundation
import LabStatistics
import Testing

/// One case of the reference numbers in `Fixtures/statistics.json`.
struct OracleCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Band: Decodable, Sendable {
    let abs: Double
    let rel: Double
  }

  struct Tolerance: Decodable, Sendable {
    let abs: Double
    let rel: Double
    let keys: [String: Band]?
  }

  let id: String
  let method: String
  let inputs: [String: Value]
  let expected: [String: Value]
  let tolerance: Tolerance

  var testDescription: String { id }

  /// Every case of the file.
  static func all() throws -> [OracleCase] {
    guard let url = Bundle.module.url(forResource: "statistics", withExtension: "json", subdirectory: "Fixtures")
    else { return [] }
    return try JSONDecoder().decode([OracleCase].self, from: Data(contentsOf: url))
  }

  /// Everything in `got` that is not within tolerance of what is expected.
  func mismatches(_ got: [String: Value]) -> [String] {
    expected.keys.sorted().flatMap { key -> [String] in
      let band = tolerance.keys?[key] ?? Band(abs: tolerance.abs, rel: tolerance.rel)
      return Self.mismatches(key, got: got[key], expected: expected[key] ?? .null, band)
    }
  }

  private static func mismatches(_ path: String, got: Value?, expected: Value, _ band: Band) -> [String] {
    switch (got, expected) {
    case (.object(let fields)?, .object(let wanted)):
      return wanted.keys.sorted().flatMap {
        mismatches("\(path).\($0)", got: fields[$0], expected: wanted[$0] ?? .null, band)
      }
    case (.array(let items)?, .array(let wanted)):
      guard items.count == wanted.count else { return ["\(path): \(items.count) items, not \(wanted.count)"] }
      return zip(items, wanted).enumerated().flatMap { index, pair in
        mismatches("\(path)[\(index)]", got: pair.0, expected: pair.1, band)
      }
    default:
      if let value = got?.number, let wanted = expected.number {
        return Swift.abs(value - wanted) <= band.abs + band.rel * Swift.abs(wanted)
          ? [] : ["\(path): got \(value), expected \(wanted)"]
      }
      return got == expected ? [] : ["\(path): got \(got.map { "\($0)" } ?? "nothing"), expected \(expected)"]
    }
  }
}

import Crypto
import Experiments
import Foundation
import Simulation

/// Reads and writes `results.json` (Documentation/results.md).
///
/// ```swift
/// let sealed = try ResultsJSON.sealed(result)
/// try ResultsJSON.text(of: sealed).write(toFile: "results.json", atomically: true, encoding: .utf8)
/// ```
public enum ResultsJSON {
  /// Returns the result with the hash of its scenario and its digest.
  ///
  /// - Parameters:
  ///   - scenarioText: The scenario's canonical text; nil leaves the hash as it is.
  ///   - people: The table of the run, where it had one (`ScenarioRun.people`); nil leaves its hash as it is.
  /// - Throws: ``ResultsError/missingPeople`` when the run had a table whose hash is not known, so that the digest would not
  ///   cover it; `EncodingError` when the result cannot be encoded.
  public static func sealed(
    _ result: RunResult, scenarioText: String? = nil, people: PeopleTable? = nil
  ) throws -> RunResult {
    var sealed = result
    if let scenarioText { sealed.scenario.hash = sha256(scenarioText) }
    if let people { sealed.people?.sha256 = people.sha256 }
    if sealed.people?.sha256.isEmpty == true { throw ResultsError.missingPeople }
    sealed.digest = try digest(of: sealed)
    return sealed
  }

  /// Returns the SHA-256, in lowercase hexadecimal, of the canonical form (RFC 8785) of everything but `digest` and `timing`.
  ///
  /// Anyone can compute it from the file: parse it, remove the two keys, write it canonically, hash the UTF-8 bytes.
  ///
  /// - Throws: `EncodingError` when the result cannot be encoded.
  public static func digest(of result: RunResult) throws -> String {
    let canonical = try document(of: result).without(["digest", "timing"]).canonicalText
    return sha256(canonical)
  }

  /// Returns the SHA-256 of a text's UTF-8 bytes in lowercase hexadecimal.
  public static func sha256(_ text: String) -> String {
    hexadecimal(SHA256.hash(data: Data(text.utf8)))
  }

  static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let hex = String(byte, radix: 16)
      return byte < 16 ? "0" + hex : hex
    }.joined()
  }

  /// Returns the text of the file: keys in the documented order, numbers with at most 12 significant digits.
  ///
  /// - Throws: `EncodingError` when the result cannot be encoded.
  public static func text(of result: RunResult) throws -> String {
    try document(of: result).prettyText
  }

  /// Returns the result in a file's contents.
  ///
  /// - Throws: ``ResultsError`` when it is no result, or one of a schema that this version does not know.
  public static func result(from data: Data) throws(ResultsError) -> RunResult {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    struct Header: Decodable { var schema: Int }
    let header: Header
    do { header = try decoder.decode(Header.self, from: data) } catch { throw .notAResult("\(error)") }
    guard header.schema == RunResult.currentSchema else { throw .unknownSchema(header.schema) }
    do { return try decoder.decode(RunResult.self, from: data) } catch { throw .notAResult("\(error)") }
  }

  /// The document of a result; a number that is not finite is `null`, and its object's empty `status` says so.
  package static func document(of result: RunResult) throws -> JSONValue {
    marked(try JSONValueEncoder.encode(result))
  }

  private static func marked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number) where !number.isFinite: return .null
    case .array(let elements): return .array(elements.map(marked))
    case .object(let members):
      let notFinite = members.contains {
        if case .number(let number) = $0.value { !number.isFinite } else { false }
      }
      return .object(
        members.map { member in
          let isEmptyStatus = member.key == "status" && member.value == .null
          return .init(member.key, notFinite && isEmptyStatus ? "notFinite" : marked(member.value))
        })
    default: return value
    }
  }
}

import Experiments
import Foundation

/// Reads and writes baselines (Documentation/check.md).
public enum BaselineJSON {
  /// Returns the text of a file; the same figures give the same bytes.
  ///
  /// - Throws: `EncodingError` when it cannot be encoded.
  public static func text(of baseline: Baseline) throws -> String {
    try JSONValueEncoder.encode(baseline).prettyText
  }

  /// Returns the baseline in a file's contents.
  ///
  /// - Throws: ``ResultsError`` when it is none, or one of a schema that this version does not know.
  public static func baseline(from data: Data) throws(ResultsError) -> Baseline {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    struct Header: Decodable { var schema: Int }
    let header: Header
    do { header = try decoder.decode(Header.self, from: data) } catch { throw .notABaseline("\(error)") }
    guard header.schema == Baseline.currentSchema else { throw .unknownBaselineSchema(header.schema) }
    do { return try decoder.decode(Baseline.self, from: data) } catch { throw .notABaseline("\(error)") }
  }
}

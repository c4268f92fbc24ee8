/// Why a file is not a result that this version can read.
public enum ResultsError: Error, Equatable, CustomStringConvertible {
  /// It is not JSON, or a field is missing or of the wrong type.
  case notAResult(String)
  /// It was written for another version of the structure.
  case unknownSchema(Int)
  /// The run's people came from a table, which is needed for its hash.
  case missingPeople
  /// It is no baseline, or a field is missing or of the wrong type.
  case notABaseline(String)
  /// It was written for another version of the structure of baselines.
  case unknownBaselineSchema(Int)

  public var description: String {
    switch self {
    case .notAResult(let reason): "this is not a results.json of EngagementLab: \(reason)"
    case .unknownSchema(let schema):
      "this results.json has schema \(schema), which this version does not know; run the scenario again with this version"
    case .missingPeople:
      "the people of this run came from a table whose hash is not known yet; hand the table over when the result is sealed"
    case .notABaseline(let reason): "this is not a baseline of EngagementLab: \(reason)"
    case .unknownBaselineSchema(let schema):
      "this baseline has schema \(schema), which this version does not know; record it again with --record all"
    }
  }
}

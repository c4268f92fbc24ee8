import LabStatistics

/// Says in plain words why a number is missing.
package enum StatusText {
  /// A sentence part for the status of an estimate, e.g. `zeroBaseline`.
  package static func sentence(_ status: String?) -> String {
    switch status {
    case nil, "": "not available"
    case "notFinite": "could not be computed"
    case .some(let name): Status(rawValue: name)?.text ?? Words.fromIdentifier(name)
    }
  }
}

import LabStatistics

/// Says in plain words why a number is missing.
package enum StatusText {
  /// A few words for a column of a table.
  package static func short(_ status: String?) -> String {
    switch status.flatMap(Status.init(rawValue:)) {
    case .zeroBaseline: "the baseline is zero"
    case .unboundedLift: "no bounds"
    case .zeroVariance, .identicalArms: "no variance"
    case .tooFewUnits, .missingArm: "too few users"
    case .zeroDenominator: "nothing to divide by"
    default: status.map(Words.fromIdentifier) ?? "not available"
    }
  }

  /// A sentence part for the status of an estimate, e.g. `zeroBaseline`.
  package static func sentence(_ status: String?) -> String {
    switch status {
    case nil, "": "not available"
    case "notFinite": "could not be computed"
    case .some(let name): Status(rawValue: name)?.text ?? Words.fromIdentifier(name)
    }
  }
}

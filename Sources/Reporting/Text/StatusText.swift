/// Says in plain words why a number is missing.
package enum StatusText {
  /// A short sentence part for a status of an estimate, e.g. `zeroBaseline`.
  package static func sentence(_ status: String?) -> String {
    switch status {
    case nil, "": "not available"
    case "zeroBaseline": "no percentage: the baseline is zero"
    case "zeroVariance": "no interval: everybody has the same value"
    case "tooFewUnits": "too few users"
    case "unboundedLift": "no bounds: the baseline is too close to zero"
    case "notFinite": "could not be computed"
    case .some(let other): Words.fromIdentifier(other)
    }
  }
}

/// Why a number cannot be computed from what was given.
///
/// A result that does not exist for valid data (a lift over a baseline of zero) is not an error but a `Status`.
public enum StatisticsError: Error, Equatable, Sendable {
  /// An argument is outside what the method accepts.
  case invalidArgument(name: String, reason: String)
  /// A required argument is absent.
  case missingArgument(name: String)
  /// No method has this name; `nearest` are the names closest to it.
  case unknownMethod(name: String, nearest: [String])
  /// The solution does not lie where it was looked for.
  case notBracketed(quantity: String, low: Double, high: Double)
  /// An iteration reached its limit.
  case didNotConverge(quantity: String, iterations: Int)
  /// The numerical library refused a call.
  case numericalFailure(function: String, reason: String)
  /// The number asked for does not exist for these data.
  case undefined(quantity: String, status: Status)
}

extension StatisticsError: CustomStringConvertible {
  /// The sentence shown to a person.
  public var description: String {
    switch self {
    case .invalidArgument(let name, let reason): "\(name): \(reason)"
    case .missingArgument(let name): "\(name): missing"
    case .unknownMethod(let name, let nearest):
      "unknown method '\(name)'" + (nearest.isEmpty ? "" : "; nearest: \(nearest.joined(separator: ", "))")
    case .notBracketed(let quantity, let low, let high): "\(quantity): no solution between \(low) and \(high)"
    case .didNotConverge(let quantity, let iterations): "\(quantity): no convergence after \(iterations) iterations"
    case .numericalFailure(let function, let reason): "\(function): \(reason)"
    case .undefined(let quantity, let status): "\(quantity): \(status.text)"
    }
  }
}

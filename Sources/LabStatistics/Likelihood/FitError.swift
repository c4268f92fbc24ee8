/// Why a model cannot be fitted to data.
public enum FitError: Error, Sendable, Equatable {
  /// There is no observation, or all weights are 0.
  case noData
  /// A weight is negative or not finite; `index` counts observations from 0.
  case invalidWeight(index: Int, weight: Double)
  /// A start or held value is outside the range of its parameter, or names no parameter.
  case invalidParameter(name: String, value: Double)
  /// No parameters allow this observation (a count above its opportunities, a NaN); `index` counts from 0.
  case impossibleObservation(index: Int, description: String)
  /// The likelihood is not finite at any start.
  case notFinite
  /// The search ended where the likelihood still rises.
  case didNotConverge(iterations: Int, gradient: Double)
  /// The data do not tell these parameters apart: the likelihood is flat along a direction through them.
  case notIdentified(parameters: [String], conditionNumber: Double)
  /// The likelihood is highest at an end of the parameters' ranges; `meaning` says which simpler model that is.
  case atBoundary(limits: [ParameterLimit], meaning: String?)
}

extension FitError: CustomStringConvertible {
  /// The sentence shown to a person.
  public var description: String {
    switch self {
    case .noData: "no data to fit"
    case .invalidWeight(let index, let weight):
      "observation \(index + 1) has weight \(weight); weights are finite and not negative"
    case .invalidParameter(let name, let value): "\(name) cannot be \(value)"
    case .impossibleObservation(let index, let description):
      "observation \(index + 1) is impossible under the model: \(description)"
    case .notFinite: "the likelihood is not finite at any start"
    case .didNotConverge(let iterations, _): "the search did not converge after \(iterations) iterations"
    case .notIdentified(let parameters, _):
      "the data do not identify \(parameters.joined(separator: ", ")): other values are as likely"
    case .atBoundary(let limits, let meaning):
      "no maximum inside the model: " + limits.map(\.description).joined(separator: ", ")
        + (meaning.map { " (\($0))" } ?? "")
    }
  }
}

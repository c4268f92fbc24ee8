import Foundation

extension ModelParameter.Range {
  /// From the natural scale to the one without bounds: logarithm, log-odds, or itself.
  package func unbounded(_ value: Double) -> Double {
    switch self {
    case .positive: log(value)
    case .unit: log(value) - log1p(-value)
    case .real: value
    }
  }

  /// The inverse of `unbounded`; rounding never reaches an end of the range.
  package func natural(_ value: Double) -> Double {
    switch self {
    case .positive: min(max(exp(value), .leastNormalMagnitude), .greatestFiniteMagnitude)
    case .unit:
      value < 0 ? max(exp(value) / (1 + exp(value)), .leastNormalMagnitude) : min(1 / (1 + exp(-value)), 1.0.nextDown)
    case .real: value
    }
  }

  /// The derivative of the natural by the unbounded value, at a natural value.
  package func slope(atNatural value: Double) -> Double {
    switch self {
    case .positive: value
    case .unit: value * (1 - value)
    case .real: 1
    }
  }

  /// Whether a value lies inside the open range.
  package func contains(_ value: Double) -> Bool {
    switch self {
    case .positive: value > 0 && value.isFinite
    case .unit: value > 0 && value < 1
    case .real: value.isFinite
    }
  }
}

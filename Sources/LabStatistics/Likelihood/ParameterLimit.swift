/// A parameter that runs to an end of its range, because the data are likeliest there.
public struct ParameterLimit: Sendable, Equatable {
  /// The ends of the three ranges.
  public enum End: String, Sendable, Equatable {
    case zero = "0"
    case one = "1"
    case infinity
    case minusInfinity = "-infinity"
  }

  public let name: String
  public let end: End

  public init(_ name: String, _ end: End) {
    self.name = name
    self.end = end
  }
}

extension ParameterLimit: CustomStringConvertible {
  public var description: String { "\(name) runs to \(end.rawValue)" }
}

extension ModelParameter {
  /// The end of the range that lies above (or below) every value.
  func limit(upwards: Bool) -> ParameterLimit {
    switch range {
    case .positive: ParameterLimit(name, upwards ? .infinity : .zero)
    case .unit: ParameterLimit(name, upwards ? .one : .zero)
    case .real: ParameterLimit(name, upwards ? .infinity : .minusInfinity)
    }
  }
}

import LabStatistics

/// Why nothing could be calibrated, in one sentence with the mend.
public struct CalibrationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Who has to mend it.
  public enum Kind: Sendable, Equatable {
    /// The data contradict the model or each other.
    case data
    /// The data are too few, or do not hold what was asked for.
    case cannotTell
    /// The request.
    case usage
  }

  public let kind: Kind
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }

  /// What a failed fit means for the user of the lab.
  ///
  /// - Parameter model: what was fitted, as in "the BG/BB model".
  init(_ error: any Error, fitting model: String) {
    switch error {
    case let error as CalibrationError: self = error
    case let error as FitError:
      let isImpossible =
        switch error {
        case .impossibleObservation, .invalidWeight: true
        default: false
        }
      self.init(isImpossible ? .data : .cannotTell, "\(model) cannot be fitted: \(error)")
    default: self.init(.cannotTell, "\(model) cannot be fitted: \(error)")
    }
  }
}

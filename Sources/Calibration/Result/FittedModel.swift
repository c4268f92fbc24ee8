import LabStatistics

/// A model that was tried, fitted or not, and how it forecast days that it had not seen.
public struct FittedModel: Sendable {
  /// How the try ended.
  public enum Outcome: Sendable {
    case fitted(FitSummary)
    case failed(String)
  }

  public let name: String
  public let outcome: Outcome
  /// Nil without days to forecast.
  public var holdout: ForecastError?
  /// Whether the block comes from it.
  public var isChosen = false
  /// What else is to be known of it.
  public var note: String?

  public init(_ name: String, _ outcome: Outcome, holdout: ForecastError? = nil) {
    self.name = name
    self.outcome = outcome
    self.holdout = holdout
  }

  /// The fit; nil when there is none.
  public var summary: FitSummary? {
    if case .fitted(let summary) = outcome { summary } else { nil }
  }
}

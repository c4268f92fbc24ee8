/// One user in one period in which the event (a lapse, an uninstall) could happen.
public struct PersonPeriod: Sendable, Hashable {
  /// Periods since the start, from 1.
  public let period: Int
  /// Whether the event happened in this period; the user then has no later one.
  public let event: Bool
  /// One number per covariate; it may change from period to period.
  public let covariates: [Double]

  public init(period: Int, event: Bool, covariates: [Double] = []) {
    self.period = period
    self.event = event
    self.covariates = covariates
  }

  /// The periods of a user whose covariates do not change.
  ///
  /// - Parameters:
  ///   - duration: periods lived through, the one of the event included.
  ///   - event: whether the event happened in the last of them; if not, the user was then lost from sight.
  public static func periods(duration: Int, event: Bool, covariates: [Double] = []) -> [PersonPeriod] {
    (1...max(1, duration)).prefix(max(0, duration)).map {
      PersonPeriod(period: $0, event: event && $0 == duration, covariates: covariates)
    }
  }
}

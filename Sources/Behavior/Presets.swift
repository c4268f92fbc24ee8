/// Behaviors to start from; a scenario may override every number.
///
/// ```swift
/// BehaviorPreset.media.parameters.rhythm.weekday  // Monday to Sunday of a news site
/// ```
public enum BehaviorPreset: String, Sendable, CaseIterable {
  case medianApp = "median-app"
  case media, game, retail, bank

  /// What it stands for and where its numbers come from.
  public var about: String {
    switch self {
    case .medianApp:
      "An app of median retention (26, 13, 7 and 4 % on days 1, 7, 30 and 90): the defaults."
    case .media:
      """
      A news or media app: the defaults with the weekday rhythm of a news site (Upworthy Research Archive, \
      doi:10.1038/s41597-021-00934-7). Opt-in 27 % on iOS and 40 % on Android (industry aggregate of 2026, secondary source).
      """
    case .game:
      """
      A mobile game: activity and dropout fitted to 3,994 installs of a mobile game over 31 days (data set of the R package \
      cohorts 1.3.0), with its early novelty. Opt-in 21 % and 28 % (same aggregate). A flat week is assumed.
      """
    case .retail:
      """
      A shop: weekday rhythm of a mobile-first shop (Open Bandit Dataset, arXiv 2008.07146). Opt-in 33 % and 36 % (same \
      aggregate). Conversion of 3 % of sessions is assumed.
      """
    case .bank:
      """
      A bank's app: opt-in 49 % and 50 % (same aggregate). Assumed: users stay longer (delta 4), a working week, and \
      0.5 % of sessions convert.
      """
    }
  }

  /// Its numbers.
  public var parameters: BehaviorParameters {
    var p = BehaviorParameters()
    switch self {
    case .medianApp:
      break
    case .media:
      p.rhythm.weekday = BehaviorParameters.Rhythm.news
      p.optIn.ios = 0.27
      p.optIn.other = 0.40
    case .game:
      p.activity.mean = 0.692
      p.dropout.gamma = 0.701
      p.dropout.delta = 2.888
      p.novelty.boost = 0.4
      p.novelty.days = 2
      p.optIn.ios = 0.21
      p.optIn.other = 0.28
    case .retail:
      p.rhythm.weekday = BehaviorParameters.Rhythm.shop
      p.optIn.ios = 0.33
      p.optIn.other = 0.36
      p.conversion.mean = 0.03
    case .bank:
      p.dropout.delta = 4
      p.rhythm.weekday = [1.1, 1.08, 1.05, 1.05, 1.15, 0.85, 0.72]
      p.optIn.ios = 0.49
      p.optIn.other = 0.50
      p.conversion.mean = 0.005
    }
    return p
  }
}

extension BehaviorParameters.Rhythm {
  /// Impressions of a mobile-first shop, Monday to Sunday, one week (Open Bandit Dataset, Saito et al. 2020, arXiv 2008.07146).
  public static let shop: [Double] = [5000, 5029, 5809, 6448, 5739, 5225, 6750]
  /// The same on every day.
  public static let flatWeek = [Double](repeating: 1, count: 7)
  /// The same at every hour.
  public static let flatDay = [Double](repeating: 1, count: 24)
}

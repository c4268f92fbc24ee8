import LabStatistics

/// What a beta distribution becomes when its parameters run to the ends of their ranges.
enum BetaLimit {
  /// Everybody has the same chance.
  case point
  /// All chances are 0, or all are 1.
  case never, always
  /// Each chance is 0 or 1.
  case extremes

  /// The limit of the beta distribution with these two parameters; nil when neither runs away, or no limit follows.
  init?(_ limits: [ParameterLimit], first: String, second: String) {
    let ends = (limits.first { $0.name == first }?.end, limits.first { $0.name == second }?.end)
    switch ends {
    case (.infinity, .infinity): self = .point
    case (.zero, .zero): self = .extremes
    case (.zero, _), (nil, .infinity): self = .never
    case (_, .zero), (.infinity, nil): self = .always
    default: return nil
    }
  }
}

import LabStatistics

/// What a gamma distribution of rates becomes when its shape and inverse scale run to the ends of their ranges.
enum GammaLimit {
  /// Everybody has the same rate.
  case point
  /// All rates are 0.
  case never
  /// All rates are infinite.
  case always

  /// The limit of the gamma distribution with these two parameters; nil when neither runs away, or no limit follows.
  init?(_ limits: [ParameterLimit], shape: String, inverseScale: String) {
    let ends = (limits.first { $0.name == shape }?.end, limits.first { $0.name == inverseScale }?.end)
    switch ends {
    case (.infinity, .infinity): self = .point
    case (.zero, _), (nil, .infinity): self = .never
    case (.infinity, _), (nil, .zero): self = .always
    default: return nil
    }
  }
}

/// What a check looks at; names are those of the scenario.
public enum CheckMeasure: Sendable, Equatable {
  /// Relative change of a KPI against the baseline.
  case lift(kpi: String)
  /// Change of a KPI against the baseline, in its unit.
  case difference(kpi: String)
  /// Value of a KPI.
  case value(kpi: String)
  /// Mean pushes per reachable user and week.
  case pressureMean
  /// 95th percentile of pushes per reachable user and week.
  case pressureP95
  /// Total cost of messages.
  case cost
  /// Total revenue.
  case revenue
  /// An outcome or count of a campaign (``EngagementCore/Outcome/name``).
  case count(campaign: String, outcome: String)
  /// The same as a share of the users who were targeted.
  case share(campaign: String, outcome: String)

  /// Whether it is known with an interval.
  public var hasInterval: Bool {
    switch self {
    case .lift, .difference, .value: true
    case .pressureMean, .pressureP95, .cost, .revenue, .count, .share: false
    }
  }

  /// Whether it compares an arm with the baseline.
  public var isComparison: Bool {
    switch self {
    case .lift, .difference: true
    default: false
    }
  }

  /// The campaign that it is about; nil: none.
  public var campaign: String? {
    switch self {
    case .count(let campaign, _), .share(let campaign, _): campaign
    default: nil
    }
  }
}

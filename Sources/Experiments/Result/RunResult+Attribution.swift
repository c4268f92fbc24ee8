extension RunResult {
  /// A view of who claims conversions; the same in every arm.
  public struct AttributionView: Sendable, Codable, Equatable {
    public var name: String
    /// Event or activity that is credited.
    public var conversion: String
    /// From when a message may be credited: `receipt`, `display` or `click`.
    public var start: String
    /// Seconds after that moment.
    public var withinSeconds: Int
    /// Who of several messages is credited: `every`, `first`, `last` or `last-click-else-view`.
    public var credit: String
    /// Whether a user counts once.
    public var oncePerUser: Bool
    /// The KPI that counts the conversion, from which the effect is known; nil: none.
    public var kpi: String?
  }

  /// What a view claims in one arm, and what the arm caused of the same.
  public struct AttributionResult: Sendable, Codable, Equatable {
    /// Conversions that the view saw; where a user counts once, none after the one that is credited.
    public var conversions: Int
    /// Their revenue, currency units.
    public var revenue: Double
    /// Campaign -> what it claims.
    public var credits: [String: Credit]
    /// Conversions beyond those of the baseline: the effect, with its simulation error. It counts every conversion, and
    /// knows nothing of the view. Nil in the baseline, and where no KPI counts the conversion.
    public var incremental: IntervalEstimate?
  }

  /// What one campaign claims.
  public struct Credit: Sendable, Codable, Equatable {
    public var conversions: Int
    /// Currency units.
    public var revenue: Double
  }

  /// Where the sessions of an arm come from, as the views would have it.
  public struct SessionSources: Sendable, Codable, Equatable {
    /// Opened by a message.
    public var direct: Int
    /// After a message that was not opened, within its time of influence.
    public var influenced: Int
    public var unattributed: Int
  }
}

import Primitives

extension AppModel {
  /// What devices do to the app, and what crashes and errors do to people.
  ///
  /// A user's chance of a crash (an error) is that of the event times a factor for each fact about the device: OS version,
  /// model, connection, platform. What happened is remembered as trouble, which fades; it adds to the log of the daily
  /// churn rate and lowers ratings.
  public struct Technical: OptionalPart {
    /// Factors of the chance of a crash.
    public var crashes: [Factor] = []
    /// Factors of the chance of each error.
    public var errors: [Factor] = []
    /// Added log of the churn rate per crash that is remembered. Assumed: with ``most`` four recent crashes do all the harm
    /// that was observed.
    public var crash = 0.45
    /// Added log of the churn rate per error that is remembered. Assumed.
    public var error = 0.05
    /// Largest added log of the churn rate. Users whom the app failed at each start churned 6.3 times as fast (Apteligent
    /// 2016, https://data.apteligent.com/research/crash-and-churn); observed, not caused.
    public var most = 1.85
    /// Days in which the memory of a crash or an error halves. Assumed.
    public var halfLife = 7.0
    /// Share of the trouble that is forgotten when a message is opened that a crash or an error triggered. Assumed to be 0.
    public var forgives = 0.0

    public init() {}

    /// A factor of those devices of which a fact holds.
    public struct Factor: Sendable, Equatable {
      /// Name of a fact of the population, or `platform`.
      public var fact: String
      public var value: String
      /// 0 to 100; 1: as usual.
      public var factor: Double
      public init(fact: String, value: String, factor: Double) {
        self.fact = fact
        self.value = value
        self.factor = factor
      }
    }

    /// Added log of the churn rate by trouble that is remembered.
    public func strain(_ trouble: Double) -> Double { min(trouble, most) }

    /// Share of the trouble that is left after a day.
    public var decay: Double { Elementary.exp2(-1 / halfLife) }

    /// Its numbers.
    public static let settings: [ModelSetting<Technical>] = [
      .init(
        "crash", .number, 0...5, \.crash, "Added log of the dropout rate per crash that is remembered.",
        source: "assumed: with most, four crashes that are remembered do all the harm that was observed"),
      .init("error", .number, 0...5, \.error, "The same per error.", source: "assumed"),
      .init(
        "most", .number, 0...10, \.most,
        "Largest added log of the dropout rate.",
        source: "6.3 times the rate where the app fails at each start \(Cite.apteligent), observed and not caused"),
      .init("half_life", .days, 0.1...365, \.halfLife, "Time in which the memory of it halves.", source: "assumed"),
      .init(
        "forgives", .percent, 0...1, \.forgives,
        "Share of it that is forgotten when a message is opened that a crash or an error triggered.",
        source: "assumed: nothing"),
    ]
  }
}

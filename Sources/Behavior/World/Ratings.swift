import Primitives

extension AppModel {
  /// How many stars people give, and whom they tell: both follow from their satisfaction.
  ///
  /// Satisfaction is `spread · z + activity · (p − mean p) + habit · E − trouble · T`: a taste z of the user's own (normal),
  /// the daily chance p of using the app, the habit E that opened messages built (`behavior.engagement`), and the trouble T
  /// that is remembered (``Technical``, as an added log of the churn rate). The stars are an ordered logit: a user of
  /// satisfaction 0 gives them by ``stars``.
  public struct Ratings: OptionalPart {
    /// Events that are ratings; their stars are drawn at each.
    public var ratedBy: [String]
    /// Events whose log-odds grow with satisfaction: sharing, inviting.
    public var sharedBy: [String] = []
    /// Integer app-info that keeps the stars of the last rating; empty: none.
    public var appInfo = ""
    /// Shares of one to five stars at satisfaction 0, which sum to 1. Assumed, in the J shape of product reviews (Hu, Pavlou
    /// & Zhang 2009, https://doi.org/10.1145/1562764.1562800).
    public var stars = [0.1, 0.04, 0.06, 0.15, 0.65]
    /// Standard deviation between users. Assumed.
    public var spread = 1.0
    /// Effect of using the app every day instead of never. Assumed.
    public var activity = 1.0
    /// Effect of a unit of habit. Assumed.
    public var habit = 0.3
    /// Loss by trouble that raises the churn rate by a factor e. Assumed.
    public var trouble = 1.0
    /// Log-odds of sharing per unit of satisfaction. Assumed.
    public var sharing = 0.5

    public init(ratedBy: [String]) { self.ratedBy = ratedBy }

    /// Satisfaction of a person.
    ///
    /// - Parameters:
    ///   - z: The person's own taste, standard normal.
    ///   - excess: The person's daily chance to use the app above the mean.
    ///   - habit: As of ``PersonState/engagement``.
    ///   - trouble: As of ``Technical/strain(_:)``.
    public func satisfaction(z: Double, excess: Double, habit own: Double, trouble strain: Double) -> Double {
      spread * z + activity * excess + habit * own - trouble * strain
    }

    /// Stars that a person gives, 1 to 5, from a uniform: P(at most k) = logistic(logit(share of at most k) − satisfaction).
    public func stars(satisfaction: Double, _ u: Double) -> Int32 {
      var sum = 0.0
      for k in 0..<4 {
        sum += stars[k]
        if u < Self.shifted(sum, by: -satisfaction) { return Int32(k + 1) }
      }
      return 5
    }

    /// Chance of an event of ``sharedBy``, whose own chance is `base`.
    public func sharing(_ base: Double, satisfaction: Double) -> Double {
      Self.shifted(base, by: sharing * satisfaction)
    }

    private static func shifted(_ chance: Double, by odds: Double) -> Double {
      chance <= 0 || chance >= 1 ? min(max(chance, 0), 1) : Elementary.logistic(Elementary.logit(chance) + odds)
    }

    /// Its numbers.
    public static let settings: [ModelSetting<Ratings>] = [
      .init(
        "spread", .number, 0...10, \.spread, "Standard deviation of satisfaction between users.", source: "assumed"),
      .init(
        "activity", .number, -10...10, \.activity, "Satisfaction of using the app every day instead of never.",
        source: "assumed"),
      .init(
        "habit", .number, 0...10, \.habit, "Satisfaction per unit of the habit that opened messages build.",
        source: "assumed"),
      .init(
        "trouble", .number, 0...10, \.trouble,
        "Satisfaction lost by trouble that multiplies the dropout rate by 2.7.", source: "assumed"),
      .init("sharing", .number, 0...10, \.sharing, "Log-odds of sharing per unit of satisfaction.", source: "assumed"),
    ]
  }
}

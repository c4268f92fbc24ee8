import Primitives

extension AppModel {
  /// A subscription: perhaps a trial, then periods that renew themselves until they are cancelled or the app is removed.
  ///
  /// At the end of the trial the event whose chance is ``Fate/subscribed`` happens with ``converts``, else the one of
  /// ``Fate/cancelled``. At the end of each period it is ``Fate/renewed``, or ``Fate/cancelled`` with the chance
  /// ``cancels``. These happen at the time of day at which the trial or the period began, whether the app is open or not.
  /// An uninstall ends the subscription without any event.
  public struct Subscription: OptionalPart {
    /// Event that begins the trial, which only a user without trial and subscription can do; empty: no trials.
    public var trialBy = ""
    /// Events that begin a paid period at once, which no subscriber can do.
    public var boughtBy: [String] = []
    /// Days of the trial.
    public var trial = 14
    /// Days of a paid period.
    public var period = 30
    /// String app-info that says where the user stands: `trial`, `subscribed`, `cancelled`; empty: none.
    public var statusInfo = ""
    /// Date app-info that says when the trial or the period ends; empty: none.
    public var endInfo = ""
    /// Chance that a trial becomes a subscription, for a user who was active on half of its days, 0 to 1. The median of apps
    /// is 38 % (RevenueCat, State of Subscription Apps 2025, https://www.revenuecat.com/state-of-subscription-apps-2025/).
    public var converts = 0.38
    /// Chance that a period is not renewed, for a user who was active on half of its days, 0 to 1. Assumed.
    public var cancels = 0.15
    /// Log-odds of staying per share of the days with a session: from none to all. Assumed.
    public var activity = 2.0
    /// Log-odds of staying when an offer was opened in the trial or period. Assumed.
    public var offer = 0.5

    public init() {}

    /// Chance that a trial becomes a subscription.
    ///
    /// - Parameters:
    ///   - activeShare: Share of the days of the trial with a session.
    ///   - hasOffer: Whether a message with an offer was opened in it.
    public func conversion(activeShare: Double, hasOffer: Bool) -> Double {
      Self.shifted(converts, by: pull(activeShare, hasOffer))
    }

    /// Chance that a period is not renewed.
    public func cancellation(activeShare: Double, hasOffer: Bool) -> Double {
      Self.shifted(cancels, by: -pull(activeShare, hasOffer))
    }

    private func pull(_ activeShare: Double, _ hasOffer: Bool) -> Double {
      activity * (activeShare - 0.5) + (hasOffer ? offer : 0)
    }

    private static func shifted(_ chance: Double, by odds: Double) -> Double {
      // Certainties stay what they are.
      chance <= 0 || chance >= 1 ? chance : Elementary.logistic(Elementary.logit(chance) + odds)
    }

    /// What the app-info ``statusInfo`` can say.
    public enum Status: String, Sendable, CaseIterable {
      case trial, subscribed, cancelled
    }

    /// Its numbers.
    public static let settings: [ModelSetting<Subscription>] = [
      .init(
        "converts", .percent, 0...1, \.converts,
        "Chance that a trial becomes a subscription, when half of its days were active.",
        source: "38 %, median of apps \(Cite.revenueCat)"),
      .init(
        "cancels", .percent, 0...1, \.cancels,
        "Chance that a period is not renewed, when half of its days were active.", source: "assumed"),
      .init(
        "activity", .number, 0...20, \.activity,
        "Log-odds of staying between no active day and all days active.", source: "assumed"),
      .init(
        "offer", .number, -5...5, \.offer,
        "Log-odds of staying when an offer was opened in the trial or period.", source: "assumed"),
    ]
  }
}

import Primitives

extension AppModel {
  /// Word of mouth: who is told of the app may install it, and may tell others in turn.
  ///
  /// Newcomers of an arm are its own: more sharing in an arm brings more of them. Everything that they do counts for the
  /// user at the root of their line, so that a KPI per user is one per user of the population, with all whom they brought.
  public struct Referrals: OptionalPart {
    /// Events by which others learn of the app.
    public var invitedBy: [String]
    /// Chance that such an event brings one newcomer, 0 to 1. Assumed.
    public var installs = 0.05
    /// Mean days from the event to the install, geometric from 1. Assumed.
    public var delay = 2.0
    /// Links of a line at most: newcomers of newcomers count up to here.
    public var generations = 20

    public init(invitedBy: [String]) { self.invitedBy = invitedBy }

    /// Whole days from the event to the install, from a uniform.
    public func days(_ u: Double) -> Int32 {
      delay <= 1 ? 1 : 1 + Int32(min(Elementary.log(u) / Elementary.log1p(-1 / delay), 3650))
    }

    /// Its numbers.
    public static let settings: [ModelSetting<Referrals>] = [
      .init(
        "installs", .percent, 0...1, \.installs, "Chance that such an event brings one newcomer.", source: "assumed"),
      .init("delay", .days, 1...365, \.delay, "Mean time from the event to the install.", source: "assumed"),
    ]
  }
}

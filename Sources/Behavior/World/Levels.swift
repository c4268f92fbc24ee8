import Primitives

extension AppModel {
  /// Progress through the levels of a game: the event whose chance is ``Fate/levelUp`` is an attempt each time it could
  /// happen, and succeeds the less often the higher the level.
  ///
  /// Without ``chances`` the chance at level l is `chance · (1 − falls)^l`, level 0 being that of a new player.
  public struct Levels: OptionalPart {
    /// Integer app-info in which the app keeps the level, from the first level that is reached; empty: none.
    public var appInfo: String
    /// Chance of an attempt at level 0, 0 to 1. Assumed.
    public var chance = 0.2
    /// Relative fall of the chance from each level to the next, 0 to 1. Assumed.
    public var falls = 0.03
    /// Chances by level instead, from level 0; the last one holds for all above. Empty: by the formula.
    public var chances: [Double] = []
    /// The highest level, 1 to 10,000.
    public var top = 100
    /// Failed attempts since the last level after which a player is stuck. Assumed.
    public var patience = 20.0
    /// Added log of the churn rate of a stuck player. Assumed.
    public var frustration = 0.3

    public init(appInfo: String) { self.appInfo = appInfo }

    /// Chance that an attempt at a level succeeds; 0 at the top.
    public func chance(at level: Int) -> Double {
      if level < 0 || level >= top { return 0 }
      if let last = chances.last { return level < chances.count ? chances[level] : last }
      return chance * Elementary.exp(Double(level) * Elementary.log1p(-min(falls, 1 - 0x1p-53)))
    }

    /// The distribution of the level after some attempts, exactly: a pure birth chain with these chances.
    ///
    /// - Returns: The share of players at each level from 0 to ``top``.
    public func distribution(after attempts: Int) -> [Double] {
      var shares = [1.0] + [Double](repeating: 0, count: top)
      let chances = (0...top).map { chance(at: $0) }
      for _ in 0..<attempts {
        for level in stride(from: top, to: 0, by: -1) {
          shares[level] += shares[level - 1] * chances[level - 1] - shares[level] * chances[level]
        }
        shares[0] *= 1 - chances[0]
      }
      return shares
    }

    /// Its numbers.
    public static let settings: [ModelSetting<Levels>] = [
      .init(
        "chance", .percent, 0...1, \.chance, "Chance that an attempt of a new player reaches the first level.",
        source: "assumed"),
      .init(
        "falls", .percent, 0...1, \.falls, "Relative fall of that chance from each level to the next.",
        source: "assumed"),
      .init(
        "patience", .number, 1...100_000, \.patience,
        "Failed attempts since the last level after which a player is stuck.", source: "assumed"),
      .init(
        "frustration", .number, 0...5, \.frustration, "Added log of the dropout rate of a stuck player.",
        source: "assumed"),
    ]
  }
}

import Behavior
import EngagementCore
import Primitives

extension Scenario {
  /// Worlds that are drawn when a number is uncertain and nothing else is said.
  public static let defaultReplications = 20
  /// Numbers of worlds that may be asked for.
  public static let replicationRange = 2...1000
  /// Log-odds that the appeal of a message may add.
  public static let appealRange: ClosedRange<Double> = -5...5

  /// Where files have the correlations of uncertain numbers of behavior.
  public static let correlationPath = ["population", "behavior", "correlated"]

  /// Worlds to draw beside the central one; 0 where nothing is uncertain.
  public var worldCount: Int { uncertain.isEmpty ? 0 : replications ?? Self.defaultReplications }

  /// Declares a number uncertain and sets it to the center of its distribution.
  ///
  /// ```swift
  /// scenario.makeUncertain(["population", "behavior", "opt_in", "ios"], InputDistribution(.beta, 0.36, 0.02))
  /// ```
  ///
  /// - Parameter path: Keys from the root of a scenario file. One that names no such number is for
  ///   ``ScenarioValidator`` to tell.
  public mutating func makeUncertain(_ path: [String], _ distribution: InputDistribution) {
    uncertain.append(UncertainNumber(path: path, distribution: distribution))
    if let place = place(of: path) { self[place] = distribution.center }
  }

  /// Returns the scenario with a value for each uncertain number, in their order, and nothing left to draw.
  public func settled(_ values: [Double]) -> Scenario {
    var scenario = self
    for (number, value) in zip(uncertain, values) {
      if let place = place(of: number.path) { scenario[place] = value }
    }
    scenario.uncertain = []
    scenario.correlations = []
    scenario.replications = nil
    return scenario
  }

  /// Returns where a number stands that may be uncertain; nil: there is none at this path.
  public func place(of path: [String]) -> NumberPlace? {
    if path.starts(with: ["population", "behavior"]), path.count == 4 {
      return BehaviorSetting.all.first { $0.group == path[2] && $0.key == path[3] }.map { .behavior($0) }
    }
    if path.first == "app", path.count == 3 { return partPlace(path[1], path[2]) }
    guard path.first == "campaigns", path.count > 3, path.last == "appeal",
      let campaign = campaigns.firstIndex(where: { $0.name == path[1] })
    else { return nil }
    if path.count == 4, path[2] == "what" { return .content(campaign: campaign) }
    guard path.count == 5, path[2] == "variants" else { return nil }
    return campaigns[campaign].variants.firstIndex { $0.name == path[3] }.map {
      .variant(campaign: campaign, variant: $0)
    }
  }

  /// Where a number of a part of the app stands; nil also when the app has no such part.
  private func partPlace(_ part: String, _ key: String) -> NumberPlace? {
    func place<Part>(
      _ settings: [ModelSetting<Part>], _ path: any WritableKeyPath<Scenario, Part?> & Sendable
    ) -> NumberPlace? {
      guard self[keyPath: path] != nil else { return nil }
      return settings.first { $0.key == key }.map { .part(PartNumber($0, in: path)) }
    }
    switch part {
    case "cart": return place(AppModel.Cart.settings, \.app.cart)
    case "levels": return place(AppModel.Levels.settings, \.app.levels)
    case "subscription": return place(AppModel.Subscription.settings, \.app.subscription)
    case "technical": return place(AppModel.Technical.settings, \.app.technical)
    case "ratings": return place(AppModel.Ratings.settings, \.app.ratings)
    case "referrals": return place(AppModel.Referrals.settings, \.app.referrals)
    default: return nil
    }
  }

  /// The number at a place.
  public subscript(place: NumberPlace) -> Double {
    get {
      switch place {
      case .behavior(let setting): behavior[keyPath: setting.path]
      case .part(let number): number.get(self)
      case .content(let campaign): campaigns[campaign].content.appeal
      case .variant(let campaign, let variant): campaigns[campaign].variants[variant].appeal
      }
    }
    set {
      switch place {
      case .behavior(let setting): behavior[keyPath: setting.path] = newValue
      case .part(let number): number.set(&self, newValue)
      case .content(let campaign): campaigns[campaign].content.appeal = newValue
      case .variant(let campaign, let variant): campaigns[campaign].variants[variant].appeal = newValue
      }
    }
  }
}

import Behavior
import EngagementCore
import Primitives

/// The optional parts of an app and of behavior, over ids: what only some scenarios have. It is asked only where the flags
/// say that a part is there.
package final class CompiledParts: Sendable {
  let cart: AppModel.Cart?
  let levels: AppModel.Levels?
  let subscription: AppModel.Subscription?
  let technical: AppModel.Technical?
  let ratings: AppModel.Ratings?
  let referrals: AppModel.Referrals?

  /// Chance of an attempt by level, up to the top.
  let levelChances: [Double]
  /// Profile words of app-infos; −1: none.
  let levelInfo: Int
  let statusInfo: Int
  let endInfo: Int
  let starsInfo: Int
  /// Codes of the texts of ``AppModel/Subscription/Status``, in their order.
  let statusCodes: [Int32]
  /// Facts of the device on which crashes or errors depend, with the factors of their values.
  let deviceFactors: [DeviceFactor]
  /// The same by platform.
  let platformFactors: [(crash: Double, error: Double)]
  /// What is left of trouble after a day.
  let troubleDecay: Double
  /// Whether a campaign is triggered by a crash or an error.
  let isApology: [Bool]
  /// Mean daily chance to use the app.
  let meanActivity: Double
  /// Action of each fate that a session does not decide; −1: none.
  let fates: [Int32]

  /// Factors by day, from the first day of the warm-up; empty: all 1.
  let activityFactors: [Double]
  let conversionFactors: [Double]
  let firstDay: Int32

  let hasCart: Bool
  let hasSubscription: Bool
  let hasTechnical: Bool
  /// Whether something besides messages makes people leave.
  let hasStrain: Bool
  /// Whether people have traits that only these parts need.
  let hasTraits: Bool
  /// Whether opening a message does more than opening the app.
  let hasOpenEffects: Bool
  let hasSeasons: Bool

  /// A fact about the device, drawn as the platform knows it.
  struct DeviceFactor: Sendable {
    let hash: UInt32
    /// Position among the facts of the population.
    let index: Int
    let values: Choice
    let factors: [(crash: Double, error: Double)]
  }

  /// Factor of the sessions of a day.
  func activity(on day: Int32) -> Double { activityFactors.isEmpty ? 1 : activityFactors[index(of: day)] }

  /// Factor of the chance to convert on a day.
  func conversion(on day: Int32) -> Double { conversionFactors.isEmpty ? 1 : conversionFactors[index(of: day)] }

  private func index(of day: Int32) -> Int { min(max(Int(day - firstDay), 0), activityFactors.count - 1) }

  init(
    _ scenario: Scenario, layout: ProfileLayout, measures: MeasureTable, fates: [AppModel.Fate: Int32], arena: Arena
  ) {
    let app = scenario.app
    cart = app.cart
    levels = app.levels
    subscription = app.subscription
    technical = app.technical
    ratings = app.ratings
    referrals = app.referrals
    levelChances = app.levels.map { levels in (0...levels.top).map { levels.chance(at: $0) } } ?? []
    func offset(_ name: String?) -> Int { name.flatMap { layout.offset(ofAppInfo: $0) } ?? -1 }
    levelInfo = offset(app.levels?.appInfo)
    let status = app.subscription?.statusInfo
    statusInfo = offset(status)
    endInfo = offset(app.subscription?.endInfo)
    starsInfo = offset(app.ratings?.appInfo)
    statusCodes = AppModel.Subscription.Status.allCases.map { code in
      status.flatMap { measures.existingCode(of: code.rawValue, for: $0) } ?? -1
    }
    let factors = app.technical ?? AppModel.Technical()
    func factor(_ fact: String, _ value: String) -> (crash: Double, error: Double) {
      func of(_ list: [AppModel.Technical.Factor]) -> Double {
        list.first { $0.fact == fact && $0.value == value }?.factor ?? 1
      }
      return (of(factors.crashes), of(factors.errors))
    }
    let named = Set((factors.crashes + factors.errors).map(\.fact))
    let facts = scenario.population.facts.enumerated()
    deviceFactors = facts.filter { named.contains($0.element.name) }.map { index, fact in
      DeviceFactor(
        hash: stableHash(fact.name), index: index, values: Choice(fact.values.map(\.share), in: arena),
        factors: fact.values.map { factor(fact.name, $0.value) })
    }
    platformFactors =
      named.contains("platform") ? scenario.population.platforms.map { factor("platform", $0.value) } : []
    troubleDecay = factors.decay
    let troubles = Set(app.events.filter { $0.kind != .event }.map(\.name))
    isApology = scenario.campaigns.map { campaign in
      if case .onTag(let tag, _, _) = campaign.schedule { troubles.contains(tag) } else { false }
    }
    meanActivity = scenario.behavior.activity.mean
    self.fates = AppModel.Fate.allCases.map { fates[$0] ?? -1 }

    firstDay = -Int32(scenario.warmUpDays)
    let dates = (-scenario.warmUpDays...scenario.horizonDays).map { scenario.start.adding(days: $0) }
    let seasons = scenario.behavior.seasons
    activityFactors = seasons.map { seasons in dates.map { seasons.activity(on: $0) } } ?? []
    conversionFactors = seasons.map { seasons in dates.map { seasons.conversion(on: $0) } } ?? []

    hasCart = cart != nil
    hasSubscription = subscription != nil
    hasTechnical = technical != nil
    hasStrain = technical != nil || (levels?.frustration ?? 0) > 0
    hasTraits = technical != nil || ratings != nil
    hasOpenEffects = subscription != nil || (technical?.forgives ?? 0) > 0
    hasSeasons = seasons != nil
  }
}

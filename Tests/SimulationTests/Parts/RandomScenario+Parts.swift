import Behavior
import EngagementCore
import Primitives
import Simulation

/// Random scenarios whose apps have carts, levels, subscriptions, trouble, ratings and seasons.
extension RandomScenario {
  mutating func parts(isCoupled: Bool) -> Scenario {
    var scenario = engagement(isCoupled: isCoupled)
    let isWalked = !scenario.app.activities.isEmpty
    scenario.tagPlan.appInfo += [
      TagPlan.AppInfo(name: "rank", type: .integer), TagPlan.AppInfo(name: "status", type: .string),
      TagPlan.AppInfo(name: "paid_until", type: .date), TagPlan.AppInfo(name: "stars", type: .integer),
    ]
    addCart(&scenario)
    Lab.addEvent("rise", .fate(.levelUp), on: isWalked ? ["article"] : [], to: &scenario)
    var levels = AppModel.Levels(appInfo: "rank")
    levels.patience = Double(number(2...9))
    levels.frustration = 1
    scenario.app.levels = levels
    addSubscription(&scenario)
    var technical = AppModel.Technical()
    technical.crashes = [.init(fact: "source", value: "ads", factor: 3)]
    technical.errors = [.init(fact: "platform", value: "ios", factor: 0.5)]
    technical.forgives = 0.5
    scenario.app.technical = technical
    Lab.addEvent("rate", .fixed(0.1), to: &scenario)
    Lab.addEvent("tell", .fixed(0.1), on: isWalked ? ["article"] : [], to: &scenario)
    var ratings = AppModel.Ratings(ratedBy: ["rate"])
    ratings.sharedBy = ["tell"]
    ratings.appInfo = "stars"
    scenario.app.ratings = ratings
    var fair = BehaviorParameters.Seasons.SpecialDay(
      name: "fair", on: scenario.start.adding(days: number(1...10)), until: scenario.start.adding(days: 12))
    fair.activity = 2
    fair.conversion = 1.5
    scenario.behavior.seasons = BehaviorParameters.Seasons()
    scenario.behavior.seasons?.months = (1...12).map { Double($0) }
    scenario.behavior.seasons?.days = [fair]
    if !isCoupled {
      Lab.addEvent("joined", .fate(.referred), to: &scenario)
      scenario.app.referrals = AppModel.Referrals(invitedBy: ["tell"])
      scenario.app.referrals?.installs = 0.3
    }
    addReactions(&scenario)
    return scenario
  }

  private func addCart(_ scenario: inout Scenario) {
    Lab.addEvent("fill", .fixed(0.3), to: &scenario)
    Lab.addEvent("order", .fate(.checkout), to: &scenario) { $0.revenue = .spend }
    Lab.addEvent("left", .fate(.abandonment), to: &scenario)
    scenario.app.cart = AppModel.Cart(filledBy: ["fill"])
    scenario.app.cart?.discount = 0.1
  }

  private mutating func addSubscription(_ scenario: inout Scenario) {
    Lab.addEvent("try", .fixed(0.2), to: &scenario)
    Lab.addEvent("buy_month", .conversion, to: &scenario) { $0.revenue = .spend }
    Lab.addEvent("paid", .fate(.subscribed), to: &scenario) { $0.revenue = .spend }
    Lab.addEvent("renewed", .fate(.renewed), to: &scenario) { $0.revenue = .fixed(Money(micros: 3_000_000)) }
    Lab.addEvent("ended", .fate(.cancelled), to: &scenario)
    var subscription = AppModel.Subscription()
    subscription.trialBy = "try"
    subscription.boughtBy = ["buy_month"]
    subscription.trial = number(1...6)
    subscription.period = number(2...9)
    subscription.statusInfo = "status"
    subscription.endInfo = "paid_until"
    scenario.app.subscription = subscription
  }

  /// Campaigns about what the parts report.
  private mutating func addReactions(_ scenario: inout Scenario) {
    let schedules: [Schedule] = [
      .onTag(tag: "left", occurrence: nil, delay: 1_200), .onAppInfo(name: "rank", reaches: 2, delay: 0),
      .onAppInfo(name: "status", reaches: nil, delay: 3_600), .onTag(tag: "ended", occurrence: nil, delay: 0),
      .onTag(tag: "stall", occurrence: nil, delay: 60), .onAppInfo(name: "stars", reaches: nil, delay: 0),
    ]
    let campaigns = schedules.enumerated().map { index, schedule in
      Lab.campaign("p\(index)", schedule) {
        $0.unless = index == 0 ? ["order"] : []
        $0.content.offer = index % 2 == 0
        $0.audience = index == 3 ? "value(paid_until) <= today or value(status) = \"cancelled\"" : "everyone"
      }
    }
    Lab.add(campaigns, to: &scenario)
    for arm in [1, 2] { scenario.comparison.arms[arm].programs += campaigns.map(\.name).filter { _ in chance(0.7) } }
  }
}

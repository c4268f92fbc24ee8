import Behavior
import EngagementCore
import Foundation
import Primitives
import Simulation
import Testing

/// Carts: how many are abandoned, and what brings them back.
@Suite struct CartTests {
  private func shop(users: Int, days: Int, isWalked: Bool, arms: [(String, [String])] = [("none", [])]) -> Scenario {
    var scenario = Lab.scenario(users: users, days: days, arms: arms.map { (name: $0.0, programs: $0.1) })
    Lab.steady(&scenario)
    scenario.behavior.activity.mean = 0.5
    scenario.behavior.activity.concentration = 1e6
    if isWalked { Lab.corridor(&scenario, screens: 2) }
    Lab.addEvent("add", .fixed(0.3), on: isWalked ? ["s1", "s2"] : [], to: &scenario)
    Lab.addEvent("gone", .fate(.abandonment), to: &scenario)
    Lab.addEvent("order", .fate(.checkout), to: &scenario) { $0.revenue = .fixed(Money(micros: 10_000_000)) }
    scenario.app.cart = AppModel.Cart(filledBy: ["add"])
    Lab.count(["order", "gone", "add"], in: &scenario)
    scenario.kpis.append(KPIDefinition(name: "revenue", measure: .revenue(event: nil, per: .user)))
    return scenario
  }

  @Test(arguments: [true, false], [0.702, 0.86])
  func theShareIsTheOneThatWasGiven(isWalked: Bool, share: Double) async throws {
    var scenario = shop(users: 6_000, days: 15, isWalked: isWalked)
    scenario.app.cart?.abandoned = share
    scenario.app.cart?.recovery = 0
    let sums = try await Lab.first(scenario)
    let filled = sums.total(0) + sums.total(1)
    #expect(filled > 10_000)
    #expect(abs(zScore(sums.total(1), of: filled, share)) < 3.5)
    #expect(sums.total(2) >= filled)
    #expect(sums.total(3) == sums.total(0) * 10_000_000)
  }

  /// One session fills the cart; each later one orders it with the chance of recovery, until the cart is empty.
  @Test func anAbandonedCartComesBackWhileItLives() async throws {
    var scenario = shop(users: 40_000, days: 8, isWalked: true)
    scenario.app.events[0].chance = .fixed(1)
    scenario.app.events[0].once = true
    scenario.app.cart?.abandoned = 1
    scenario.app.cart?.recovery = 0.2
    scenario.app.cart?.lives = 3
    let sums = try await Lab.first(scenario)
    #expect(sums.total(1) == 40_000)
    // After the only session of the first day come two whole days and an even share of a third, with ln 2 sessions a day,
    // of which a fifth order: none does with e^(−(2 + U) · 0.2 ln 2).
    let rate = 0.2 * log(2)
    let none = exp(-2 * rate) * (1 - exp(-rate)) / rate
    #expect(abs(zScore(sums.total(0), of: 40_000, 1 - none)) < 3.5)
  }

  /// The trigger "abandoned, unless ordered" recovers orders, and an offer more of them, at its price.
  @Test func aTriggerOnTheAbandonedCartRecoversOrders() async throws {
    var scenario = shop(
      users: 4_000, days: 21, isWalked: true,
      arms: [("none", []), ("remind", ["remind"]), ("offer", ["offer"])])
    Lab.openEverything(&scenario)
    scenario.app.cart?.recovery = 0.1
    scenario.app.cart?.discount = 0.1
    let schedule = Schedule.onTag(tag: "gone", occurrence: nil, delay: 1_200)
    Lab.add(
      [
        Lab.campaign("remind", schedule) {
          $0.unless = ["order"]
          $0.content.opens = "s2"
        },
        Lab.campaign("offer", schedule) {
          $0.unless = ["order"]
          $0.content.opens = "s2"
          $0.content.offer = true
        },
      ], to: &scenario)
    let sums = try await Lab.run(scenario)
    let (none, remind, offer) = (sums[0].total(0), sums[1].total(0), sums[2].total(0))
    #expect(remind > none + 1_000)
    #expect(offer > remind + 300)
    #expect(sums[1].total(3) == remind * 10_000_000)
    // Orders of sessions that the offer opened are worth 10 % less, the others as much as ever.
    #expect(sums[2].total(3) < offer * 10_000_000)
    #expect(sums[2].total(3) > none * 10_000_000)
    #expect(sums[1].count(.delivered, campaign: 0) > 5_000)
  }

  /// A crash takes nothing out of the cart: the end of the next session decides.
  @Test func aCrashLeavesTheCartAsItWas() async throws {
    var scenario = shop(users: 3_000, days: 20, isWalked: true)
    scenario.app.events[0].on = ["s1"]
    scenario.app.events[0].chance = .fixed(1)
    Lab.addEvent("crash", .fixed(0.5), on: ["s2"], to: &scenario) { $0.kind = .crash }
    scenario.app.cart?.abandoned = 0
    let sums = try await Lab.first(scenario)
    // Every second session crashes; each of the others orders, and reports no abandonment.
    #expect(sums.total(1) == 0)
    #expect(abs(zScore(sums.total(0), of: sums.total(2), 0.5)) < 3.5)
  }
}

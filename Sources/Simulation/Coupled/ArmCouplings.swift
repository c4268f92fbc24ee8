import EngagementCore
import Primitives

/// The limits that all users of a world share: send rate, money, size of audiences.
final class ArmCouplings: Couplings {
  private let world: World
  private var throttle: Throttle?
  private var budgets: BudgetMeter
  /// Program of each campaign; −1: none.
  private let programs: [Int32]
  /// Users taken in by each campaign with a limited audience.
  private var takenIn: [Int32: Set<UInt32>] = [:]

  init(_ world: World, arms: [Int]) {
    self.world = world
    let scenario = world.scenario
    throttle = scenario.limits.throttle.map { Throttle($0) }
    let names = scenario.programs.map(\.name)
    budgets = BudgetMeter(scenario.limits.budgets, programs: names)
    let own = arms.flatMap { scenario.comparison.arms[$0].programs }
    programs = scenario.campaigns.map { campaign in
      // A campaign of several programs is paid by the first one that an arm names.
      let program = own.first { name in
        scenario.programs.contains { $0.name == name && $0.campaigns.contains(campaign.name) }
      }
      return Int32(program.flatMap { names.firstIndex(of: $0) } ?? -1)
    }
    super.init()
  }

  /// Forgets what cannot matter from a day on.
  func begin(day: Int32) { throttle?.forget(before: Int(day - 2) * secondsPerDay) }

  override func takeIn(_ campaign: Int32, _ user: UInt32) -> Bool {
    let limit = world.scenario.campaigns[Int(campaign)].audienceLimit ?? .max
    if takenIn[campaign]?.contains(user) == true { return true }
    if takenIn[campaign, default: []].count >= limit { return false }
    takenIn[campaign, default: []].insert(user)
    return true
  }

  override func ask(_ campaign: Int32, at time: LocalTime, zone: Int32, extra: Int32) -> Answer {
    if throttle != nil && extra & Agenda.Item.reserved == 0 {
      // The queue runs by one clock for all: that of the first zone's neighbours at Greenwich.
      let offset = world.zoneOffset(zone, on: time.day)
      guard let release = throttle?.take(at: Int(time) - offset) else { return .stop(.throttled) }
      let local = LocalTime(clamping: release + offset)
      if local > time { return .later(local) }
    }
    let cost = Money(micros: world.rules.campaigns[Int(campaign)].cost)
    let day = Int(max(time.day, 0))
    return budgets.take(cost: cost, program: programs[Int(campaign)], day: day) ? .go : .stop(.budgetSpent)
  }
}

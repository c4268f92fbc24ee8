import Behavior
import EngagementCore
import Primitives
import Simulation

/// Small scenarios drawn at random: every channel, schedule, limit, holdout and variant meets every other.
struct RandomScenario: ~Copyable {
  private var random: DrawSequence

  init(_ number: Int) { random = DrawSequence(Draws(run: RunKey(seed: 77), user: UInt32(number)), .resampling) }

  mutating func chance(_ p: Double) -> Bool { random.next() < p }
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + min(Int(random.next() * Double(range.count)), range.count - 1)
  }
  mutating func pick<T>(_ items: [T]) -> T { items[number(0...items.count - 1)] }

  mutating func scenario() -> Scenario {
    var scenario = Lab.scenario(users: 250, days: number(15...40), arms: [("none", []), ("some", []), ("all", [])])
    scenario.seed = UInt64(number(0...1_000_000))
    scenario.warmUpDays = chance(0.5) ? number(1...30) : 0
    scenario.population.newPerDay = number(0...5)
    scenario.population.languages = [Population.Share("fr", 0.7), Population.Share("en", 0.3)]
    scenario.population.timeZones = [Population.Share("Europe/Paris", 0.8), Population.Share("America/Montreal", 0.2)]
    if chance(0.75) { Lab.addApp(&scenario) } else { addPurchases(&scenario) }
    // Lively people: things happen.
    scenario.behavior.response.ios = -1
    scenario.behavior.response.other = -1
    scenario.behavior.fatigue.optOut = 0.02
    scenario.behavior.fatigue.uninstall = 0.01
    scenario.behavior.conversion.mean = 0.2
    addLimits(&scenario)
    let count = number(1...6)
    Lab.add((0..<count).map { campaign("c\($0)", isWalked: !scenario.app.activities.isEmpty) }, to: &scenario)
    let all = scenario.programs.map(\.name)
    scenario.comparison.arms[1].programs = all.filter { _ in chance(0.5) }
    scenario.comparison.arms[2].programs = all
    scenario.kpis += [
      KPIDefinition(name: "messages", measure: .messages(channel: nil, per: .week)),
      KPIDefinition(name: "pushes", measure: .messages(channel: .push, per: .user)),
      KPIDefinition(name: "cost", measure: .cost(per: .user)),
      KPIDefinition(name: "revenue", measure: .revenue(event: nil, per: .session)),
      KPIDefinition(name: "margin", measure: .margin(per: .user)),
      KPIDefinition(name: "opt_outs", measure: .optOuts), KPIDefinition(name: "uninstalls", measure: .uninstalls),
      KPIDefinition(name: "returns", measure: .returns(after: 5)),
      KPIDefinition(name: "stays", measure: .returnsStay(after: 5, stays: 4)),
      KPIDefinition(name: "active_days", measure: .activeDays(per: .user)),
    ]
    scenario.objective = ObjectiveDefinition(kpi: "revenue", target: .lift(0.1))
    return scenario
  }

  private func addPurchases(_ scenario: inout Scenario) {
    scenario.tagPlan.events = [TagPlan.Tag(name: "buy")]
    scenario.tagPlan.topics = ["sport", "money"]
    var buy = AppModel.Event(name: "buy", on: [], chance: .conversion)
    buy.revenue = .spend
    scenario.app.events = [buy]
  }

  private mutating func addLimits(_ scenario: inout Scenario) {
    for _ in 0..<number(0...2) {
      scenario.limits.caps.append(
        FrequencyCapDefinition(
          channel: pick([nil, .push, .inApp]), limit: number(1...5), period: secondsPerDay * number(1...10)))
    }
    if chance(0.5) {
      scenario.limits.quietHours = QuietHoursDefinition(
        from: 3600 * number(18...23), to: 3600 * number(5...12), rule: chance(0.6) ? .postpone : .drop)
    }
  }

  private mutating func campaign(_ name: String, isWalked: Bool) -> CampaignDefinition {
    var campaign = CampaignDefinition(name: name, schedule: schedule(isWalked: isWalked))
    campaign.content.channel = isWalked ? pick([.push, .inApp, .any]) : .push
    campaign.content.topic = pick([.none, .favourite, .undiscovered, .recommended(accuracy: 0.7), .random])
    campaign.content.offer = chance(0.3)
    if chance(0.3) { campaign.content.title = ["fr": "Bonjour"] }
    campaign.audience = pick([
      "everyone", "everyone", "days_since(session) >= 2", "platform = ios", "not received(c0)",
      "count(session, 7 days) >= 2",
    ])
    campaign.again = pick([.always, .once, .after(seconds: secondsPerDay * number(1...9))])
    campaign.expiry = 3600 * number(1...90)
    campaign.priority = number(0...100)
    campaign.holdout = chance(0.3) ? 0.3 : 0
    campaign.obeysLimits = chance(0.8)
    campaign.countsTowardLimits = chance(0.8)
    campaign.rechecksAudience = chance(0.7)
    campaign.cost = Money(micros: Int64(number(0...3)) * 1_000)
    if chance(0.4) {
      var other = Variant(name: "b", weight: 0.6)
      other.appeal = 0.5
      campaign.variants = [Variant(name: "a", weight: 0.4), other]
    }
    if chance(0.6) {
      campaign.conversion = Conversion(tag: pick(["buy", "session"]), within: 3600 * number(1...100))
    }
    return campaign
  }

  private mutating func schedule(isWalked: Bool) -> Schedule {
    let at: ClockTime = chance(0.3) ? .usual(fallback: 64_800) : .at(secondOfDay: 1_800 * number(0...47))
    switch number(0...6) {
    case 0:
      return .once(date: Lab.scenario(users: 0, days: 1).start.adding(days: number(-2...30)), at: at, zone: .user)
    case 1: return .weekly(weekdays: [.monday, .thursday, .saturday], at: at, zone: .user)
    case 2: return .weekly(weekdays: [.tuesday], at: at, zone: .fixed("Asia/Tokyo"))
    case 3: return .perWeek(rate: Double(number(1...20)), at: at)
    case 4: return .after(tag: pick(["install", "session"]), days: [1, 3, 8], at: at)
    case 5: return .idle(days: number(1...6), againEvery: chance(0.5) ? number(1...6) : nil, at: at)
    default:
      let tags = isWalked ? ["article", "buy", "session", "install"] : ["buy", "session", "install"]
      return .onTag(tag: pick(tags), occurrence: chance(0.5) ? number(1...3) : nil, delay: 3600 * number(0...60))
    }
  }
}

extension QuietHoursDefinition {
  /// Hours of the day in which no push is delivered at all.
  var hours: [Int] { (0..<24).filter { release(of: LocalTime($0 * 3600)) != nil } }
}

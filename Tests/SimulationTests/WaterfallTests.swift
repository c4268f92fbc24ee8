import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// What must hold in every run, whatever the scenario.
@Suite struct WaterfallTests {
  @Test(arguments: 0..<80)
  func everyMessageEndsInExactlyOneOutcome(number: Int) async throws {
    var generator = RandomScenario(number)
    let scenario = generator.scenario()
    for (arm, sums) in try await Lab.run(scenario).enumerated() {
      let programs = scenario.comparison.arms[arm].programs
      for (index, campaign) in scenario.campaigns.enumerated() {
        check(campaign, index, isPlayed: programs.contains(campaign.name), scenario, sums)
      }
      checkTotals(scenario, sums)
    }
  }

  private func check(
    _ campaign: CampaignDefinition, _ index: Int, isPlayed: Bool, _ scenario: Scenario, _ sums: ArmSums
  ) {
    func n(_ outcome: Outcome) -> Int { sums.count(outcome, campaign: index) }
    func n(_ count: CampaignCount) -> Int { sums.count(count, campaign: index) }
    #expect(n(.targeted) == Outcome.allCases.reduce(0) { $0 + n($1) }, "\(campaign.name)")
    #expect(n(.delivered) >= n(.displayed) && n(.displayed) >= n(.opened))
    #expect(n(.delivered) >= n(.converted))
    #expect(n(.displayed) >= n(.causedOptOut) && n(.displayed) >= n(.causedUninstall) && n(.opened) >= n(.wonBack))
    if !isPlayed { #expect(n(.targeted) == 0) }
    if campaign.holdout == 0 { #expect(n(.heldOut) == 0) }
    if !campaign.obeysLimits { #expect(n(.capped) + n(.quietDropped) + n(.quietDeferred) == 0) }
    if scenario.limits.caps.isEmpty { #expect(n(.capped) == 0) }
    if scenario.limits.quietHours?.rule != .drop { #expect(n(.quietDropped) == 0) }
    if scenario.limits.quietHours?.rule != .postpone { #expect(n(.quietDeferred) == 0) }
    if campaign.content.title.isEmpty { #expect(n(.noLanguage) == 0) }
    if campaign.conversion == nil { #expect(n(.converted) == 0) }
    if !campaign.rechecksAudience { #expect(n(.leftAudience) == 0) }
    if campaign.content.channel == .push { #expect(n(.displayed) == n(.delivered)) }
    if campaign.content.channel == .inApp { #expect(n(.optedOut) + n(.causedOptOut) + n(.causedUninstall) == 0) }
    if campaign.again == .once { #expect(n(.delivered) + n(.heldOut) <= sums.users) }
    checkTest(campaign, index, scenario, sums)
  }

  private func checkTest(_ campaign: CampaignDefinition, _ index: Int, _ scenario: Scenario, _ sums: ArmSums) {
    guard campaign.isTested else { return }
    let test = scenario.campaigns.prefix(index).count(where: \.isTested)
    let variants = max(campaign.variants.count, 1)
    let groups = (0..<variants + (campaign.holdout > 0 ? 1 : 0)).map { sums.group(test: test, group: $0) }
    #expect(groups.prefix(variants).reduce(0) { $0 + $1.sends } == sums.count(.delivered, campaign: index))
    #expect(groups.prefix(variants).reduce(0) { $0 + $1.opens } == sums.count(.opened, campaign: index))
    if campaign.holdout > 0 { #expect(groups.last?.sends == sums.count(.heldOut, campaign: index)) }
    for group in groups {
      #expect(group.users <= group.sends && group.openers <= group.opens && group.openers <= group.users)
      #expect(group.converters <= group.users && group.revenue >= 0)
      #expect(group.squaredRevenue >= 0)
    }
    if campaign.conversion == nil { #expect(groups.allSatisfy { $0.converters == 0 && $0.revenue == 0 }) }
  }

  private func checkTotals(_ scenario: Scenario, _ sums: ArmSums) {
    let campaigns = scenario.campaigns.indices
    let delivered = campaigns.reduce(0) { $0 + sums.count(.delivered, campaign: $1) }
    #expect(sums.heatMap.reduce(0, +) == delivered)
    #expect(sums.total(1) == delivered)
    let cost = campaigns.reduce(0 as Int64) {
      $0 + Int64(sums.count(.delivered, campaign: $1)) * scenario.campaigns[$1].cost.micros
    }
    #expect(sums.cost.micros == cost && Int64(sums.total(3)) == cost)
    #expect(Int64(sums.total(4)) == sums.revenue.micros && Int64(sums.total(5)) == sums.revenue.micros - cost)
    for kpi in scenario.kpis.indices where scenario.kpis[kpi].measure.isAdditive {
      #expect(sums.series(kpi: kpi, denominator: false).reduce(0, +) == sums.total(kpi))
    }
    #expect(sums.activeUsers.reduce(0, +) == sums.total(10))
    #expect(zip(sums.activeUsers, sums.presentUsers).allSatisfy { $0 <= $1 })
    #expect(zip(sums.retentionActive, sums.retentionUsers).allSatisfy { $0 <= $1 })
    #expect(sums.moments[0].count == Int64(sums.users))
    for kpi in [6, 7, 8, 9] { #expect(sums.ratio(kpi)[0] <= sums.ratio(kpi)[1] && sums.ratio(kpi)[1] <= sums.users) }
    if sums.weeklyPushes[21] == 0 {
      #expect(sums.weeklyPushes.enumerated().reduce(0) { $0 + $1.offset * $1.element } == sums.total(2))
    }
    let obedient = scenario.campaigns.allSatisfy { $0.obeysLimits && $0.content.channel == .push }
    if obedient, let quiet = scenario.limits.quietHours {
      let hours = Set(quiet.hours)
      #expect(sums.heatMap.enumerated().allSatisfy { $1 == 0 || !hours.contains($0 % 24) })
    }
  }

  /// Sends within a calendar week are less than seven days apart, so a cap on seven rolling days bounds every week.
  @Test(arguments: [1, 2, 4], [false, true])
  func noWeekHoldsMoreThanTheCap(limit: Int, isWalked: Bool) async throws {
    var scenario = Lab.scenario(users: 600, days: 30, arms: [("all", ["a", "b", "c"])])
    Lab.steady(&scenario)
    if isWalked {
      scenario.behavior.activity.mean = 0.6
      Lab.addApp(&scenario)
    }
    scenario.limits.caps = [FrequencyCapDefinition(channel: .push, limit: limit, period: 7 * secondsPerDay)]
    Lab.add(
      [
        Lab.campaign("a", .perWeek(rate: 5, at: .at(secondOfDay: 43_200))),
        Lab.campaign("b", .weekly(weekdays: [.wednesday], at: .at(secondOfDay: 43_200), zone: .user)) {
          $0.priority = 90
        },
        Lab.campaign("c", .onTag(tag: "session", occurrence: nil, delay: 7_200)) { $0.priority = 10 },
      ], to: &scenario)
    scenario.behavior.fatigue.optOut = 0
    let sums = try await Lab.first(scenario)
    #expect(sums.weeklyPushes[(limit + 1)...].allSatisfy { $0 == 0 })
    #expect(sums.weeklyPushes[limit] > 600)
    #expect((0..<3).contains { sums.count(.capped, campaign: $0) > 0 })
  }
}

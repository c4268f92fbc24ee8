import Behavior
import EngagementCore
import Primitives
import Simulation
import Testing

/// The regression test of the core: what it decided in a simulation it decides again when it is fed the log.
@Suite struct ReplayTests {
  /// Scenarios of every kind; every third one has users who share limits.
  static func scenario(_ number: Int) -> Scenario {
    var generator = RandomScenario(500 + number)
    return generator.engagement(isCoupled: number % 3 == 0)
  }

  @Test(arguments: 0..<60)
  func everyMessageEndsInExactlyOneOutcome(number: Int) async throws {
    let scenario = Self.scenario(number)
    for (arm, sums) in try await Lab.run(scenario).enumerated() {
      let programs = scenario.comparison.arms[arm].programs
      for (index, campaign) in scenario.campaigns.enumerated() {
        func n(_ outcome: Outcome) -> Int { sums.count(outcome, campaign: index) }
        func n(_ count: CampaignCount) -> Int { sums.count(count, campaign: index) }
        #expect(n(.targeted) == Outcome.allCases.reduce(0) { $0 + n($1) }, "\(campaign.name) \(sums.outcomes(index))")
        if !programs.contains(campaign.name) { #expect(n(.targeted) == 0) }
        #expect(n(.delivered) >= n(.displayed) && n(.delivered) >= n(.converted))
        #expect(n(.displayed) >= n(.reported) && n(.opened) >= n(.wonBack))
        if campaign.content.kind == .poll { #expect(n(.opened) >= n(.acted)) }
        if campaign.unless.isEmpty { #expect(n(.calledOff) == 0) }
        if campaign.wait?.sendsAtTimeout != false { #expect(n(.timedOut) == 0) }
        if campaign.sendWindow?.rule != .drop { #expect(n(.outsideWindow) == 0) }
        if campaign.missingMarker == .placeholder || campaign.content.body.isEmpty { #expect(n(.missingTag) == 0) }
        if campaign.audienceLimit == nil { #expect(n(.audienceFull) == 0) }
        if scenario.limits.budgets.isEmpty { #expect(n(.budgetSpent) == 0) }
        if scenario.limits.throttle == nil { #expect(n(.throttled) == 0) }
        if scenario.limits.lastSlot == .firstCome { #expect(n(.preempted) == 0) }
        if scenario.limits.uninstallNotice == nil && scenario.behavior.connectivity.offline == 0 {
          // Only what was sent in the very second of the push that put the user off.
          let uninstalls = scenario.campaigns.indices.reduce(0) { $0 + sums.count(.causedUninstall, campaign: $1) }
          #expect(n(.lost) <= uninstalls)
        }
      }
      let visible = scenario.campaigns.indices.filter { scenario.campaigns[$0].content.kind != .data }
      #expect(sums.heatMap.reduce(0, +) == visible.reduce(0) { $0 + sums.count(.delivered, campaign: $1) })
    }
  }

  @Test(arguments: 0..<45)
  func aSimulatedLogGivesBackItsDecisions(number: Int) throws {
    let scenario = Self.scenario(number)
    let records = try Log.records(scenario, users: 60)
    let comparison = try Log.replay(scenario, records)
    #expect(comparison.differingUsers == 0, "\(String(describing: comparison.firstDifference))")
    #expect(comparison.reproduced == records.count { $0.kind == .decision })
    #expect(comparison.reproduced > 0)
  }

  /// The log of all users and the run tell the same.
  @Test(arguments: [1, 3, 5, 9, 12])
  func theLogAgreesWithTheRun(number: Int) async throws {
    let scenario = Self.scenario(number)
    let all = try await Lab.run(scenario)
    let decisions = try Log.records(scenario).filter { $0.kind == .decision }
    for (arm, sums) in zip(scenario.comparison.arms, all) {
      let own = decisions.filter { $0.arm == arm.name }
      for (index, campaign) in scenario.campaigns.enumerated() {
        let about = own.filter { $0[.name] == campaign.name }
        func n(_ what: String) -> Int { about.count { $0[.what] == what } }
        #expect(n("entered") == sums.count(.targeted, campaign: index))
        // In the log `not-again` is also the word for users who were not let in.
        for outcome in Outcome.allCases where outcome != .delivered && outcome != .notAgain {
          #expect(n(outcome.name) == sums.count(outcome, campaign: index), "\(campaign.name) \(outcome.name)")
        }
        #expect(n("sent") >= sums.count(.delivered, campaign: index))
      }
    }
  }

  @Test(arguments: [LogFormat.jsonl, .csv], [2, 3])
  func recordsSurviveBothFormats(format: LogFormat, number: Int) throws {
    let scenario = Self.scenario(number)
    let records = try Log.records(scenario, users: 12)
    #expect(Set(records.map(\.kind)).count >= 11)
    var read: [LogRecord] = []
    for record in records {
      let text = record.text(format)
      let copy: LogRecord
      switch format {
      case .jsonl: copy = try LogRecord(json: text)
      case .csv:
        let pairs = zip(LogRecord.columns, Log.cells(text)).map { ($0, $1) }
        copy = try LogRecord(columns: Dictionary(pairs) { first, _ in first })
      }
      #expect(copy == record, "\(text)")
      read.append(copy)
    }
    #expect(try Log.replay(scenario, read).differingUsers == 0)
  }

  @Test func textsThatNeedQuotesSurvive() throws {
    var record = LogRecord()
    record.user = "Åsa, \"the first\""
    record.kind = .set
    record.time = "2016-01-04T10:00:00"
    record[.name] = "city"
    record[.value] = "O'Fallon, \"IL\" \\ true"
    #expect(try LogRecord(json: record.text(.jsonl)) == record)
    #expect(Log.cells(record.text(.csv))[0] == record.user)
  }

  /// The comparison is worth something: with one rule changed the decisions differ.
  @Test func anotherRuleDecidesOtherwise() throws {
    var scenario = Lab.scenario(users: 30, days: 12, arms: [("all", ["a"])])
    Lab.steady(&scenario)
    Lab.add([Lab.campaign("a", .perWeek(rate: 7, at: .at(secondOfDay: 43_200)))], to: &scenario)
    scenario.limits.caps = [FrequencyCapDefinition(channel: .push, limit: 4, period: 7 * secondsPerDay)]
    let records = try Log.records(scenario)
    #expect(try Log.replay(scenario, records).differingUsers == 0)
    scenario.limits.caps[0].limit = 3
    let changed = try Log.replay(scenario, records)
    #expect(changed.differingUsers == 30)
    let difference = try #require(changed.firstDifference)
    #expect(difference.logged?[.what] == "sent" && difference.replayed?[.what] == "capped")
  }

  /// The counters are written out as numbers, which must follow the lists.
  @Test func countersAreAsManyAsTheirNames() {
    #expect(CampaignCounters.count == Outcome.allCases.count + CampaignCount.allCases.count)
    let positions =
      Outcome.allCases.map { CampaignCounters.index($0) } + CampaignCount.allCases.map { CampaignCounters.index($0) }
    #expect(positions == Array(0..<CampaignCounters.count))
    let names = Outcome.allCases.map(\.name) + CampaignCount.allCases.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
